import Files

/// A file that is not one `torch.save` wrote, or holds what bds does not take.
public typealias TorchFileError = FileError<TorchFileProblem>

/// What is wrong with it.
public enum TorchFileProblem: FileProblem {
    // The container.
    case notZIP
    /// Something else, as its first bytes say, and what to do about it.
    case foreign(String)
    case tarFormat
    case cutShort
    /// PyTorch's old format, without its end.
    case cutOff
    case damaged(String)
    case notTorch
    case bigEndian(String)
    case missingEntry(String)
    case compressedEntry(String)
    case opaque(String)
    case brokenEntry(String)
    // The pickle.
    case pickleEnds(at: Int)
    case protocolVersion(Int)
    case opcode(UInt8, at: Int)
    case malformed(String, at: Int)
    case tooDeep(limit: Int)
    case tooLarge
    // Its tensors.
    case storageTooShort(key: String, elements: Int, needed: Int)
    case badTensor(String)

    /// A byte of the pickle; else the file as a whole.
    public var place: FilePlace? {
        switch self {
        case .pickleEnds(let offset), .opcode(_, let offset), .malformed(_, let offset): .byte(offset, of: "data.pkl")
        default: nil
        }
    }

    /// What is said of it.
    public var clause: String {
        switch self {
        case .notZIP: "is not a PyTorch file (torch.save writes a ZIP archive, and this is not one)"
        case .foreign(let what): "is not a PyTorch file, but \(what)"
        case .tarFormat:
            "was saved in PyTorch's oldest format (a tar archive, before 0.1.10); load and save it with PyTorch"
        case .opaque(let name): "would hold \(name), which bds does not write"
        case .cutShort: "is cut short: its ZIP archive has no end; copy or download it again"
        case .cutOff: "is cut short: storages are missing at its end; copy or download it again"
        case .damaged(let why): "is a damaged ZIP archive: \(why)"
        case .notTorch: "is a ZIP archive, but torch.save did not write it: it has no data.pkl"
        case .bigEndian(let order): "has byte order \(order), expected little"
        case .missingEntry(let name): "lacks the entry \(name) that its contents refer to"
        case .compressedEntry(let name): "has an entry \(name) compressed in a way other than deflate"
        case .brokenEntry(let name): "has a damaged entry \(name)"
        case .pickleEnds: "the pickle ends too early"
        case .protocolVersion(let version): "has a data.pkl of pickle protocol \(version), expected 2 to 5"
        case .opcode(let code, _): "opcode 0x\(String(code, radix: 16)), which no plain data needs"
        case .malformed(let what, _): "malformed: \(what)"
        case .tooDeep(let limit): "nests its contents more than \(limit) deep, or in themselves"
        case .tooLarge: "asks for far more memory than its own size justifies"
        case .storageTooShort(let key, let elements, let needed):
            "has a tensor that needs \(needed) elements of storage \(key), which has \(elements)"
        case .badTensor(let why): "has a tensor that makes no sense: \(why)"
        }
    }
}
