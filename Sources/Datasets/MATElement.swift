/// One tagged element of a MATLAB 5 file: what its tag says.
struct MATElement {
    enum Kind: UInt16 {
        case int8 = 1
        case uint8 = 2
        case int16 = 3
        case uint16 = 4
        case int32 = 5
        case uint32 = 6
        case single = 7
        case double = 9
        case int64 = 12
        case uint64 = 13
        case matrix = 14
        case compressed = 15
        case utf8 = 16
        case utf16 = 17
        case utf32 = 18
    }

    let kind: Kind
    /// Where in its stream the data lies.
    let range: Range<Int>

    /// The elements it is made of, where it is a matrix.
    var elements: MATElements { MATElements(range) }

    /// The data, which the stream has not gone beyond.
    /// - Parameter limit: more bytes than this make no sense here.
    func bytes(_ stream: inout MATStream, upTo limit: Int) throws -> ArraySlice<UInt8> {
        guard range.count <= limit else { throw MATProblem.damaged }
        try stream.skip(to: range.lowerBound)
        return try stream.bytes(range.count)
    }
}

/// The elements that lie one behind the other in a stretch of a stream.
struct MATElements {
    private var offset: Int
    private let end: Int

    init(_ range: Range<Int>) {
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next element, nil at the end. What is left of the one before is passed over.
    mutating func next(_ stream: inout MATStream) throws -> MATElement? {
        guard offset < end else { return nil }
        guard end - offset >= 8 else { throw MATProblem.cutShort }
        try stream.skip(to: offset)
        let tag = try stream.uint32()
        // Up to four bytes of data may stand in the tag itself, behind a size in its upper half.
        let small = tag >> 16 != 0
        let size = Int(small ? tag >> 16 : try stream.uint32())
        let start = offset + (small ? 4 : 8)
        guard let kind = MATElement.Kind(rawValue: UInt16(truncatingIfNeeded: tag)) else { throw MATProblem.damaged }
        guard !small || size <= 4 else { throw MATProblem.damaged }
        guard size <= end - start else { throw MATProblem.cutShort }
        // Data is filled up to a multiple of eight bytes, compressed data excepted.
        let stored = kind == .compressed ? size : (size + 7) & ~7
        offset = small ? offset + 8 : min(end, start + stored)
        return MATElement(kind: kind, range: start..<start + size)
    }
}
