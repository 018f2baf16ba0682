/// Numbers at a fixed place, for C to read and write; zero at first. Not Sendable: who shares one between threads says
/// there why no two touch the same numbers.
final class FloatBuffer {
    let pointer: UnsafeMutablePointer<Float>
    let count: Int

    init(_ count: Int) {
        self.count = count
        pointer = .allocate(capacity: max(1, count))
        pointer.initialize(repeating: 0, count: count)
    }

    convenience init(_ values: [Float]) {
        self.init(values.count)
        pointer.update(from: values, count: values.count)
    }

    deinit { pointer.deallocate() }

    func fill(_ value: Float) { pointer.update(repeating: value, count: count) }

    var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
