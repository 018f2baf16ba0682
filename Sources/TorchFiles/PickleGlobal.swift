/// What the names in a pickle stand for. None of them is looked up or called: each that is known stands for something
/// that bds builds itself, every other one only for its own name.
enum PickleGlobal: Hashable {
    case rebuildTensor
    case rebuildParameter
    /// `_rebuild_from_type_v2`(function, type, arguments, state): a tensor with attributes, or of a class of its own.
    case rebuildFromType
    /// Dictionaries of other kinds: their defaults and functions are left out.
    case dictionary
    /// `set`, `frozenset`: lists.
    case set
    /// Objects whose attributes are the entries of a dictionary.
    case namespace
    /// OmegaConf's dictionaries and lists, whose contents are in their state, and the values in those.
    case omegaContainer
    case omegaNode
    case numpyScalar
    case numpyArray
    case numpyType
    /// `_codecs.encode`(text, "latin1"): how protocol 2 writes bytes.
    case encode
    /// Anything else, by its name.
    case other(String)
    case orderedDict
    case size
    case storage(Tensor.DType)

    /// The one list of names that are interpreted.
    init(module: String, name: String) {
        switch (module, name) {
        case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor
        case ("torch._utils", "_rebuild_parameter"), ("torch._utils", "_rebuild_parameter_with_state"):
            self = .rebuildParameter
        case ("torch._tensor", "_rebuild_from_type_v2"): self = .rebuildFromType
        case ("collections", "OrderedDict"): self = .orderedDict
        case ("collections", "defaultdict"), ("collections", "Counter"): self = .dictionary
        case ("builtins", "set"), ("builtins", "frozenset"), ("__builtin__", "set"), ("__builtin__", "frozenset"):
            self = .set
        case ("argparse", "Namespace"), ("types", "SimpleNamespace"): self = .namespace
        case ("omegaconf.dictconfig", "DictConfig"), ("omegaconf.listconfig", "ListConfig"): self = .omegaContainer
        case ("omegaconf.nodes", _): self = .omegaNode
        case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"): self = .numpyScalar
        case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"): self = .numpyArray
        case ("numpy", "dtype"): self = .numpyType
        case ("_codecs", "encode"): self = .encode
        case ("torch", "Size"): self = .size
        case ("torch", _):
            guard let dtype = Tensor.DType.allCases.first(where: { $0.storageName == name }) else { fallthrough }
            self = .storage(dtype)
        default: self = .other("\(module).\(name)".printable)
        }
    }
}

extension PickleGlobal {
    /// Bytes of an element of the storages whose elements are not read; the old format says only how many there are.
    var elementSize: Int {
        guard case .other(let name) = self else { return 1 }
        switch name {
        case "torch.ComplexDoubleStorage": return 16
        case "torch.ComplexFloatStorage": return 8
        case "torch.QInt32Storage": return 4
        default: return 1
        }
    }

    /// Its name, for messages.
    var name: String {
        switch self {
        case .other(let name): name
        case .storage(let dtype): "torch.\(dtype.storageName)"
        case .omegaContainer, .omegaNode: "omegaconf"
        default: "\(self)"
        }
    }
}

extension Tensor.DType {
    /// The type that NumPy writes so, least byte first.
    init?(numpy name: String) {
        switch name {
        case "f8": self = .float64
        case "f4": self = .float32
        case "f2": self = .float16
        case "i8": self = .int64
        case "i4": self = .int32
        case "i2": self = .int16
        case "i1": self = .int8
        case "u1": self = .uint8
        case "b1": self = .bool
        default: return nil
        }
    }

    /// PyTorch's class for a storage of this type.
    var storageName: String {
        switch self {
        case .float32: "FloatStorage"
        case .float64: "DoubleStorage"
        case .float16: "HalfStorage"
        case .bfloat16: "BFloat16Storage"
        case .int64: "LongStorage"
        case .int32: "IntStorage"
        case .int16: "ShortStorage"
        case .int8: "CharStorage"
        case .uint8: "ByteStorage"
        case .bool: "BoolStorage"
        }
    }
}

extension String {
    /// What a file says, made safe for one line of a terminal: no control characters, not too long.
    var printable: String {
        let shown = unicodeScalars.prefix(120).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: Character("?")
            default: Character(scalar)
            }
        }
        return String(shown) + (unicodeScalars.count > 120 ? "…" : "")
    }
}
