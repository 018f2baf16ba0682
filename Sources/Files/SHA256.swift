import CCrypto
import Foundation

/// SHA-256 digests as 64 hexadecimal digits, by which a file is known in provenance.
public enum SHA256 {
    /// - Throws: `FileAccessError` when the file cannot be read.
    public static func ofFile(_ url: URL) throws(FileAccessError) -> String {
        of(try WholeFile.read(url))
    }

    /// The digest of `bytes`: 64 hexadecimal digits, lower case.
    public static func of(_ bytes: some ContiguousBytes) -> String {
        digest(bytes).map { byte in
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
