import CZlib

/// Compressed elements of MATLAB files.
enum Inflation {
    static let limit = 1 << 30

    /// The element, its tag included, that the zlib stream `compressed` holds.
    static func matrix(_ compressed: ArraySlice<UInt8>) throws(MATProblem) -> [UInt8] {
        let tag = try inflate(compressed, count: 8)
        guard tag.count == 8 else { throw .cutShort }
        let size = 8 + Int(MATElements(tag, 0..<8).uint32(4))
        guard size <= limit else { throw .tooLarge }
        // zlib packs at most 1032 bytes into one: a size beyond that is a lie, and not worth the memory.
        guard size / 1032 <= compressed.count else { throw .damaged }
        let bytes = try inflate(compressed, count: size)
        guard bytes.count == size else { throw .cutShort }
        return bytes
    }

    /// The first `count` bytes, fewer where the stream ends before.
    private static func inflate(_ compressed: ArraySlice<UInt8>, count: Int) throws(MATProblem) -> [UInt8] {
        var stream = z_stream()
        guard let length = UInt32(exactly: compressed.count), let room = UInt32(exactly: count),
            inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw .tooLarge }
        defer { inflateEnd(&stream) }
        var code = Z_OK
        let bytes = compressed.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: count) { output, filled in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = length
                stream.next_out = output.baseAddress
                stream.avail_out = room
                code = CZlib.inflate(&stream, Z_SYNC_FLUSH)
                filled = count - Int(stream.avail_out)
            }
        }
        // Z_BUF_ERROR: the input ended, which the count tells.
        guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else { throw .damaged }
        return bytes
    }
}
