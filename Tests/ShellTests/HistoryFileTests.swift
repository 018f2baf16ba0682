import Files
import Foundation
import Testing

@testable import bds

/// The history as a file: what others have written in it, and what it is cut to.
@Suite struct HistoryFileTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bds-history-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try body(folder.appendingPathComponent("history"))
    }

    @Test(arguments: ["\n", "\r\n"]) func lineEndsOfAnyEditor(_ end: String) throws {
        try inFolder { url in
            try AtomicFile.write(
                ["let a = 1", "for x in [1] {\\nprint $x\\n}", "", "é"].joined(separator: end), to: url)
            let history = HistoryFile(url: url, limit: 10)
            #expect(history.load() == ["let a = 1", "for x in [1] {\nprint $x\n}", "é"])
            #expect(history.append("last\r\n\\"))
            #expect(history.load() == ["let a = 1", "for x in [1] {\nprint $x\n}", "é", "last\r\n\\"])
        }
    }

    @Test func isCutAndStaysPrivate() throws {
        try inFolder { url in
            let history = HistoryFile(url: url, limit: 3)
            for number in 0..<5 { #expect(history.append("\(number)")) }
            #expect(history.load() == ["2", "3", "4"])
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(text == "2\n3\n4\n")
            #expect(FileStatus(url)?.permissions == 0o600)
        }
    }

    /// A link to where someone keeps such files stays one.
    @Test func followsALink() throws {
        try inFolder { url in
            let kept = url.deletingLastPathComponent().appendingPathComponent("kept")
            try AtomicFile.write("a\nb\n", to: kept)
            try FileManager.default.createSymbolicLink(at: url, withDestinationURL: kept)
            #expect(HistoryFile(url: url, limit: 1).load() == ["b"])
            #expect(try String(contentsOf: kept, encoding: .utf8) == "b\n")
            #expect(FileStatus(url, followingLinks: false)?.kind == .link)
        }
    }
}
