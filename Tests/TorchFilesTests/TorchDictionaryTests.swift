import Testing

@testable import TorchFiles

@Suite struct TorchDictionaryTests {
    @Test(arguments: [3, 8, 9, 100]) func keepsOrderWhateverItsSize(count: Int) {
        var dictionary = TorchDictionary()
        for key in 0..<count { dictionary["k\(key)"] = .int(key) }
        dictionary["k1"] = .int(-1)
        #expect(dictionary.keys == (0..<count).map { .string("k\($0)") })
        #expect(dictionary["k1"] == .int(-1))
        #expect(dictionary["k\(count - 1)"] == .int(count - 1))
        #expect(dictionary["k\(count)"] == nil)
    }

    @Test(arguments: [3, 9, 10, 40]) func removesAKey(count: Int) {
        var dictionary = TorchDictionary((0..<count).map { (key: .int($0), value: .int($0)) })
        dictionary[.int(1)] = nil
        #expect(dictionary.keys == ([0] + Array(2..<count)).map { .int($0) })
        #expect(dictionary[.int(1)] == nil)
        #expect(dictionary[.int(2)] == .int(2))
    }

    @Test func orderCounts() {
        let one = TorchDictionary([(key: .int(1), value: .none), (key: .int(2), value: .none)])
        let other = TorchDictionary([(key: .int(2), value: .none), (key: .int(1), value: .none)])
        #expect(one != other)
    }
}
