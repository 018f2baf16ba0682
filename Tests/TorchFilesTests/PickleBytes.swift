import Foundation

@testable import TorchFiles

/// Pickles spelt by hand, for what no well-meant writer writes.
enum PickleBytes {
    static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func text(_ text: String) -> [UInt8] { [0x8c, UInt8(text.utf8.count)] + Array(text.utf8) }

    static func int(_ value: Int) -> [UInt8] {
        [0x8a, 8] + withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    static func tuple(_ items: [UInt8]...) -> [UInt8] { ascii("(") + items.flatMap { $0 } + ascii("t") }

    static func pickle(_ body: [UInt8]) -> [UInt8] { [0x80, 2] + body + ascii(".") }

    /// A tensor over storage `key`, with any figures.
    static func tensor(
        offset: Int = 0, shape: [Int], stride: [Int], key: String = "0", count: Int, type: String = "LongStorage"
    ) -> [UInt8] {
        let storage =
            tuple(text("storage"), ascii("ctorch\n\(type)\n"), text(key), text("cuda:0"), int(count)) + ascii("Q")
        let sizes = ascii("(") + shape.flatMap { int($0) } + ascii("t")
        let strides = ascii("(") + stride.flatMap { int($0) } + ascii("t")
        let hooks = ascii("ccollections\nOrderedDict\n)R")
        return ascii("ctorch._utils\n_rebuild_tensor_v2\n")
            + tuple(storage, int(offset), sizes, strides, [0x89], hooks) + ascii("R")
    }

    /// What reading this pickle gives, its storages being int64s.
    static func read(
        _ body: [UInt8], storages: [String: [Int]] = [:], budget: Int = 1 << 20
    ) throws(TorchFileError.Reason) -> TorchValue {
        try PickleReader.read(pickle(body), budget: budget) { key throws(TorchFileError.Reason) in
            guard let values = storages[key] else { throw .missingEntry("data/\(key)") }
            return values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        }
    }
}
