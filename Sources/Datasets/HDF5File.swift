import CHDF5
import Files

/// A MATLAB 7.3 file (`save -v7.3`), as far as struct arrays of numbers need it: an HDF5 file in which a struct array is
/// a group, each field of it an array of references to the elements' values; a single struct has the values themselves.
struct HDF5File {
    private let file: RandomAccessFile
    private let check: () throws -> Void
    private let allowance: InflationAllowance

    /// - Parameter check: called now and then; throws to stop.
    init(_ file: RandomAccessFile, check: @escaping () throws -> Void) {
        self.file = file
        self.check = check
        allowance = InflationAllowance(fileSize: file.size)
    }

    /// By the signature, which may stand behind a header of MATLAB's.
    static func recognizes(_ beginning: [UInt8]) -> Bool {
        [0, 512, 1024, 2048].contains { offset in
            beginning.count > offset && beginning[offset...].starts(with: signature)
        }
    }

    private static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

    /// Hands over the elements of the struct array `name`; of each the `fields`, in the order asked for.
    /// - Throws: `MATProblem`, and what `check` and `body` throw.
    func forEachRecord(
        of name: String, fields: [String], _ body: (_ record: [MATMatrix]) throws -> Void
    ) throws {
        try HDF5Library.use {
            let root = try HDF5Object(bds_hdf5_open(file.url.path))
            try Self.requirePlainLinks(root)
            guard let variable = try root.member(name) else {
                throw MATProblem.noVariable(name, others: root.names(upTo: MATProblem.namesSaid + 1))
            }
            guard H5Iget_type(variable.id) == H5I_GROUP, [nil, "struct"].contains(variable.text("MATLAB_class")) else {
                throw MATProblem.notStruct(name)
            }
            try Self.requirePlainLinks(variable)
            var columns: [HDF5Object] = []
            for field in fields {
                guard let column = try variable.member(field) else {
                    let others = variable.names(upTo: MATProblem.namesSaid + 1)
                    throw MATProblem.noField(field, in: name, others: others)
                }
                columns.append(column)
            }
            try forEachRecord(of: columns, in: root, fields, body)
        }
    }

    /// Links of a group may be packed like data; MATLAB's are not.
    private static func requirePlainLinks(_ group: HDF5Object) throws {
        let isFile = H5Iget_type(group.id) == H5I_FILE
        let opened = isFile ? try HDF5Object(H5Gopen2(group.id, "/", bds_hdf5_default())) : group
        let creation = try HDF5Object(H5Gget_create_plist(opened.id))
        guard H5Pget_nfilters(creation.id) == 0 else { throw MATProblem.damaged }
    }

    private func forEachRecord(
        of columns: [HDF5Object], in root: HDF5Object, _ fields: [String],
        _ body: (_ record: [MATMatrix]) throws -> Void
    ) throws {
        let arrays = try columns.map { try HDF5Dataset($0) }
        var values = HDF5Values(root: root, allowance: allowance)
        guard arrays.allSatisfy({ $0?.content == .references }) else {
            let record = try zip(fields, columns).map { field, column in
                guard let matrix = try values.matrix(column) else { throw MATProblem.notNumbers(field, record: 1) }
                return matrix
            }
            return try body(record)
        }
        let references = arrays.compactMap { $0 }
        guard let count = references.first?.count, references.allSatisfy({ $0.count == count }) else {
            throw MATProblem.damaged
        }
        var places = try references.map { try HDF5References($0, allowance) }
        for number in 0..<count {
            if number.isMultiple(of: 64) { try check() }
            var record: [MATMatrix] = []
            for (column, field) in fields.enumerated() {
                guard let matrix = try values.matrix(at: try places[column].next()) else {
                    throw MATProblem.notNumbers(field, record: number + 1)
                }
                record.append(matrix)
            }
            try body(record)
        }
    }
}

/// The references of an array, one after the other.
private struct HDF5References {
    private let dataset: HDF5Dataset
    private let allowance: InflationAllowance
    private var ahead: [haddr_t] = []
    private var taken = 0
    /// The number of the first one of `ahead`.
    private var start = 0

    init(_ dataset: HDF5Dataset, _ allowance: InflationAllowance) throws {
        try dataset.requireReadable(allowance)
        self.dataset = dataset
        self.allowance = allowance
    }

    /// The next one, of which there is one.
    mutating func next() throws(MATProblem) -> haddr_t {
        if taken == ahead.count {
            start += ahead.count
            ahead = try dataset.references(from: start, allowance)
            taken = 0
        }
        guard taken < ahead.count else { throw .damaged }
        defer { taken += 1 }
        return ahead[taken]
    }
}

/// The matrices that references lead to. The same few may be referred to again and again: they are read once.
private struct HDF5Values {
    let root: HDF5Object
    let allowance: InflationAllowance
    private var known: [haddr_t: MATMatrix] = [:]
    private var knownSize = 0

    init(root: HDF5Object, allowance: InflationAllowance) {
        self.root = root
        self.allowance = allowance
    }

    private static let knownLimit = 16 << 20

    /// - Returns: nil where there is something else than real numbers.
    mutating func matrix(at address: haddr_t) throws -> MATMatrix? {
        if let matrix = known[address] { return matrix }
        guard let matrix = try matrix(try HDF5Object(H5Oopen_by_addr(root.id, address))) else { return nil }
        let size = 100 + 8 * matrix.values.count
        knownSize += size
        if knownSize > Self.knownLimit {
            known = [:]
            knownSize = size
        }
        known[address] = matrix
        return matrix
    }

    func matrix(_ object: HDF5Object) throws -> MATMatrix? {
        guard let dataset = try HDF5Dataset(object), dataset.content == .numbers else { return nil }
        if let kind = object.text("MATLAB_class"), !Self.numericClasses.contains(kind) { return nil }
        // Its numbers are the sizes then.
        if try object.flag("MATLAB_empty") { return .empty }
        let columns = dataset.rows == 0 ? 0 : dataset.count / dataset.rows
        let values = dataset.count <= MATMatrix.limit ? try dataset.numbers(allowance) : []
        return MATMatrix(rows: dataset.rows, columns: columns, count: dataset.count, values: values)
    }

    private static let numericClasses: Set<String> = [
        "double", "single", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "logical",
    ]
}
