extension JSON {
    /// Reads what Python's `json.loads` reads: RFC 8259, and NaN, Infinity, -Infinity, in UTF-8, UTF-16 or UTF-32, with a
    /// byte-order mark or without. Of equal keys the last wins.
    /// - Throws: `JSONError`, with the place. Integers beyond 64 bits and lone surrogates are refused.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes: try JSONEncoding(of: bytes).utf8(bytes))
        self = try parser.whole()
    }

    /// The same of a text.
    /// - Throws: `JSONError`.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

private struct JSONParser {
    private static let depthLimit = 200

    let bytes: [UInt8]
    private var offset = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// whole = space value space
    mutating func whole() throws(JSONError) -> JSON {
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw failure(.trailing) }
        return value
    }

    /// value = object | array | string | number | true | false | null | NaN | Infinity | -Infinity
    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth < Self.depthLimit else { throw failure(.tooDeep(limit: Self.depthLimit)) }
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth))
        case UInt8(ascii: "["): return .array(try array(depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t") where takeWord("true"): return .bool(true)
        case UInt8(ascii: "f") where takeWord("false"): return .bool(false)
        case UInt8(ascii: "n") where takeWord("null"): return .null
        case UInt8(ascii: "N") where takeWord("NaN"): return .float(.nan)
        case UInt8(ascii: "I") where takeWord("Infinity"): return .float(.infinity)
        case UInt8(ascii: "-") where takeWord("-Infinity"): return .float(-.infinity)
        default: return try number()
        }
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard bytes[offset...].starts(with: word.utf8) else { return false }
        offset += word.utf8.count
        return true
    }

    /// object = "{" [string ":" value {"," string ":" value}] "}"
    private mutating func object(_ depth: Int) throws(JSONError) -> JSONObject {
        var object = JSONObject()
        offset += 1
        skipSpace()
        if take("}") { return object }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw failure(.expected("a key in double quotes")) }
            let key = try string()
            skipSpace()
            guard take(":") else { throw failure(.expected("':' after the key")) }
            skipSpace()
            object[key] = try value(depth: depth + 1)
            skipSpace()
            if take("}") { return object }
            guard take(",") else { throw failure(.expected("',' or '}'")) }
        }
    }

    /// array = "[" [value {"," value}] "]"
    private mutating func array(_ depth: Int) throws(JSONError) -> [JSON] {
        var values: [JSON] = []
        offset += 1
        skipSpace()
        if take("]") { return values }
        while true {
            skipSpace()
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return values }
            guard take(",") else { throw failure(.expected("',' or ']'")) }
        }
    }

    /// number = ["-"] ("0" | digit19 {digit}) ["." digit {digit}] [("e"|"E") ["+"|"-"] digit {digit}]
    private mutating func number() throws(JSONError) -> JSON {
        let start = offset
        _ = take("-")
        if !take("0") {
            guard digits() else {
                offset = start
                throw failure(.expected("a value"))
            }
        }
        var isInteger = true
        if take(".") {
            isInteger = false
            guard digits() else { throw failure(.expected("a digit after '.'")) }
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("+") { _ = take("-") }
            guard digits() else { throw failure(.expected("a digit of the exponent")) }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger {
            guard let integer = Int(text) else {
                offset = start
                throw failure(.wideInteger)
            }
            return .int(integer)
        }
        return .float(Double(text) ?? .nan)
    }

    /// string = '"' {character | escape} '"'
    private mutating func string() throws(JSONError) -> String {
        offset += 1
        var text = ""
        while true {
            let start = offset
            while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { offset += 1 }
            guard let run = String(validating: bytes[start..<offset], as: UTF8.self) else {
                offset = start
                throw failure(.notUTF8)
            }
            text += run
            if take("\"") { return text }
            guard take("\\") else { throw failure(peek == nil ? .expected("'\"' at the end of the string") : .control) }
            text.unicodeScalars.append(try escape())
        }
    }

    /// escape = "\" (one of "\"\\/bfnrt" | "u" four hex digits [the other half of a surrogate pair])
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let simple: [(String, Unicode.Scalar)] = [
            ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{c}"), ("n", "\n"), ("r", "\r"),
            ("t", "\t"),
        ]
        for (letter, scalar) in simple where take(letter) { return scalar }
        let start = offset
        guard take("u"), let first = hex() else { throw failure(.escape) }
        if let scalar = Unicode.Scalar(first) { return scalar }
        if take("\\"), take("u"), let second = hex(),
            UTF16.isLeadSurrogate(UInt16(first)), UTF16.isTrailSurrogate(UInt16(second)),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        {
            return scalar
        }
        offset = start
        throw failure(.surrogate)
    }

    private mutating func hex() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        let digits = bytes[offset..<offset + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        offset += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ character: String) -> Bool {
        guard let byte = peek, byte == character.utf8.first else { return false }
        offset += 1
        return true
    }

    private mutating func digits() -> Bool {
        let start = offset
        while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
        return offset > start
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private func failure(_ problem: JSONError.Problem) -> JSONError {
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        // UTF-8's continuation bytes begin no character.
        let column = bytes[lineStart..<offset].count { $0 & 0xc0 != 0x80 } + 1
        return JSONError(line: before.count { $0 == 0x0a } + 1, column: column, problem: problem)
    }
}
