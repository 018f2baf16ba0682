import Files

/// A MATLAB 5 file (`save -v6` and `-v7`), as far as struct arrays of numbers need it. Format: MathWorks,
/// "MAT-File Format", 2019. What is not asked for is passed over: a variable of another name costs the reading of that
/// name.
///
/// Not through matio: version 1.5.23 crashes or hangs on damaged files (26 of 800 with one to three bytes changed),
/// and takes 2.2 s and more for RPLAN's plans; this takes a tenth of that.
struct MATFile {
    private let file: RandomAccessFile
    private let check: () throws -> Void

    /// - Parameter check: called now and then; throws to stop.
    /// - Throws: `.notMAT` or `.bigEndian`, as its first 128 bytes say; `FileAccessError`.
    init(_ file: RandomAccessFile, check: @escaping () throws -> Void) throws {
        let header = try file.read(0..<Self.headerSize)
        guard header.starts(with: Array("MATLAB ".utf8)) else { throw MATProblem.notMAT }
        guard header.count == Self.headerSize else { throw MATProblem.cutShort }
        switch (header[126], header[127]) {
        case (UInt8(ascii: "I"), UInt8(ascii: "M")): break
        case (UInt8(ascii: "M"), UInt8(ascii: "I")): throw MATProblem.bigEndian
        default: throw MATProblem.notMAT
        }
        guard header[125] == 1 else { throw MATProblem.notMAT }
        self.file = file
        self.check = check
    }

    private static let headerSize = 128

    /// Hands over the elements of the struct array `name`, in MATLAB's order; of each the `fields`, in the order asked
    /// for.
    /// - Throws: `MATProblem`, `FileAccessError`, and what `check` and `body` throw.
    func forEachRecord(
        of name: String, fields: [String], _ body: (_ record: [MATMatrix]) throws -> Void
    ) throws {
        var others: [String] = []
        let allowance = InflationAllowance(fileSize: file.size)
        var stream = MATStream(file, from: Self.headerSize, check: check)
        var elements = MATElements(Self.headerSize..<max(Self.headerSize, file.size))
        while let element = try elements.next(&stream) {
            let found: String?
            if element.kind == .compressed {
                var inner = MATStream(try Inflation(file, element.range, allowance), check: check)
                // As far as the tag that comes first says; more than that is not looked at.
                var whole = MATElements(0..<8 + Int(UInt32.max))
                guard let variable = try whole.next(&inner) else { throw MATProblem.cutShort }
                found = try Self.records(of: name, variable, &inner, fields, body)
                if found == name { try inner.finish() }
            } else {
                found = try Self.records(of: name, element, &stream, fields, body)
            }
            if found == name { return }
            // One name more than is said: that there are more will be.
            if let found, others.count <= MATProblem.namesSaid { others.append(found) }
        }
        throw MATProblem.noVariable(name, others: others)
    }

    /// The records of a variable, if it is the one of that name.
    /// - Returns: what it is called; nil where it has no name.
    private static func records(
        of name: String, _ variable: MATElement, _ stream: inout MATStream, _ fields: [String],
        _ body: (_ record: [MATMatrix]) throws -> Void
    ) throws -> String? {
        guard variable.kind == .matrix else { throw MATProblem.damaged }
        var content = variable.elements
        // A variable of no bytes has no name either.
        guard let header = try MATHeader(&content, &stream) else { return nil }
        guard header.name == name else { return header.name }
        guard header.type == .structure else { throw MATProblem.notStruct(header.name) }
        let wanted = try columns(of: fields, among: try fieldNames(&content, &stream), in: header.name)
        // The count is the file's word: it costs nothing until there are that many elements.
        for index in 0..<header.count {
            var record = [MATMatrix](repeating: .empty, count: fields.count)
            for place in wanted {
                guard let element = try content.next(&stream) else { throw MATProblem.cutShort }
                guard let place else { continue }
                guard element.kind == .matrix else { throw MATProblem.damaged }
                guard let matrix = try MATMatrix(element, &stream) else {
                    throw MATProblem.notNumbers(fields[place], record: index + 1)
                }
                record[place] = matrix
            }
            try body(record)
        }
        return name
    }

    /// Which of `fields` each of the columns `names` is.
    private static func columns(
        of fields: [String], among names: [String], in variable: String
    ) throws(MATProblem) -> [Int?] {
        var wanted: [Int?] = [Int?](repeating: nil, count: names.count)
        for (place, field) in fields.enumerated() {
            guard let column = names.firstIndex(of: field) else {
                throw .noField(field, in: variable, others: names)
            }
            wanted[column] = place
        }
        return wanted
    }

    /// A table of names of one length, filled up with zeros.
    private static func fieldNames(_ content: inout MATElements, _ stream: inout MATStream) throws -> [String] {
        guard let width = try content.next(&stream), width.kind == .int32, width.range.count == 4 else {
            throw MATProblem.damaged
        }
        try stream.skip(to: width.range.lowerBound)
        let length = Int(try stream.uint32())
        guard let table = try content.next(&stream), (1...4096).contains(length),
            table.range.count.isMultiple(of: length)
        else { throw MATProblem.damaged }
        let bytes = try table.bytes(&stream, upTo: 1 << 16)
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: length).map { start in
            String(decoding: bytes[start..<start + length].prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
