import CZip
import Files

/// The ZIP archive of a `torch.save` file, held in memory: entries below one top folder, stored as they are.
final class TorchArchive {
    typealias Reason = TorchFileError.Reason

    private let archive: OpaquePointer
    /// libzip reads from here until the archive is closed.
    private let memory: UnsafeMutableRawBufferPointer
    private let size: Int
    /// The top folder, with its slash.
    private let folder: String
    private var storages: [ExactString: [UInt8]] = [:]
    private var storagesLeft: Int
    private var inflatedLeft: Int

    init(_ bytes: [UInt8]) throws(Reason) {
        guard bytes.starts(with: [0x50, 0x4b]) else { throw .notZIP }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        memory.copyBytes(from: bytes)
        do {
            archive = try Self.open(memory)
        } catch {
            memory.deallocate()
            throw error
        }
        self.memory = memory
        size = bytes.count
        // Entries of an honest archive do not overlap, so together they are smaller than it.
        storagesLeft = 2 * bytes.count
        // Compressed entries may grow to sixteen times the file, which no weights do.
        inflatedLeft = (32 << 20) + 16 * bytes.count

        let names = (0..<UInt64(max(0, zip_get_num_entries(archive, 0)))).lazy.compactMap { [archive] in
            zip_get_name(archive, $0, 0).map { String(cString: $0) }
        }
        let pickles = names.filter { $0.hasSuffix("/data.pkl") && $0.count { $0 == "/" } == 1 }
        guard let pickle = pickles.first else {
            zip_discard(archive)
            memory.deallocate()
            throw .notTorch
        }
        folder = String(pickle.dropLast("data.pkl".count))
    }

    deinit {
        zip_discard(archive)
        memory.deallocate()
    }

    /// The bytes of the entry `name` of the top folder.
    func entry(_ name: String) throws(Reason) -> [UInt8] {
        guard let bytes = try optionalEntry(name) else { throw .missingEntry(name.printable) }
        return bytes
    }

    func optionalEntry(_ name: String) throws(Reason) -> [UInt8]? {
        let index = zip_name_locate(archive, folder + name, 0)
        guard index >= 0 else { return nil }
        var status = zip_stat_t()
        guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else { throw .brokenEntry(name.printable) }
        guard [ZIP_CM_STORE, ZIP_CM_DEFLATE].contains(Int32(status.comp_method)) else {
            throw .compressedEntry(name.printable)
        }
        let isStored = Int32(status.comp_method) == ZIP_CM_STORE
        guard !isStored || status.size <= UInt64(size) else { throw .brokenEntry(name.printable) }
        guard status.size <= UInt64(isStored ? size : inflatedLeft) else { throw .tooLarge }
        let count = Int(status.size)
        if !isStored {
            inflatedLeft -= count
            storagesLeft += count
        }
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else { throw .brokenEntry(name.printable) }
        defer { zip_fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            while read < count {
                let got = zip_fread(file, buffer.baseAddress?.advanced(by: read), UInt64(count - read))
                if got <= 0 { break }
                read += Int(got)
            }
        }
        // The checksum is compared once the end has been read. PyTorch can leave it out (compute_crc32=False): then it
        // reads 0.
        var beyond: UInt8 = 0
        let end = zip_fread(file, &beyond, 1)
        let lacksSum =
            end < 0 && isStored && status.crc == 0 && zip_error_code_zip(zip_file_get_error(file)) == ZIP_ER_CRC
        guard bytes.count == count, end == 0 || lacksSum else { throw .brokenEntry(name.printable) }
        return bytes
    }

    /// The storage `key`, read once however many tensors share it.
    func storage(_ key: String) throws(Reason) -> [UInt8] {
        if let known = storages[ExactString(key)] { return known }
        let bytes = try entry("data/\(key)")
        guard bytes.count <= storagesLeft else { throw .tooLarge }
        storagesLeft -= bytes.count
        storages[ExactString(key)] = bytes
        return bytes
    }

    private static func open(_ memory: UnsafeMutableRawBufferPointer) throws(Reason) -> OpaquePointer {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(memory.baseAddress, UInt64(memory.count), 0, &error) else {
            throw .damaged(String(cString: zip_error_strerror(&error)))
        }
        if let archive = zip_open_from_source(source, ZIP_RDONLY, &error) { return archive }
        zip_source_free(source)
        // It began as a ZIP archive and has no directory, which stands at its end.
        if zip_error_code_zip(&error) == ZIP_ER_NOZIP { throw .cutShort }
        throw .damaged(String(cString: zip_error_strerror(&error)))
    }
}
