/// One tagged element of a MATLAB 5 file.
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
    let bytes: [UInt8]
    /// Where in `bytes` its data lies.
    let range: Range<Int>

    /// The elements it is made of, where it is a matrix.
    var elements: MATElements { MATElements(bytes, range) }
}

/// The elements that lie one behind the other in a stretch of bytes.
struct MATElements {
    let bytes: [UInt8]
    private var offset: Int
    private let end: Int

    /// `range` lies within `bytes`.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next element, nil at the end.
    mutating func next() throws(MATProblem) -> MATElement? {
        guard offset < end else { return nil }
        guard end - offset >= 8 else { throw .cutShort }
        let tag = uint32(offset)
        // Up to four bytes of data may stand in the tag itself, behind a size in its upper half.
        let small = tag >> 16 != 0
        let size = Int(small ? tag >> 16 : uint32(offset + 4))
        let start = offset + (small ? 4 : 8)
        guard let kind = MATElement.Kind(rawValue: UInt16(truncatingIfNeeded: small ? tag & 0xffff : tag)) else {
            throw .damaged
        }
        guard !small || size <= 4 else { throw .damaged }
        guard size <= end - start else { throw .cutShort }
        // Data is filled up to a multiple of eight bytes, compressed data excepted.
        let stored = kind == .compressed ? size : (size + 7) & ~7
        offset = small ? offset + 8 : min(end, start + stored)
        return MATElement(kind: kind, bytes: bytes, range: start..<start + size)
    }

    /// The little-endian number at `offset`, which has four bytes before the end.
    func uint32(_ offset: Int) -> UInt32 {
        UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
            | UInt32(bytes[offset + 3]) << 24
    }
}
