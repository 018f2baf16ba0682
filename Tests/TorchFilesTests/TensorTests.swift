import Testing

@testable import TorchFiles

@Suite struct TensorTests {
    @Test func halfAndBrainFloats() throws {
        let half = try Tensor(dtype: .float16, shape: [2], bytes: [0x00, 0x3c, 0x00, 0xc1])
        #expect(try half.floats() == [1, -2.5])
        let brain = try Tensor(dtype: .bfloat16, shape: [2], bytes: [0x80, 0x3f, 0x20, 0xc0])
        #expect(try brain.floats() == [1, -2.5])
    }

    @Test func integersOfEveryWidth() throws {
        #expect(try Tensor(dtype: .int32, shape: [1], bytes: [0xfe, 0xff, 0xff, 0xff]).int64s() == [-2])
        #expect(try Tensor(dtype: .int16, shape: [1], bytes: [0xfe, 0xff]).int64s() == [-2])
        #expect(try Tensor(dtype: .int8, shape: [2], bytes: [0xfe, 1]).int64s() == [-2, 1])
        #expect(try Tensor(dtype: .uint8, shape: [1], bytes: [0xfe]).int64s() == [254])
    }

    @Test func anotherTypeIsRefused() throws {
        let mask = try Tensor(bools: [true], shape: [])
        #expect(throws: TensorError.dtype(.bool, expected: "floating-point numbers")) { try mask.floats() }
        #expect(throws: TensorError.dtype(.bool, expected: "integers")) { try mask.int64s() }
        #expect(throws: TensorError.self) { try Tensor(int64s: [1], shape: [1]).bools() }
    }

    @Test(arguments: [[2], [], [-1, -3], [.max, .max], [3, 2]])
    func aShapeMustFit(shape: [Int]) {
        #expect(throws: TensorError.self) { try Tensor(floats: [1, 2, 3], shape: shape) }
    }

    @Test func doublesAreKept() throws {
        #expect(try Tensor(doubles: [0.1, 1e300], shape: [2]).doubles() == [0.1, 1e300])
        #expect(try Tensor(floats: [0.1], shape: [1]).doubles() == [Double(Float(0.1))])
    }
}
