/// A block of elements that tensors of one file look into.
struct TensorStorage {
    let key: String
    let dtype: Tensor.DType
    /// Elements that tensors may use.
    let count: Int
    /// At least `count` elements.
    let bytes: [UInt8]

    /// The dense tensor that `shape` and `stride` (in elements) show of this storage from `offset` on.
    /// - Parameter budget: Bytes that copies may still take; what this one takes is taken off.
    func tensor(
        offset: Int, shape: [Int], stride: [Int], budget: inout Int
    ) throws(TorchFileError.Reason) -> Tensor {
        guard shape.count <= 32, shape.count == stride.count else {
            throw .badTensor("\(shape.count) sizes and \(stride.count) strides")
        }
        guard offset >= 0, stride.allSatisfy({ $0 >= 0 }), let total = Tensor.elementCount(of: shape) else {
            throw .badTensor("size \(shape), stride \(stride), offset \(offset)")
        }
        let needed = total == 0 ? 0 : Self.extent(offset: offset, shape: shape, stride: stride)
        guard let needed else { throw .badTensor("size \(shape), stride \(stride), offset \(offset)") }
        guard needed <= count else { throw .storageTooShort(key: key.printable, elements: count, needed: needed) }

        let size = dtype.size
        if total > 0, Self.isDense(shape: shape, stride: stride) {
            if offset == 0, bytes.count == total * size { return try make(shape, bytes) }
            try charge(total, to: &budget)
            return try make(shape, Array(bytes[offset * size..<(offset + total) * size]))
        }
        try charge(total, to: &budget)
        return try make(shape, gathered(offset: offset, shape: shape, stride: stride, total: total))
    }

    private func charge(_ elements: Int, to budget: inout Int) throws(TorchFileError.Reason) {
        let (size, overflow) = elements.multipliedReportingOverflow(by: dtype.size)
        guard !overflow, size <= budget else { throw .tooLarge }
        budget -= size
    }

    private func make(_ shape: [Int], _ bytes: [UInt8]) throws(TorchFileError.Reason) -> Tensor {
        do { return try Tensor(dtype: dtype, shape: shape, bytes: bytes) } catch { throw .badTensor("\(error)") }
    }

    /// One past the last element looked at; nil where it is too large a number.
    private static func extent(offset: Int, shape: [Int], stride: [Int]) -> Int? {
        var end = offset
        for (size, step) in zip(shape, stride) {
            let (reach, tooFar) = (size - 1).multipliedReportingOverflow(by: step)
            let (next, overflow) = end.addingReportingOverflow(reach)
            if tooFar || overflow { return nil }
            end = next
        }
        let (needed, overflow) = end.addingReportingOverflow(1)
        return overflow ? nil : needed
    }

    private static func isDense(shape: [Int], stride: [Int]) -> Bool {
        var expected = 1
        for (size, step) in zip(shape, stride).reversed() where size != 1 {
            if step != expected { return false }
            expected *= size
        }
        return true
    }

    /// Element by element in row-major order of `shape`, which holds `total` > 0 elements or none.
    private func gathered(offset: Int, shape: [Int], stride: [Int], total: Int) -> [UInt8] {
        let size = dtype.size
        // An axis of one element never moves the position, whatever its stride.
        let axes = zip(shape, stride).filter { $0.0 != 1 }
        let (shape, stride) = (axes.map(\.0), axes.map(\.1))
        var result: [UInt8] = []
        result.reserveCapacity(total * size)
        var index = [Int](repeating: 0, count: shape.count)
        var position = offset
        for _ in 0..<total {
            result.append(contentsOf: bytes[position * size..<(position + 1) * size])
            for axis in shape.indices.reversed() {
                index[axis] += 1
                position += stride[axis]
                if index[axis] < shape[axis] { break }
                position -= stride[axis] * shape[axis]
                index[axis] = 0
            }
        }
        return result
    }
}
