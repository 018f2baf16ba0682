import JSON
import Results
import Testing

@Suite struct JSONTests {
    @Test func layout() throws {
        let json: JSON = .object([
            "b": .array([.int(1), .float(1), .null, .bool(true)]), "a": .object([:]), "c": .array([]),
            "d": .object(["x": .string("y")]),
        ])
        let text = """
            {
              "b": [
                1,
                1.0,
                null,
                true
              ],
              "a": {},
              "c": [],
              "d": {
                "x": "y"
              }
            }
            """
        #expect(json.text == text)
        #expect(try JSON(parsing: text) == json)
    }

    @Test(arguments: [
        ("\"", #""\"""#), ("\\/", #""\\/""#), ("\u{8}\u{c}\n\r\t", #""\b\f\n\r\t""#), ("\0\u{1f}", #""\u0000\u001f""#),
        ("~\u{7f}", #""~\u007f""#), ("é€", #""\u00e9\u20ac""#), ("😀", #""\ud83d\ude00""#),
        ("e\u{301}", #""e\u0301""#), ("\r\n", #""\r\n""#),
    ])
    func strings(_ value: String, _ text: String) throws {
        #expect(JSON.string(value).text == text)
        #expect(try JSON(parsing: text).string?.unicodeScalars.elementsEqual(value.unicodeScalars) == true)
    }

    @Test(
        arguments: [
            ("0", .int(0)), ("-0", .int(0)), ("-12", .int(-12)), ("1.0", .float(1)), ("1e3", .float(1000)),
            ("1E-2", .float(0.01)), ("-Infinity", .float(-.infinity)), ("Infinity", .float(.infinity)),
            ("1e999", .float(.infinity)), (" [ ] ", .array([])), ("\"a\\u0062\\/\"", .string("ab/")),
        ] as [(String, JSON)])
    func values(_ text: String, _ value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test func notANumber() throws {
        #expect(try JSON(parsing: "NaN").number?.isNaN == true)
        #expect(JSON.array([.float(.nan), .float(-.infinity)]).text == "[\n  NaN,\n  -Infinity\n]")
    }

    @Test func readable() {
        let value: JSON = .object(["é\u{202e}": .array([.float(.nan), .string("Küche\u{7f}")])])
        #expect(
            value.text(.readable) == """
                {
                  "é\\u202e": [
                    null,
                    "Küche\\u007f"
                  ]
                }
                """)
    }

    /// `é` as one scalar and as two: two keys, as in Python.
    @Test func keysAreBytes() throws {
        let text = "{\"\u{e9}\": 1, \"e\u{301}\": 2}"
        let object = try #require(try JSON(parsing: text).object)
        #expect(object.count == 2)
        #expect(object["\u{e9}"] == .int(1) && object["e\u{301}"] == .int(2))
        #expect(!JSON.string("\u{e9}").isEqual(to: .string("e\u{301}")))
        #expect(JSON.object(object).isEqual(to: .object(object)))
    }

    @Test func equalKeysTheLastWinsInTheFirstPlace() throws {
        let object = try JSON(parsing: #"{"a": 1, "b": 2, "a": 3}"#).object
        #expect(object?.keys == ["a", "b"])
        #expect(object?["a"] == .int(3))
    }

    @Test(
        arguments: [
            ("", 1, 1, .expected("a value")), ("{", 1, 2, .expected("a key in double quotes")),
            ("{\"a\"}", 1, 5, .expected("':' after the key")), ("[1 2]", 1, 4, .expected("',' or ']'")),
            ("{\"a\": 1 \"b\"}", 1, 9, .expected("',' or '}'")), ("[1,]", 1, 4, .expected("a value")),
            ("{\"é\": tru}", 1, 7, .expected("a value")), ("[\n  1,\n  nul\n]", 3, 3, .expected("a value")),
            ("1 2", 1, 3, .trailing), ("01", 1, 2, .trailing), ("1.", 1, 3, .expected("a digit after '.'")),
            ("1e+", 1, 4, .expected("a digit of the exponent")), ("-", 1, 1, .expected("a value")),
            ("\"ab", 1, 4, .expected("'\"' at the end of the string")), ("\"a\nb\"", 1, 3, .control),
            ("\"\\x\"", 1, 3, .escape), ("\"\\u12g4\"", 1, 4, .escape), ("\"\\ud800\"", 1, 3, .surrogate),
            ("\"\\ud800\\u0041\"", 1, 3, .surrogate), ("\"\\udc00\\ud800\"", 1, 3, .surrogate),
            ("123456789012345678901", 1, 1, .wideInteger),
        ] as [(String, Int, Int, JSONError.Problem)])
    func malformed(_ text: String, _ line: Int, _ column: Int, _ problem: JSONError.Problem) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.problem == problem)
        #expect(error?.description.contains("\n") == false)
    }

    /// Few entries and many are kept in two ways.
    @Test func objectsOfAnySize() {
        var object: JSONObject = [:]
        var entries: [(key: String, value: JSON)] = []
        for number in 0..<60 {
            object["k\(number)"] = .int(number)
            entries.append((key: "k\(number)", value: .int(number)))
        }
        for key in ["k3", "k59", "none"] + (20..<58).map({ "k\($0)" }) {
            object[key] = nil
            entries.removeAll { $0.key == key }
            #expect(object.keys == entries.map(\.key) && object[key] == nil)
            #expect(entries.allSatisfy { object[$0.key] == $0.value })
        }
        object["k0"] = .null
        #expect(object.keys.first == "k0" && object["k0"] == .null)
        #expect(object != JSONObject(entries))
        object["k0"] = .int(0)
        #expect(object == JSONObject(entries) && object.hashValue == JSONObject(entries).hashValue)
    }

    /// As Python's `json.loads` reads bytes.
    @Test(arguments: ["{\"é\": [1, \"𝄞\"]}", "[1]", "7"]) func otherEncodings(text: String) throws {
        let json = try JSON(parsing: text)
        let encodings: [(String.Encoding, [UInt8])] = [
            (.utf8, [0xef, 0xbb, 0xbf]), (.utf16LittleEndian, [0xff, 0xfe]), (.utf16BigEndian, [0xfe, 0xff]),
            (.utf32LittleEndian, [0xff, 0xfe, 0, 0]), (.utf32BigEndian, [0, 0, 0xfe, 0xff]),
        ]
        for (encoding, mark) in encodings {
            let bytes = [UInt8](try #require(text.data(using: encoding)))
            #expect(try JSON(parsing: mark + bytes) == json)
            #expect(try JSON(parsing: bytes) == json)
        }
    }

    @Test func brokenEncodings() {
        let broken: [([UInt8], String)] = [
            ([0xff, 0xfe, 0x31], "UTF-16"), ([0xff, 0xfe, 0x00, 0xd8, 0x31, 0], "UTF-16"),
            ([0xff, 0xfe, 0, 0, 0x31, 0, 0], "UTF-32"), ([0, 0, 0xfe, 0xff, 0, 0x11, 0, 0], "UTF-32"),
        ]
        for (bytes, name) in broken {
            let error = #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
            #expect(error?.description == "line 1, column 1: bytes that are not \(name)")
        }
        #expect(throws: JSONError.self) { try JSON(parsing: [0xff, 0xfe]) }
    }

    @Test func notUTF8() {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x61, 0xff, 0x22]) }
        #expect(error?.problem == .notUTF8)
    }

    @Test func nestedTooDeep() {
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: JSONError.self) { try JSON(parsing: deep) }
        #expect(error?.problem == .tooDeep(limit: 200))
    }

    @Test func everyBeginningOfAFileIsRefused() throws {
        let text = #"{"a": [1.5e3, "x\u00e9", null], "b": {"c": true}}"#
        _ = try JSON(parsing: text)
        for length in 0..<text.utf8.count {
            #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8.prefix(length))) }
        }
    }

    @Test func equalityIsPythons() {
        #expect(JSON.int(1).isEqual(to: .float(1)))
        #expect(!JSON.int(1).isEqual(to: .bool(true)))
        #expect(JSON.object(["a": .int(1), "b": .null]).isEqual(to: .object(["b": .null, "a": .float(1)])))
        #expect(!JSON.array([.int(1)]).isEqual(to: .array([])))
    }

    @Test func pythonText() {
        let value: JSON = .array([.int(1), .float(0.5), .bool(true), .null, .string("a'b")])
        #expect(value.pythonText == #"[1, 0.5, True, None, 'a\'b']"#)
        #expect(JSON.string("plain").pythonText == "plain")
    }

    @Test func objectsKeepTheirOrder() {
        var object: JSONObject = ["a": .int(1), "b": .int(2)]
        object["a"] = .int(3)
        object["c"] = .null
        object["b"] = nil
        #expect(object.keys == ["a", "c"])
        #expect(object.without(["a"]).keys == ["c"])
    }
}
