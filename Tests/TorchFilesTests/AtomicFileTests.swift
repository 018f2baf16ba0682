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

    /// A private file stays private, whether it is named itself or by a link; a new one gets what the umask leaves.
    @Test(arguments: [0o600, 0o640, 0o444, 0o777] as [UInt32])
    func permissionsAreKept(_ permissions: UInt32) throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.txt")
            let link = folder.appendingPathComponent("link.txt")
            try AtomicFile.write("one", to: url)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
            #expect(chmod(url.path, permissions) == 0)
            try AtomicFile.write("two", to: url)
            #expect(FileStatus(url)?.permissions == permissions)
            try AtomicFile.write("three", to: link)
            #expect(FileStatus(url)?.permissions == permissions)
            #expect(try String(contentsOf: url, encoding: .utf8) == "three")
            try AtomicFile.write("x", to: folder.appendingPathComponent("new"), permissions: 0o600)
            #expect(FileStatus(folder.appendingPathComponent("new"))?.permissions == 0o600)
        }
    }

    @Test func readingIsBounded() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a.txt")
            try AtomicFile.write("four", to: url)
            #expect(try WholeFile.read(url, upTo: 4).count == 4)
            let error = #expect(throws: FileAccessError.self) { try WholeFile.read(url, upTo: 3) }
            #expect(error?.description == "cannot read \(url.relativePath): it is too large")
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
                #expect(error?.description == "cannot write \(url.relativePath): it is not a regular file")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.sorted() == ["link", "pipe"])
        }
    }
}
