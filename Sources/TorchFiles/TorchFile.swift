import Files
import Foundation

/// `torch.save`'s files (PyTorch 1.6 and later) both ways. Reading runs nothing: see `PickleGlobal`.
/// See <doc:TorchContainer>.
public enum TorchFile {
    /// - Throws: `FileAccessError` when the file cannot be read, `TorchFileError` when it is none of PyTorch's, is
    ///   damaged, or holds something else than plain containers, numbers, strings and tensors.
    public static func read(_ url: URL) throws -> TorchValue {
        try read(try wholeFile(url), from: url)
    }

    /// The bytes of a file that begins as one of PyTorch's; of any other, as of a sparse one, not all is read.
    /// - Throws: `FileAccessError`, `TorchFileError`.
    public static func wholeFile(_ url: URL) throws -> [UInt8] {
        if let size = FileStatus(url)?.size, size > 1 << 20 {
            let start = try WholeFile.start(of: url, 1024)
            if !start.starts(with: [0x50, 0x4b]), !LegacyTorchFile.isOne(start) {
                throw TorchFileError(url, ForeignFile.name(start[...]).map { .foreign($0) } ?? .notZIP)
            }
            let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)
            if size > memory / 4 { throw FileAccessError(.read, url, SystemError(code: EFBIG)) }
        }
        return try WholeFile.read(url)
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
        // Tensors that show a storage otherwise than as it lies are copied; few do, and none at length.
        let budget = (64 << 20) + 4 * bytes.count
        if LegacyTorchFile.isOne(bytes) { return try LegacyTorchFile.value(of: bytes, budget: budget) }
        if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) { throw .tarFormat }
        if !bytes.starts(with: [0x50, 0x4b]), let what = ForeignFile.name(bytes.prefix(1024)) { throw .foreign(what) }
        let archive = try TorchArchive(bytes)
        if let order = try archive.optionalEntry("byteorder"), order != Array("little".utf8) {
            throw .bigEndian(String(decoding: order.prefix(20), as: UTF8.self).printable)
        }
        return try PickleReader.read(try archive.entry("data.pkl"), budget: budget) {
            key throws(TorchFileError.Reason) in try archive.storage(key)
        }
    }
}
