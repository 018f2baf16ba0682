import Foundation
import Language
import TestSupport
import Testing

/// The scripts in `stdlib/`, from which one learns the language.
@Suite struct StandardLibraryTests {
    static let files: [URL] = {
        let folder = Reference.packageFolder.appendingPathComponent("stdlib")
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }
        return (all ?? []).filter { $0.pathExtension == "bds" }.sorted { $0.path < $1.path }
    }()

    @Test(arguments: files) func isFormatted(file: URL) throws {
        let source = try SourceText(name: file.lastPathComponent, bytes: Array(Data(contentsOf: file)))
        let formatted = try Formatter.format(source)
        #expect(formatted == String(decoding: source.bytes, as: UTF8.self))
        #expect(try Formatter.format(SourceText(name: "again", text: formatted)) == formatted)
    }

    @Test func thereAreSome() {
        #expect(!Self.files.isEmpty)
    }
}
