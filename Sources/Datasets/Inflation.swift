import CZlib

/// Compressed elements of MATLAB files.
enum Inflation {
    static let limit = 1 << 30

    /// The element, its tag included, that the zlib stream `compressed` holds.
    /// - Parameter check: called now and then; throws to stop.
    /// - Throws: `MATProblem`, and what `check` throws.
    static func matrix(_ compressed: ArraySlice<UInt8>, check: () throws -> Void = {}) throws -> [UInt8] {
        let tag = try inflate(compressed, count: 8, check: check)
        guard tag.count == 8 else { throw MATProblem.cutShort }
        let size = 8 + Int(MATElements(tag, 0..<8).uint32(4))
        guard size <= limit else { throw MATProblem.tooLarge }
        // zlib packs at most 1032 bytes into one: a size beyond that is a lie, and not worth the memory.
        guard size / 1032 <= compressed.count else { throw MATProblem.damaged }
        let bytes = try inflate(compressed, count: size, check: check)
        guard bytes.count == size else { throw MATProblem.cutShort }
        return bytes
    }

    /// The first `count` bytes, fewer where the stream ends before.
    private static func inflate(
        _ compressed: ArraySlice<UInt8>, count: Int, check: () throws -> Void
    ) throws -> [UInt8] {
        var stream = z_stream()
        guard let length = UInt32(exactly: compressed.count), UInt32(exactly: count) != nil,
            inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw MATProblem.tooLarge }
        defer { inflateEnd(&stream) }
        var code = Z_OK
        let bytes = try compressed.withUnsafeBufferPointer { input in
            try [UInt8](unsafeUninitializedCapacity: count) { output, filled in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = length
                while filled < count, code == Z_OK {
                    try check()
                    let room = min(stretch, count - filled)
                    stream.next_out = output.baseAddress.map { $0 + filled }
                    stream.avail_out = UInt32(room)
                    code = CZlib.inflate(&stream, Z_SYNC_FLUSH)
                    filled += room - Int(stream.avail_out)
                }
            }
        }
        // Z_BUF_ERROR: the input ended, which the count tells.
        guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else { throw MATProblem.damaged }
        return bytes
    }

    /// Bytes between two checks.
    private static let stretch = 1 << 24
}
