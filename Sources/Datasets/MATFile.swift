/// A MATLAB 5 file (`save -v6` and `-v7`), as far as struct arrays of numbers need it. Format: MathWorks,
/// "MAT-File Format", 2019.
///
/// Not through matio: version 1.5.23 crashes or hangs on damaged files (26 of 800 with one to three bytes changed),
/// and takes 2.2 s and more for RPLAN's plans; this takes a tenth of that.
struct MATFile {
    /// The elements behind the header.
    private let content: MATElements

    /// - Throws: `.notMAT`, `.version73` or `.bigEndian`, as its first 128 bytes say.
    init(_ bytes: [UInt8]) throws(MATProblem) {
        if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) { throw .version73 }
        guard bytes.starts(with: Array("MATLAB ".utf8)) else { throw .notMAT }
        guard bytes.count >= 128 else { throw .cutShort }
        switch (bytes[126], bytes[127]) {
        case (UInt8(ascii: "I"), UInt8(ascii: "M")): break
        case (UInt8(ascii: "M"), UInt8(ascii: "I")): throw .bigEndian
        default: throw .notMAT
        }
        guard bytes[125] == 1 else { throw bytes[125] == 2 ? .version73 : .notMAT }
        content = MATElements(bytes, 128..<bytes.count)
    }

    /// The elements of the struct array `name`, in MATLAB's order; of each the `fields`, in the order asked for.
    /// - Parameter check: called now and then; throws to stop.
    /// - Throws: `MATProblem`, and what `check` throws.
    func structArray(
        _ name: String, fields: [String], check: () throws -> Void = {}
    ) throws -> [[MATMatrix]] {
        var others: [String] = []
        var elements = content
        while let element = try elements.next() {
            var variable = element
            if element.kind == .compressed {
                let inflated = try Inflation.matrix(elements.bytes[element.range], check: check)
                var inner = MATElements(inflated, 0..<inflated.count)
                guard let first = try inner.next() else { throw MATProblem.cutShort }
                variable = first
            }
            guard variable.kind == .matrix else { throw MATProblem.damaged }
            var body = variable.elements
            // A variable of no bytes has no name either.
            guard let header = try MATHeader(&body) else { continue }
            if header.name == name { return try Self.records(header, body, fields, check) }
            others.append(header.name)
        }
        throw MATProblem.noVariable(name, others: others)
    }

    private static func records(
        _ header: MATHeader, _ body: MATElements, _ fields: [String], _ check: () throws -> Void
    ) throws -> [[MATMatrix]] {
        guard header.type == .structure else { throw MATProblem.notStruct(header.name) }
        var body = body
        let names = try fieldNames(&body)
        var wanted: [Int?] = [Int?](repeating: nil, count: names.count)
        for (place, field) in fields.enumerated() {
            guard let column = names.firstIndex(of: field) else { throw MATProblem.noField(field, in: header.name) }
            wanted[column] = place
        }
        var records: [[MATMatrix]] = []
        // The count is the file's word: it costs nothing until there are that many elements.
        for index in 0..<header.count {
            if index.isMultiple(of: 1000) { try check() }
            var record = [MATMatrix](repeating: .empty, count: fields.count)
            for place in wanted {
                guard let element = try body.next() else { throw MATProblem.cutShort }
                guard let place else { continue }
                guard element.kind == .matrix else { throw MATProblem.damaged }
                guard let matrix = try MATMatrix(element) else {
                    throw MATProblem.notNumbers(fields[place], record: index + 1)
                }
                record[place] = matrix
            }
            records.append(record)
        }
        return records
    }

    /// A table of names of one length, filled up with zeros.
    private static func fieldNames(_ body: inout MATElements) throws(MATProblem) -> [String] {
        guard let width = try body.next(), width.kind == .int32, width.range.count == 4, let names = try body.next()
        else { throw .damaged }
        let length = Int(body.uint32(width.range.lowerBound))
        guard (1...4096).contains(length), names.range.count.isMultiple(of: length) else { throw .damaged }
        return stride(from: names.range.lowerBound, to: names.range.upperBound, by: length).map { start in
            String(decoding: body.bytes[start..<start + length].prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

/// Why a MAT file was not read; the clause follows the file's name.
enum MATProblem: Error, Hashable, Sendable {
    case notMAT
    case version73
    case bigEndian
    case cutShort
    case damaged
    case tooLarge
    case noVariable(String, others: [String])
    case notStruct(String)
    case noField(String, in: String)
    case notNumbers(String, record: Int)

    var clause: String {
        switch self {
        case .notMAT: "is not a MATLAB 5 file"
        case .version73: "is a MATLAB 7.3 (HDF5) file; save it again with -v7"
        case .bigEndian: "is a MATLAB file of a big-endian machine; save it again on a little-endian one"
        case .cutShort: "is cut short: its last variable is incomplete"
        case .damaged: "is a damaged MATLAB file"
        case .tooLarge: "has a variable of more than 1 GiB"
        case .noVariable(let name, let others):
            "has no variable \(name)" + (others.isEmpty ? "" : "; it has \(Self.list(others))")
        case .notStruct(let name): "has a variable \(name) that is not a struct array"
        case .noField(let field, let name): "has no field \(field) in its struct array \(name)"
        case .notNumbers(let field, let record):
            "has a \(field) that is not an array of real numbers, in plan \(record)"
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(5).map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } }
        return shown.joined(separator: ", ") + (names.count > 5 ? " …" : "")
    }
}
