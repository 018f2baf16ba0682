/// Numbers at a fixed place, for C to read and write; zero at first.
final class FloatBuffer: @unchecked Sendable {  // One worker at a time writes to it.
    let pointer: UnsafeMutablePointer<Float>
    let count: Int

    init(_ count: Int) {
        self.count = count
        pointer = .allocate(capacity: max(1, count))
        pointer.initialize(repeating: 0, count: count)
    }

    convenience init(_ values: [Float]) {
        self.init(values.count)
        for (index, value) in values.enumerated() { pointer[index] = value }
    }

    deinit { pointer.deallocate() }

    func fill(_ value: Float) { pointer.update(repeating: value, count: count) }

    var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
