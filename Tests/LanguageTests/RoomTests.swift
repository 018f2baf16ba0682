import Foundation
import TestSupport
import Testing

/// The language's rooms, from the ground up: none names a type of a room above it.
@Suite struct RoomTests {
    private static let rooms = ["Syntax", "Types", "Check", "Run", "Prompt"]

    private func code(of room: String) throws -> [(file: String, text: String)] {
        let folder = Reference.packageFolder.appendingPathComponent("Sources/Language/\(room)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { file in
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            return (file, text.replacing(/\/\/.*/, with: "").replacing(/"[^"\n]*"/, with: "\"\""))
        }
    }

    @Test func arrowsGoDownOnly() throws {
        var above: Set<Substring> = []
        for room in Self.rooms.reversed() {
            let files = try code(of: room)
            for (file, text) in files {
                let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
                #expect(words.isDisjoint(with: above), "\(file): \(words.intersection(above).sorted())")
            }
            let declaration = /(?m)^(?:public )?(?:final class|indirect enum|struct|enum|class|protocol) (\w+)/
            for (_, text) in files { above.formUnion(text.matches(of: declaration).map(\.output.1)) }
        }
        #expect(above.count > 60)
    }
}
