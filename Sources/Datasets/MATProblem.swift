/// Why a MAT file was not read; the clause follows the file's name.
enum MATProblem: Error, Hashable, Sendable {
    case notMAT
    case version4(variables: [String])
    case bigEndian
    case cutShort
    /// HDF5's links, external files and virtual arrays.
    case elsewhere
    /// HDF5's number of it.
    case filter(Int)
    case damaged
    case tooLarge(limit: Int)
    case noVariable(String, others: [String])
    case notStruct(String)
    case noField(String, in: String, others: [String])
    case notNumbers(String, record: Int)

    var clause: String {
        switch self {
        case .notMAT: "is not a MATLAB file"
        case .version4(let variables):
            "is a MATLAB 4 file, which has no struct arrays" + Self.list(variables)
                + "; save data again with -v7"
        case .bigEndian: "is a MATLAB file of a big-endian machine; save it again on a little-endian one"
        case .cutShort: "is cut short: its last variable is incomplete"
        case .damaged: "is a damaged MATLAB file"
        case .elsewhere: "is a MATLAB 7.3 file whose data lies elsewhere, in another file perhaps, which is not read"
        case .filter(let number):
            "is a MATLAB 7.3 file packed by filter \(number), expected none or deflate; save it again from MATLAB"
        case .tooLarge(let limit): "unpacks to more than \(limit >> 20) MB, too much for a file of its size"
        case .noVariable(let name, let others): "has no variable \(name)" + Self.list(others)
        case .notStruct(let name): "has a variable \(name) that is not a struct array"
        case .noField(let field, let name, let others):
            "has no field \(field) in its struct array \(name)" + Self.list(others)
        case .notNumbers(let field, let record):
            "has a \(field) that is not an array of real numbers, in plan \(record)"
        }
    }

    /// How many names of what is there are said.
    static let namesSaid = 12

    private static func list(_ names: [String]) -> String {
        if names.isEmpty { return "" }
        let shown = names.prefix(namesSaid).map { name in
            name.prefix(63).filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        }
        return "; it has \(shown.joined(separator: ", "))" + (names.count > namesSaid ? " …" : "")
    }
}
