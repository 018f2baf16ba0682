/// A matrix of real numbers, column by column, whatever numeric class it was saved in.
struct MATMatrix: Hashable {
    let rows: Int
    let columns: Int
    /// `rows` × `columns`, the first column first; further dimensions count as columns.
    let values: [Double]

    static let empty = MATMatrix(rows: 0, columns: 0, values: [])

    init(rows: Int, columns: Int, values: [Double]) {
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// nil where the matrix holds no real numbers: text, cells, structs, complex numbers.
    init?(_ element: MATElement) throws(MATProblem) {
        var body = element.elements
        guard let header = try MATHeader(&body) else {
            self = .empty
            return
        }
        guard header.type == .numeric else { return nil }
        guard let data = try body.next() else { throw .cutShort }
        guard let values = data.numbers, values.count == header.count else { throw .damaged }
        self.init(
            rows: header.rows, columns: header.rows == 0 ? 0 : values.count / header.rows, values: values)
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

    /// Takes the header's elements off `body`; nil where there are none, which is how an empty field is saved.
    init?(_ body: inout MATElements) throws(MATProblem) {
        guard let flags = try body.next() else { return nil }
        guard flags.kind == .uint32, flags.range.count == 8, let dimensions = try body.next(),
            dimensions.kind == .int32, dimensions.range.count >= 8, dimensions.range.count.isMultiple(of: 4),
            let name = try body.next()
        else { throw .damaged }
        let word = body.uint32(flags.range.lowerBound)
        let isComplex = word & 0x800 != 0
        type =
            switch word & 0xff {
            case 2: .structure
            case 6...15: isComplex ? .other : .numeric
            default: .other
            }
        let sizes = stride(from: dimensions.range.lowerBound, to: dimensions.range.upperBound, by: 4).map {
            Int(Int32(bitPattern: body.uint32($0)))
        }
        var count = 1
        for size in sizes {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            if size < 0 || overflow { throw .damaged }
            count = product
        }
        rows = sizes[0]
        self.count = count
        self.name = String(decoding: body.bytes[name.range], as: UTF8.self)
    }
}

extension MATElement {
    /// The data as numbers; a double may have been saved as a byte, so its kind says nothing of the matrix's class.
    var numbers: [Double]? {
        switch kind {
        case .int8: numbers(1) { Double(Int8(truncatingIfNeeded: $0)) }
        case .uint8: numbers(1) { Double($0) }
        case .int16: numbers(2) { Double(Int16(truncatingIfNeeded: $0)) }
        case .uint16: numbers(2) { Double($0) }
        case .int32: numbers(4) { Double(Int32(truncatingIfNeeded: $0)) }
        case .uint32: numbers(4) { Double($0) }
        case .single: numbers(4) { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
        case .double: numbers(8) { Double(bitPattern: $0) }
        case .int64: numbers(8) { Double(Int64(bitPattern: $0)) }
        case .uint64: numbers(8) { Double($0) }
        case .matrix, .compressed, .utf8, .utf16, .utf32: nil
        }
    }

    private func numbers(_ width: Int, _ number: (UInt64) -> Double) -> [Double]? {
        guard range.count.isMultiple(of: width) else { return nil }
        return stride(from: range.lowerBound, to: range.upperBound, by: width).map { start in
            var bits: UInt64 = 0
            for index in (start..<start + width).reversed() { bits = bits << 8 | UInt64(bytes[index]) }
            return number(bits)
        }
    }
}
