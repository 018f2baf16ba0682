import CZlib

/// MATLAB 5 files spelt by hand.
public enum MATBytes {
    /// A numeric matrix: its class, its dimensions, the kind its data is saved in, the data column by column.
    public struct Matrix: Sendable {
        /// MATLAB's class: 6 for doubles.
        public var type: UInt8 = 6
        /// Complex, global, logical.
        public var flags: UInt8 = 0
        /// Rows, columns.
        public var dimensions: [Int32]
        /// How the numbers are saved: 9 for doubles, 2 for bytes.
        public var kind: UInt32 = 9
        /// Column by column.
        public var data: [UInt8]

        /// All as they will stand in the file, right or wrong.
        public init(
            type: UInt8 = 6, flags: UInt8 = 0, dimensions: [Int32], kind: UInt32 = 9, data: [UInt8]
        ) {
            self.type = type
            self.flags = flags
            self.dimensions = dimensions
            self.kind = kind
            self.data = data
        }

        /// Doubles, saved as such.
        public static func doubles(_ rows: Int, _ columns: Int, _ values: [Double]) -> Matrix {
            Matrix(dimensions: [Int32(rows), Int32(columns)], data: values.flatMap { bytes($0.bitPattern) })
        }

        /// Doubles, saved as bytes, as MATLAB does with small whole numbers.
        public static func bytesSaved(_ rows: Int, _ columns: Int, _ values: [UInt8], type: UInt8 = 6) -> Matrix {
            Matrix(type: type, dimensions: [Int32(rows), Int32(columns)], kind: 2, data: values)
        }
    }

    /// Little-endian.
    public static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
    }

    /// A tag and what it announces; up to four bytes stand in the tag.
    public static func element(_ kind: UInt32, _ data: [UInt8]) -> [UInt8] {
        if (1...4).contains(data.count), kind != 14 {
            return bytes(UInt32(data.count) << 16 | kind) + data + [UInt8](repeating: 0, count: 4 - data.count)
        }
        return bytes(kind) + bytes(UInt32(data.count)) + data + [UInt8](repeating: 0, count: (8 - data.count % 8) % 8)
    }

    /// What a matrix begins with.
    public static func head(type: UInt8, flags: UInt8 = 0, dimensions: [Int32], name: String) -> [UInt8] {
        element(6, [type, flags, 0, 0, 0, 0, 0, 0]) + element(5, dimensions.flatMap { bytes($0) })
            + element(1, Array(name.utf8))
    }

    /// A matrix as an element.
    public static func matrix(_ matrix: Matrix, name: String = "") -> [UInt8] {
        element(
            14,
            head(type: matrix.type, flags: matrix.flags, dimensions: matrix.dimensions, name: name)
                + element(matrix.kind, matrix.data))
    }

    /// A struct array of one row; `records` hold encoded matrices.
    public static func structure(_ name: String, fields: [String], records: [[[UInt8]]], count: Int32? = nil) -> [UInt8]
    {
        let names = fields.flatMap { Array($0.utf8) + [UInt8](repeating: 0, count: 16 - $0.utf8.count) }
        return element(
            14,
            head(type: 2, dimensions: [1, count ?? Int32(records.count)], name: name) + element(5, bytes(Int32(16)))
                + element(1, names) + records.flatMap { $0.flatMap { $0 } })
    }

    /// What a file begins with: 128 bytes.
    public static let header =
        Array("MATLAB 5.0 MAT-file, by hand".utf8) + [UInt8](repeating: 0x20, count: 96)
        + [0, 1, UInt8(ascii: "I"), UInt8(ascii: "M")]

    /// An element in zlib's compression.
    public static func compressed(_ element: [UInt8]) -> [UInt8] {
        var count = compressBound(UInt(element.count))
        var stream = [UInt8](repeating: 0, count: Int(count))
        compress(&stream, &count, element, UInt(element.count))
        let data = stream[..<Int(count)]
        return bytes(UInt32(15)) + bytes(UInt32(data.count)) + data
    }

    /// A file with the plans as (rType, rEdge).
    public static func file(_ plans: [(Matrix, Matrix)], compress: Bool = false) -> [UInt8] {
        let records = plans.map { [matrix(Matrix.bytesSaved(1, 1, [7])), matrix($0.0), matrix($0.1)] }
        let variable = structure("data", fields: ["name", "rType", "rEdge"], records: records)
        return header + (compress ? compressed(variable) : variable)
    }
}
