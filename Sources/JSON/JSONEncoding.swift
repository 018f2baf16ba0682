/// How a JSON text is written in bytes: UTF-8, or, by a byte-order mark or by the zeros in its first characters, which are
/// ASCII, one of the wider ones. As Python's `json.detect_encoding`.
public struct JSONEncoding: Hashable, Sendable {
    /// Bytes of a unit: 1, 2 or 4.
    let width: Int
    let isBigEndian: Bool
    /// Bytes of the byte-order mark.
    let markSize: Int

    /// For messages: "UTF-16".
    public var name: String { "UTF-\(8 * width)" }

    init(of bytes: [UInt8]) {
        func begins(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
        let zeros = bytes.prefix(4).map { $0 == 0 }
        (width, isBigEndian, markSize) =
            if begins([0xef, 0xbb, 0xbf]) {
                (1, false, 3)
            } else if begins([0xff, 0xfe, 0, 0]) {
                (4, false, 4)
            } else if begins([0, 0, 0xfe, 0xff]) {
                (4, true, 4)
            } else if begins([0xff, 0xfe]) {
                (2, false, 2)
            } else if begins([0xfe, 0xff]) {
                (2, true, 2)
            } else if zeros == [true, true, true, false] {
                (4, true, 0)
            } else if zeros == [false, true, true, true] {
                (4, false, 0)
            } else if zeros.starts(with: [true, false]) {
                (2, true, 0)
            } else if zeros.starts(with: [false, true]) {
                (2, false, 0)
            } else {
                (1, false, 0)
            }
    }

    /// The text that `bytes` are in this encoding, in UTF-8, without its mark; what is in UTF-8 as it stands.
    /// - Throws: `JSONError` where the bytes are none.
    func utf8(_ bytes: [UInt8]) throws(JSONError) -> [UInt8] {
        if width == 1 { return markSize == 0 ? bytes : Array(bytes[markSize...]) }
        let text = bytes[markSize...]
        let decoded =
            text.count.isMultiple(of: width)
            ? width == 2
                ? transcoded(UTF16.self, text) { UInt16(truncatingIfNeeded: $0) } : transcoded(UTF32.self, text) { $0 }
            : nil
        guard let decoded else { throw JSONError(line: 1, column: 1, problem: .notIn(self)) }
        return decoded
    }

    private func transcoded<Encoding: Unicode.Encoding>(
        _ encoding: Encoding.Type, _ bytes: ArraySlice<UInt8>, _ unit: @escaping (UInt32) -> Encoding.CodeUnit
    ) -> [UInt8]? {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: width).lazy.map { start in
            let parts = bytes[start..<start + width]
            return unit((isBigEndian ? Array(parts) : parts.reversed()).reduce(0) { $0 << 8 | UInt32($1) })
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / width)
        let isBroken = transcode(
            units.makeIterator(), from: encoding, to: UTF8.self, stoppingOnError: true, into: { result.append($0) })
        return isBroken ? nil : result
    }
}
