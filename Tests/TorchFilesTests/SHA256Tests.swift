import Files
import Foundation
import TestSupport
import Testing

@testable import TorchFiles

@Suite struct SHA256Tests {
    // FIPS 180-4's examples.
    @Test func knownDigests() {
        #expect(SHA256.of([UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.of(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func ofAFile() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("abc")
            try AtomicFile.write("abc", to: url)
            #expect(try SHA256.ofFile(url) == SHA256.of(Array("abc".utf8)))
            #expect(throws: FileAccessError.self) { try SHA256.ofFile(folder.appendingPathComponent("none")) }
        }
    }
}
