import Files

/// Writes plain values as a pickle of protocol 2, as `torch.save` does. Tensors leave their bytes in `storages`.
struct PickleWriter {
    private(set) var bytes: [UInt8] = []
    /// Storage k of the file holds the bytes of tensor k.
    private(set) var storages: [[UInt8]] = []
    /// Strings said before, and their memo numbers: every dictionary of a data set has the same keys.
    private var memo: [ExactString: Int] = [:]

    /// - Throws: `.tooDeep` beyond the depth that is read back.
    init(_ value: TorchValue) throws(TorchFileError.Reason) {
        put(.proto)
        bytes.append(2)
        try write(value, depth: 0)
        put(.stop)
    }

    private mutating func write(_ value: TorchValue, depth: Int) throws(TorchFileError.Reason) {
        if depth > PickleResult.depthLimit { throw .tooDeep(limit: PickleResult.depthLimit) }
        switch value {
        case .none: put(.none)
        case .bool(let flag): put(flag ? .newTrue : .newFalse)
        case .int(let integer): write(integer)
        case .float(let number):
            put(.binFloat)
            withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
        case .string(let text): write(text)
        case .list(let values):
            put(.emptyList)
            try write(values, depth: depth, then: .appends)
        case .tuple(let values) where values.isEmpty: put(.emptyTuple)
        case .tuple(let values):
            put(.mark)
            for value in values { try write(value, depth: depth + 1) }
            put(.tuple)
        case .dictionary(let dictionary):
            if dictionary.isOrderedDict { writeOrderedDict() } else { put(.emptyDict) }
            try write(dictionary.entries.flatMap { [$0, $1] }, depth: depth, then: .setItems)
        case .tensor(let tensor): write(tensor)
        case .opaque(let name): throw .opaque(name)
        }
    }

    private mutating func write(
        _ values: [TorchValue], depth: Int, then code: PickleCode
    ) throws(TorchFileError.Reason) {
        if values.isEmpty { return }
        put(.mark)
        for value in values { try write(value, depth: depth + 1) }
        put(code)
    }

    private mutating func write(_ integer: Int) {
        switch integer {
        case 0...0xff:
            put(.binInt1)
            bytes.append(UInt8(integer))
        case 0x100...0xffff:
            put(.binInt2)
            append(UInt16(integer))
        case Int(Int32.min)...Int(Int32.max):
            put(.binInt)
            append(Int32(integer))
        default:
            put(.long1)
            bytes.append(8)
            append(integer)
        }
    }

    private mutating func write(_ text: String) {
        if let number = memo[ExactString(text)] {
            put(.longBinGet)
            append(UInt32(truncatingIfNeeded: number))
            return
        }
        let utf8 = Array(text.utf8)
        if let length = UInt32(exactly: utf8.count) {
            put(.binUnicode)
            append(length)
        } else {
            put(.binUnicode8)
            append(UInt64(utf8.count))
        }
        bytes.append(contentsOf: utf8)
        put(.longBinPut)
        append(UInt32(truncatingIfNeeded: memo.count))
        memo[ExactString(text)] = memo.count
    }

    /// `_rebuild_tensor_v2`(storage, offset, size, stride, requires_grad, backward_hooks).
    private mutating func write(_ tensor: Tensor) {
        write(global: "torch._utils", "_rebuild_tensor_v2")
        put(.mark)

        put(.mark)
        write("storage")
        write(global: "torch", tensor.dtype.storageName)
        write(String(storages.count))
        write("cpu")
        write(tensor.count)
        put(.tuple)
        put(.binPersistentID)
        storages.append(tensor.bytes)

        write(0)
        write(integers: tensor.shape)
        write(integers: Self.stride(of: tensor.shape))
        put(.newFalse)
        writeOrderedDict()
        put(.tuple)
        put(.reduce)
    }

    private mutating func write(integers: [Int]) {
        put(.mark)
        for integer in integers { write(integer) }
        put(.tuple)
    }

    private mutating func writeOrderedDict() {
        write(global: "collections", "OrderedDict")
        put(.emptyTuple)
        put(.reduce)
    }

    private mutating func write(global module: String, _ name: String) {
        put(.global)
        bytes.append(contentsOf: "\(module)\n\(name)\n".utf8)
    }

    /// Row-major; PyTorch counts an empty axis as one element here.
    private static func stride(of shape: [Int]) -> [Int] {
        var stride: [Int] = []
        var step = 1
        for size in shape.reversed() {
            stride.append(step)
            step = step.multipliedReportingOverflow(by: max(size, 1)).partialValue
        }
        return stride.reversed()
    }

    private mutating func put(_ code: PickleCode) { bytes.append(code.rawValue) }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
