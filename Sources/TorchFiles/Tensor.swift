/// A tensor as a file holds it: dense, row-major, little-endian, whatever its strides on file were.
public struct Tensor: Hashable, Sendable {
    /// The types of elements that are read, by PyTorch's names.
    public enum DType: String, CaseIterable, Sendable {
        case float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, bool

        /// Bytes of one element.
        public var size: Int {
            switch self {
            case .float64, .int64: 8
            case .float32, .int32: 4
            case .float16, .bfloat16, .int16: 2
            case .int8, .uint8, .bool: 1
            }
        }
    }

    /// Of every element.
    public let dtype: DType
    /// Empty for a scalar tensor.
    public let shape: [Int]
    /// `count` elements of `dtype.size` bytes each.
    public let bytes: [UInt8]

    /// Elements: the product of `shape`.
    public var count: Int { bytes.count / dtype.size }

    /// - Throws: `TensorError.shape` unless `bytes` is exactly as long as `shape` asks.
    public init(dtype: DType, shape: [Int], bytes: [UInt8]) throws(TensorError) {
        guard let count = Self.elementCount(of: shape), bytes.count % dtype.size == 0, bytes.count / dtype.size == count
        else { throw .shape(shape, elements: bytes.count / dtype.size) }
        self.dtype = dtype
        self.shape = shape
        self.bytes = bytes
    }

    /// float32, row-major.
    /// - Throws: `TensorError.shape` unless there are as many as `shape` asks.
    public init(floats: [Float], shape: [Int]) throws(TensorError) {
        try self.init(dtype: .float32, shape: shape, bytes: Self.bytes(of: floats))
    }

    /// float64, row-major.
    /// - Throws: `TensorError.shape` unless there are as many as `shape` asks.
    public init(doubles: [Double], shape: [Int]) throws(TensorError) {
        try self.init(dtype: .float64, shape: shape, bytes: Self.bytes(of: doubles))
    }

    /// int64, row-major.
    /// - Throws: `TensorError.shape` unless there are as many as `shape` asks.
    public init(int64s: [Int], shape: [Int]) throws(TensorError) {
        try self.init(dtype: .int64, shape: shape, bytes: Self.bytes(of: int64s))
    }

    /// bool, row-major, a byte each.
    /// - Throws: `TensorError.shape` unless there are as many as `shape` asks.
    public init(bools: [Bool], shape: [Int]) throws(TensorError) {
        try self.init(dtype: .bool, shape: shape, bytes: bools.map { $0 ? 1 : 0 })
    }

    /// Row-major, `count` of them. float64 is rounded.
    /// - Throws: `TensorError.dtype` unless this holds floating-point numbers.
    public func floats() throws(TensorError) -> [Float] {
        switch dtype {
        case .float32: elements(Float.self)
        case .float64: elements(Double.self).map { Float($0) }
        case .float16: elements(UInt16.self).map { Float(Float16(bitPattern: $0)) }
        case .bfloat16: elements(UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
        default: throw .dtype(dtype, expected: "floating-point numbers")
        }
    }

    /// - Throws: `TensorError.dtype` unless this holds floating-point numbers.
    public func doubles() throws(TensorError) -> [Double] {
        dtype == .float64 ? elements(Double.self) : try floats().map { Double($0) }
    }

    /// - Throws: `TensorError.dtype` unless this holds integers.
    public func int64s() throws(TensorError) -> [Int] {
        switch dtype {
        case .int64: elements(Int.self)
        case .int32: elements(Int32.self).map { Int($0) }
        case .int16: elements(Int16.self).map { Int($0) }
        case .int8: elements(Int8.self).map { Int($0) }
        case .uint8: bytes.map { Int($0) }
        default: throw .dtype(dtype, expected: "integers")
        }
    }

    /// - Throws: `TensorError.dtype` unless this holds truth values.
    public func bools() throws(TensorError) -> [Bool] {
        guard dtype == .bool || (dtype == .uint8 && bytes.allSatisfy { $0 <= 1 }) else {
            throw .dtype(dtype, expected: "truth values")
        }
        return bytes.map { $0 != 0 }
    }

    /// The product of `shape`; nil where a size is negative or the product too large.
    static func elementCount(of shape: [Int]) -> Int? {
        if shape.contains(where: { $0 < 0 }) { return nil }
        if shape.contains(0) { return 0 }
        var product = 1
        for size in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            if overflow { return nil }
            product = next
        }
        return product
    }

    // One copy of the whole block: a checkpoint has millions of elements.
    private func elements<Element: BitwiseCopyable>(_: Element.Type) -> [Element] {
        [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            initialized = count
        }
    }

    private static func bytes<Element: BitwiseCopyable>(of elements: [Element]) -> [UInt8] {
        elements.withUnsafeBytes { [UInt8]($0) }
    }
}

/// A tensor that is not what was asked for.
public enum TensorError: Error, Hashable, CustomStringConvertible {
    case dtype(Tensor.DType, expected: String)
    case shape([Int], elements: Int)

    /// A clause that follows the tensor's name.
    public var description: String {
        switch self {
        case .dtype(let dtype, let expected): "holds \(dtype.rawValue), expected \(expected)"
        case .shape(let shape, let elements): "has \(elements) elements, which is not what shape \(shape) asks for"
        }
    }
}
