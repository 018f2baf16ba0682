/// What stands before each matrix of a MATLAB 4 file, in either byte order: kind, rows, columns, whether it is complex,
/// the length of its name. Such a file has no mark of its own; it is known by numbers that make sense.
/// Format: MathWorks, "MAT-File Format", 2019, appendix.
struct MAT4Header {
    static let size = 20

    let name: String
    /// Of the header, the name and the numbers.
    let byteCount: Int

    /// - Parameter bytes: header and name, and what else there is.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > Self.size else { return nil }
        func words(_ number: (UInt32) -> UInt32) -> [Int] {
            bytes.withUnsafeBytes { bytes in
                (0..<5).map { Int(number(bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))) }
            }
        }
        let little = words(UInt32.init(littleEndian:))
        // The first number is MOPT in decimal: machine (0 or 1: the byte order), 0, precision, kind of matrix.
        let isBig = little[0] >= 5000
        let numbers = isBig ? words(UInt32.init(bigEndian:)) : little
        let type = numbers[0] - (isBig ? 1000 : 0)
        let (precision, kind) = (type / 10, type % 10)
        guard Self.widths.indices.contains(precision), (0...2).contains(kind), numbers[3] <= 1,
            (2...64).contains(numbers[4]), bytes.count >= Self.size + numbers[4]
        else { return nil }
        let name = bytes[Self.size..<Self.size + numbers[4]]
        guard name.last == 0, let first = name.first, first != 0,
            name.dropLast().allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0 })
        else { return nil }
        self.name = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        let (count, overflow) = numbers[1].multipliedReportingOverflow(by: numbers[2])
        let (data, beyond) = count.multipliedReportingOverflow(by: Self.widths[precision] * (1 + numbers[3]))
        guard !overflow, !beyond, data < 1 << 60 else { return nil }
        byteCount = Self.size + numbers[4] + data
    }

    /// Bytes of a number, by precision: double, single, int32, int16, uint16, uint8.
    private static let widths = [8, 4, 4, 2, 2, 1]
}
