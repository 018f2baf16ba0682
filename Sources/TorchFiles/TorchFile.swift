import Files
import Foundation

/// `torch.save`'s files (PyTorch 1.6 and later) both ways. Reading runs nothing: see `PickleGlobal`.
/// See <doc:TorchContainer>.
public enum TorchFile {
    /// - Throws: `FileAccessError` when the file cannot be read, `TorchFileError` when it is none of PyTorch's, is
    ///   damaged, or holds something else than plain containers, numbers, strings and tensors.
    public static func read(_ url: URL) throws -> TorchValue {
        try read(try WholeFile.read(url), from: url)
    }

    /// - Parameters:
    ///   - bytes: A whole file.
    ///   - url: The file they came from, for messages.
    public static func read(_ bytes: [UInt8], from url: URL) throws(TorchFileError) -> TorchValue {
        do {
            return try value(of: bytes)
        } catch {
            throw TorchFileError(path: url.relativePath, reason: error)
        }
    }

    /// Writes `value` as `torch.load(weights_only=True)` reads it, all at once (`AtomicFile`); the same value always
    /// gives the same bytes.
    /// - Throws: `FileAccessError`; `TorchFileError` when `value` nests too deep.
    public static func write(_ value: TorchValue, to url: URL) throws {
        do {
            try AtomicFile.write(try bytes(of: value), to: url)
        } catch let reason as TorchFileError.Reason {
            throw TorchFileError(path: url.relativePath, reason: reason)
        }
    }

    /// The file that `write` writes.
    public static func bytes(of value: TorchValue) throws(TorchFileError.Reason) -> [UInt8] {
        let pickle = try PickleWriter(value)
        return try TorchArchiveWriter.bytes(pickle: pickle.bytes, storages: pickle.storages)
    }

    private static func value(of bytes: [UInt8]) throws(TorchFileError.Reason) -> TorchValue {
        let archive = try TorchArchive(bytes)
        if let order = try archive.optionalEntry("byteorder"), order != Array("little".utf8) {
            throw .bigEndian(String(decoding: order.prefix(20), as: UTF8.self).printable)
        }
        // Tensors that show a storage otherwise than as it lies are copied; few do, and none at length.
        let budget = (64 << 20) + 4 * bytes.count
        return try PickleReader.read(try archive.entry("data.pkl"), budget: budget) {
            key throws(TorchFileError.Reason) in try archive.storage(key)
        }
    }
}
