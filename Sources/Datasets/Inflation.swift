import CZlib
import Files

/// How much may still be unpacked of one file: in proportion to its size, so that a small file costs little whatever it
/// unpacks to. Graph2Plan's file unpacks to six times its size.
final class InflationAllowance {
    /// What a file of `fileSize` bytes may unpack to, in all its variables together.
    let limit: Int
    private var left: Int

    init(fileSize: Int) {
        limit = (128 << 20) + 64 * fileSize
        left = limit
    }

    func take(_ count: Int) throws(MATProblem) {
        left -= count
        if left < 0 { throw .tooLarge(limit: limit) }
    }
}

/// What a zlib stream holds, piece by piece.
final class Inflation {
    /// Where more of the compressed bytes lie.
    private let file: RandomAccessFile?
    private var rest: Range<Int>
    private var input: [UInt8]
    private var taken = 0
    private let allowance: InflationAllowance
    /// zlib keeps its address.
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isAtEnd = false

    /// - Parameter compressed: where in the file the stream lies.
    convenience init(
        _ file: RandomAccessFile, _ compressed: Range<Int>, _ allowance: InflationAllowance
    ) throws(MATProblem) {
        try self.init(file, compressed, [], allowance)
    }

    convenience init(_ compressed: [UInt8], _ allowance: InflationAllowance) throws(MATProblem) {
        try self.init(nil, 0..<0, compressed, allowance)
    }

    private init(
        _ file: RandomAccessFile?, _ rest: Range<Int>, _ input: [UInt8], _ allowance: InflationAllowance
    ) throws(MATProblem) {
        self.file = file
        self.rest = rest
        self.input = input
        self.allowance = allowance
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .tooLarge(limit: allowance.limit)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// The next bytes, `count` at most; none at the end, also where the stream is cut short.
    /// - Throws: `MATProblem` for a stream that is damaged or unpacks to too much, `FileAccessError`.
    func next(_ count: Int) throws -> [UInt8] {
        while !isAtEnd {
            if taken == input.count, let file {
                let piece = rest.prefix(Self.inputSize)
                input = try file.read(piece)
                rest = piece.upperBound..<rest.upperBound
                taken = 0
            }
            let hadInput = taken < input.count
            let (bytes, code) = inflate(count)
            try allowance.take(bytes.count)
            // Z_BUF_ERROR: nothing could be done, for want of input.
            guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else { throw MATProblem.damaged }
            isAtEnd = code == Z_STREAM_END || !hadInput && bytes.isEmpty
            if !bytes.isEmpty { return bytes }
        }
        return []
    }

    private func inflate(_ count: Int) -> ([UInt8], code: Int32) {
        var code = Z_OK
        let bytes = input.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: count) { output, filled in
                stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + taken) }
                stream.pointee.avail_in = UInt32(input.count - taken)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(count)
                code = CZlib.inflate(stream, Z_NO_FLUSH)
                filled = count - Int(stream.pointee.avail_out)
                taken = input.count - Int(stream.pointee.avail_in)
            }
        }
        return (bytes, code)
    }

    private static let inputSize = 1 << 16
}
