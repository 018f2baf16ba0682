import CZip
import Files
import Foundation

/// Builds the ZIP archive of a `torch.save` file in memory. The same entries give the same bytes: no times, no names
/// of the machine.
enum TorchArchiveWriter {
    /// Entries start at multiples of this, as PyTorch lays them, so that a storage can be mapped where it lies.
    static let alignment = 64
    /// PyTorch's name for an archive that is not named after its file.
    private static let folder = "archive"

    static func bytes(
        pickle: [UInt8], storages: [[UInt8]]
    ) throws(TorchFileError.Reason) -> [UInt8] {
        var entries: [(name: String, bytes: [UInt8])] = [
            ("data.pkl", pickle),
            (".format_version", Array("1".utf8)),
            (".storage_alignment", Array("\(alignment)".utf8)),
            ("byteorder", Array("little".utf8)),
        ]
        for (key, storage) in storages.enumerated() { entries.append(("data/\(key)", storage)) }
        entries.append(("version", Array("3\n".utf8)))
        entries.append((".data/serialization_id", Array(serializationID(of: entries.map(\.bytes)).utf8)))

        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw damage(&error) }
        // The archive frees its source when it closes; this keeps it for reading.
        zip_source_keep(target)
        defer { zip_source_free(target) }
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            zip_source_free(target)
            throw damage(&error)
        }
        var start = 0
        for entry in entries {
            do {
                try add(entry.bytes, as: "\(folder)/\(entry.name)", at: &start, to: archive)
            } catch {
                zip_discard(archive)
                throw error
            }
        }
        guard zip_close(archive) == 0 else {
            let why = String(cString: zip_error_strerror(zip_get_error(archive)))
            zip_discard(archive)
            throw .damaged(why)
        }
        return try contents(of: target)
    }

    /// - Parameter start: Where the entry's header will stand; moved behind the entry.
    private static func add(
        _ bytes: [UInt8], as name: String, at start: inout Int, to archive: OpaquePointer
    ) throws(TorchFileError.Reason) {
        func failure() -> TorchFileError.Reason {
            .damaged(String(cString: zip_error_strerror(zip_get_error(archive))))
        }

        // libzip reads the copy, and frees it, when the archive closes.
        guard let copy = malloc(max(bytes.count, 1)) else { throw .tooLarge }
        bytes.withUnsafeBytes { if let from = $0.baseAddress { memcpy(copy, from, $0.count) } }
        guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
            free(copy)
            throw failure()
        }
        let index = zip_file_add(archive, name, source, 0)
        guard index >= 0 else {
            zip_source_free(source)
            throw failure()
        }
        let header = 30 + name.utf8.count + 4
        let padding = (alignment - (start + header) % alignment) % alignment
        // PyTorch's filler: an extra field "FB" full of "Z".
        let filler = [UInt8](repeating: UInt8(ascii: "Z"), count: padding)
        guard zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) == 0,
            zip_file_set_dostime(archive, UInt64(index), 0, firstDay, 0) == 0,
            zip_file_extra_field_set(
                archive, UInt64(index), 0x4246, UInt16(ZIP_EXTRA_FIELD_NEW), filler, UInt16(padding), ZIP_FL_LOCAL) == 0
        else { throw failure() }
        start += header + padding + bytes.count
    }

    /// 1980-01-01, the first day ZIP can tell.
    private static let firstDay: UInt16 = 1 << 5 | 1

    private static func contents(of source: OpaquePointer) throws(TorchFileError.Reason) -> [UInt8] {
        var status = zip_stat_t()
        guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else {
            throw .damaged(String(cString: zip_error_strerror(zip_source_error(source))))
        }
        defer { zip_source_close(source) }
        let size = Int(status.size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = zip_source_read(source, buffer.baseAddress?.advanced(by: count), UInt64(size - count))
                if got <= 0 { break }
                count += Int(got)
            }
        }
        guard bytes.count == size else { throw .cutShort }
        return bytes
    }

    /// 40 decimal digits that depend on the contents, as PyTorch's do.
    private static func serializationID(of entries: [[UInt8]]) -> String {
        let digest = SHA256.digest(entries.flatMap { SHA256.digest($0) })
        let halves = [digest[0..<8], digest[8..<16]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return halves.map { String(repeating: "0", count: 20 - String($0).count) + String($0) }.joined()
    }

    private static func damage(_ error: inout zip_error_t) -> TorchFileError.Reason {
        .damaged(String(cString: zip_error_strerror(&error)))
    }
}
