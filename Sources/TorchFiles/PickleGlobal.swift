/// The only names a pickle may ask for. None of them is called: each stands for something bds builds itself.
enum PickleGlobal: Hashable {
    case rebuildTensor
    case rebuildParameter
    case orderedDict
    case size
    case storage(Tensor.DType)

    /// - Throws: `.forbidden` for every other name.
    init(module: String, name: String) throws(TorchFileError.Reason) {
        switch (module, name) {
        case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor
        case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
        case ("collections", "OrderedDict"): self = .orderedDict
        case ("torch", "Size"): self = .size
        case ("torch", _):
            guard let dtype = Tensor.DType.allCases.first(where: { $0.storageName == name }) else { fallthrough }
            self = .storage(dtype)
        default: throw .forbidden("\(module).\(name)".printable)
        }
    }
}

extension Tensor.DType {
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
