import Foundation
import Language
import Runtime
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
        let formatted = try Formatter.format(source).text
        #expect(formatted == String(decoding: source.bytes, as: UTF8.self))
        #expect(try Formatter.format(SourceText(name: "again", text: formatted)).text == formatted)
    }

    /// Without values for its `param`s there may be much that is not known, but nothing wrong.
    @Test(arguments: files) func aloneItHasNoErrors(file: URL) throws {
        let source = try SourceText(
            name: file.path, bytes: Array(Data(contentsOf: file)), folder: file.deletingLastPathComponent().path)
        let session = Session(host: Runtime(SessionState(console: RecordingConsole())))
        let checked = session.check(Script(source), as: .checkOnly)
        #expect(checked.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    }

    @Test func thereAreSome() {
        #expect(!Self.files.isEmpty)
    }
}
