import Foundation
import Testing

/// Runtime's folders lie on top of each other: what is declared in one is named in none below it.
@Suite struct LayerTests {
    /// Bottom to top.
    private static let folders = ["Text", "Objects", "Session", "Cache", "Planning", "Calls", "Commands"]

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/Runtime").standardizedFileURL

    private struct File {
        let path: String
        let layer: Int
        /// Without comments and literal text.
        let code: String
    }

    private static func files() throws -> [File] {
        try folders.enumerated().flatMap { layer, folder in
            let place = root.appendingPathComponent(folder)
            return try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".swift") }
                .map { name in
                    let text = try String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)
                    return File(
                        path: "\(folder)/\(name)", layer: layer,
                        code: text.replacing(/"(?:\\.|[^"\\\n])*"/, with: "\"\"").replacing(/\/\/[^\n]*/, with: ""))
                }
        }
    }

    /// Types and free functions, by the layer they are declared in.
    private static func declarations(_ files: [File]) -> [String: Int] {
        let type = /(?m)^(?:public |final |indirect )*(?:struct|class|enum|protocol|actor) (\w+)/
        let function = /(?m)^(?:public )?func (\w+)/
        var layers: [String: Int] = [:]
        for file in files {
            for match in file.code.matches(of: type) { layers[String(match.1)] = file.layer }
            for match in file.code.matches(of: function) { layers[String(match.1)] = file.layer }
        }
        return layers
    }

    private static func upwardUses(_ files: [File]) -> [String] {
        let layers = declarations(files)
        return files.flatMap { file in
            Set(file.code.matches(of: /\w+/).map { String($0.0) }).filter { (layers[$0] ?? 0) > file.layer }.sorted()
                .map { "\(file.path) names \($0)" }
        }
    }

    @Test func nothingNamesWhatLiesAboveIt() throws {
        let files = try Self.files()
        #expect(files.count > 60)
        #expect(Self.declarations(files)["SampleCommand"] == Self.folders.count - 1)
        #expect(Self.upwardUses(files) == [])
    }

    @Test func everyFileLiesInALayer() throws {
        let names = FileManager.default.enumerator(atPath: Self.root.path)?.compactMap { $0 as? String } ?? []
        let folders = names.filter { $0.hasSuffix(".swift") }.map { $0.split(separator: "/").dropLast().joined() }
        #expect(Set(folders) == Set(Self.folders))
    }

    @Test func anUpwardUseIsSeen() {
        let files = [
            File(path: "Text/A.swift", layer: 0, code: "struct A { let b: B }"),
            File(path: "Calls/B.swift", layer: 5, code: "struct B { let a: A }"),
        ]
        #expect(Self.upwardUses(files) == ["Text/A.swift names B"])
    }
}
