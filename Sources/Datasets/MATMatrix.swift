/// A matrix of real numbers, column by column, whatever numeric class it was saved in.
struct MATMatrix: Hashable {
    let rows: Int
    let columns: Int
    /// `rows` × `columns`.
    let count: Int
    /// The first column first; further dimensions count as columns. Empty where there are more than `limit`: no plan
    /// has that many, and how many there are is all that will be said of them.
    let values: [Double]

    /// Numbers that are read of one matrix: edges of three numbers, one for each pair of rooms both ways in the largest
    /// layout.
    static let limit = 3 * PlanRecord.edgeLimit

    static let empty = MATMatrix(rows: 0, columns: 0, values: [])

    /// - Parameter count: nil where all of `values` are there.
    init(rows: Int, columns: Int, count: Int? = nil, values: [Double]) {
        self.rows = rows
        self.columns = columns
        self.count = count ?? values.count
        self.values = values
    }

    /// nil where the matrix holds no real numbers: text, cells, structs, complex numbers.
    init?(_ element: MATElement, _ stream: inout MATStream) throws {
        var content = element.elements
        guard let header = try MATHeader(&content, &stream) else {
            self = .empty
            return
        }
        guard header.type == .numeric else { return nil }
        guard let data = try content.next(&stream) else { throw MATProblem.cutShort }
        guard let width = data.kind.width, data.range.count == header.count.multipliedReportingOverflow(by: width).0
        else { throw MATProblem.damaged }
        let isRead = header.count <= Self.limit
        self.init(
            rows: header.rows, columns: header.rows == 0 ? 0 : header.count / header.rows, count: header.count,
            values: isRead ? data.kind.numbers(in: try data.bytes(&stream, upTo: 8 * Self.limit)) : [])
    }
}

/// What stands at the head of every matrix: flags, dimensions, name.
struct MATHeader {
    enum MATType {
        case numeric, structure, other
    }

    let type: MATType
    let rows: Int
    /// Elements in all dimensions together.
    let count: Int
    let name: String

    /// Takes the header's elements off `content`; nil where there are none, which is how an empty field is saved.
    init?(_ content: inout MATElements, _ stream: inout MATStream) throws {
        guard let flags = try content.next(&stream) else { return nil }
        guard flags.kind == .uint32, flags.range.count == 8 else { throw MATProblem.damaged }
        let word = try stream.uint32()
        let isComplex = word & 0x800 != 0
        type =
            switch word & 0xff {
            case 2: .structure
            case 6...15: isComplex ? .other : .numeric
            default: .other
            }
        guard let dimensions = try content.next(&stream), dimensions.kind == .int32,
            (8...Self.dimensionsLimit).contains(dimensions.range.count), dimensions.range.count.isMultiple(of: 4)
        else { throw MATProblem.damaged }
        var (rows, count) = (0, 1)
        for dimension in 0..<dimensions.range.count / 4 {
            let size = Int(Int32(bitPattern: try stream.uint32()))
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            if size < 0 || overflow { throw MATProblem.damaged }
            if dimension == 0 { rows = size }
            count = product
        }
        guard let name = try content.next(&stream) else { throw MATProblem.damaged }
        self.rows = rows
        self.count = count
        self.name =
            name.range.isEmpty ? "" : String(decoding: try name.bytes(&stream, upTo: Self.nameLimit), as: UTF8.self)
    }

    /// Bytes of 64 dimensions; of a name, of which MATLAB makes 63.
    private static let dimensionsLimit = 256
    private static let nameLimit = 4096
}

extension MATElement.Kind {
    /// Bytes of a number; nil where it holds none.
    fileprivate var width: Int? {
        switch self {
        case .int8, .uint8: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .single: 4
        case .double, .int64, .uint64: 8
        case .matrix, .compressed, .utf8, .utf16, .utf32: nil
        }
    }

    /// The data as numbers; a double may have been saved as a byte, so its kind says nothing of the matrix's class.
    fileprivate func numbers(in bytes: ArraySlice<UInt8>) -> [Double] {
        switch self {
        case .int8: bytes.map { Double(Int8(bitPattern: $0)) }
        case .uint8: bytes.map { Double($0) }
        case .int16: Self.numbers(in: bytes) { Double(Int16(littleEndian: $0)) }
        case .uint16: Self.numbers(in: bytes) { Double(UInt16(littleEndian: $0)) }
        case .int32: Self.numbers(in: bytes) { Double(Int32(littleEndian: $0)) }
        case .uint32: Self.numbers(in: bytes) { Double(UInt32(littleEndian: $0)) }
        case .single: Self.numbers(in: bytes) { Double(Float(bitPattern: UInt32(littleEndian: $0))) }
        case .double: Self.numbers(in: bytes) { Double(bitPattern: UInt64(littleEndian: $0)) }
        case .int64: Self.numbers(in: bytes) { Double(Int64(littleEndian: $0)) }
        case .uint64: Self.numbers(in: bytes) { Double(UInt64(littleEndian: $0)) }
        case .matrix, .compressed, .utf8, .utf16, .utf32: []
        }
    }

    private static func numbers<Number: FixedWidthInteger>(
        in bytes: ArraySlice<UInt8>, _ number: (Number) -> Double
    ) -> [Double] {
        let width = MemoryLayout<Number>.size
        return bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / width).map {
                number(bytes.loadUnaligned(fromByteOffset: $0 * width, as: Number.self))
            }
        }
    }
}
