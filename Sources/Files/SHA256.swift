import CCrypto
import Foundation

/// SHA-256 digests as 64 hexadecimal digits, by which a file is known in provenance.
public enum SHA256 {
    /// - Throws: `FileAccessError` when the file cannot be read.
    public static func ofFile(_ url: URL) throws(FileAccessError) -> String {
        let file = try RandomAccessFile(url)
        do { return try of(file) } catch { throw error as? FileAccessError ?? FileAccessError(.read, url, EIO) }
    }

    /// The digest of a file of any size, a piece at a time: 64 hexadecimal digits, lower case.
    /// - Parameter check: called now and then; throws to stop.
    /// - Throws: `FileAccessError` when the file cannot be read, and what `check` throws.
    public static func of(_ file: RandomAccessFile, check: () throws -> Void = {}) throws -> String {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        var offset = 0
        while offset < file.size {
            try check()
            let piece = try file.read(offset..<offset + pieceSize)
            if piece.isEmpty { break }
            piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
            offset += piece.count
        }
        return hexadecimal(
            [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { digest, count in
                var length: UInt32 = 0
                EVP_DigestFinal_ex(context, digest.baseAddress, &length)
                count = Int(length)
            })
    }

    private static let pieceSize = 1 << 20

    /// The digest of `bytes`: 64 hexadecimal digits, lower case.
    public static func of(_ bytes: some ContiguousBytes) -> String { hexadecimal(digest(bytes)) }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    /// The 32 bytes of the digest.
    public static func digest(_ bytes: some ContiguousBytes) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { digest, count in
            var length: UInt32 = 0
            bytes.withUnsafeBytes {
                _ = EVP_Digest($0.baseAddress, $0.count, digest.baseAddress, &length, EVP_sha256(), nil)
            }
            count = Int(length)
        }
    }
}
