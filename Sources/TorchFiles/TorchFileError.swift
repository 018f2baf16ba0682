import Files

/// A file that is not one `torch.save` wrote, or holds what bds does not take.
public typealias TorchFileError = FileError<TorchFileProblem>

/// What is wrong with it.
public enum TorchFileProblem: FileProblem {
    // The container.
    case notZIP
    case oldFormat
    case cutShort
    case damaged(String)
    case notTorch
    case bigEndian(String)
    case missingEntry(String)
    case compressedEntry(String)
    case brokenEntry(String)
    // The pickle.
    case pickleEnds(at: Int)
    case protocolVersion(Int)
    case opcode(UInt8, at: Int)
    case malformed(String, at: Int)
    case forbidden(String)
    case wideInteger(bytes: Int)
    case tooDeep(limit: Int)
    case tooLarge
    // Its tensors.
    case storageTooShort(key: String, elements: Int, needed: Int)
    case badTensor(String)

    /// Where in the file; nil for the whole.
    public var place: FilePlace? {
        switch self {
        case .pickleEnds(let offset), .opcode(_, let offset), .malformed(_, let offset): .byte(offset, of: "data.pkl")
        default: nil
        }
    }

    /// Words that follow the file's name.
    public var clause: String {
        switch self {
        case .notZIP: "is not a PyTorch file (torch.save writes a ZIP archive, and this is not one)"
        case .oldFormat: "was saved in PyTorch's old format (before 1.6); load and save it again with a newer PyTorch"
        case .cutShort: "is cut short: its ZIP archive has no end"
        case .damaged(let why): "is a damaged ZIP archive: \(why)"
        case .notTorch: "is a ZIP archive, but torch.save did not write it: it has no data.pkl"
        case .bigEndian(let order): "has byte order \(order), expected little"
        case .missingEntry(let name): "lacks the entry \(name) that its contents refer to"
        case .compressedEntry(let name): "has a compressed entry \(name); torch.save stores entries as they are"
        case .brokenEntry(let name): "has a damaged entry \(name)"
        case .pickleEnds: "the pickle ends too early"
        case .protocolVersion(let version): "has a data.pkl of pickle protocol \(version), expected 2 to 5"
        case .opcode(let code, _): "opcode 0x\(String(code, radix: 16)), which no plain data needs"
        case .malformed(let what, _): "malformed: \(what)"
        case .forbidden(let name): "asks for \(name), which bds does not run"
        case .wideInteger(let bytes): "holds an integer of \(bytes) bytes, more than 64 bits"
        case .tooDeep(let limit): "nests its contents more than \(limit) deep, or in themselves"
        case .tooLarge: "asks for far more memory than its own size justifies"
        case .storageTooShort(let key, let elements, let needed):
            "has a tensor that needs \(needed) elements of storage \(key), which has \(elements)"
        case .badTensor(let why): "has a tensor that makes no sense: \(why)"
        }
    }
}
