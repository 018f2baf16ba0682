import Files
import Foundation
import TestSupport
import Testing

@testable import TorchFiles

@Suite struct AtomicFileTests {
    @Test func replacesAFile() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.txt")
            try AtomicFile.write("one", to: url)
            try AtomicFile.write("two", to: url)
            #expect(try WholeFile.read(url) == Array("two".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.txt"])
        }
    }

    @Test func aLinkStaysALink() throws {
        try withTemporaryFolder { folder in
            let target = folder.appendingPathComponent("target.txt")
            let link = folder.appendingPathComponent("link.txt")
            try AtomicFile.write("one", to: target)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
            try AtomicFile.write("two", to: link)
            #expect(try WholeFile.read(target) == Array("two".utf8))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
        }
    }

    @Test func leavesNothingBehindWhereItFails() throws {
        try withTemporaryFolder { folder in
            // A folder stands where the file should.
            let taken = folder.appendingPathComponent("taken")
            try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: false)
            let error = #expect(throws: FileAccessError.self) { try AtomicFile.write("x", to: taken) }
            #expect(error?.description == "cannot write \(taken.relativePath): it is a folder")
            // A file stands where the folder should.
            let file = folder.appendingPathComponent("file")
            try AtomicFile.write("x", to: file)
            #expect(throws: FileAccessError.self) {
                try AtomicFile.write("y", to: file.appendingPathComponent("below.txt"))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["file", "taken"])
        }
    }

    @Test(.enabled(if: getuid() != 0, "root may write anywhere")) func anUnwritableFolder() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
            let url = folder.appendingPathComponent("a.txt")
            let error = #expect(throws: FileAccessError.self) { try AtomicFile.write("x", to: url) }
            #expect(error?.description == "cannot write \(url.relativePath): permission denied")
        }
    }

    @Test func aFolderThatCannotBeMade() {
        let url = URL(fileURLWithPath: "/proc/bds/a.txt")
        #expect(throws: FileAccessError.self) { try AtomicFile.write("x", to: url) }
    }

    /// Renamed onto, a pipe or a device would be gone.
    @Test func onlyRegularFilesAreReplaced() throws {
        try withTemporaryFolder { folder in
            let pipe = folder.appendingPathComponent("pipe")
            #expect(mkfifo(pipe.path, 0o600) == 0)
            let link = folder.appendingPathComponent("link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: pipe)
            for url in [pipe, link] {
                let error = #expect(throws: FileAccessError.self) { try AtomicFile.write("x", to: url) }
                #expect(error?.description == "cannot write \(url.relativePath): it is no regular file")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.sorted() == ["link", "pipe"])
        }
    }
}
