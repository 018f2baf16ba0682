import Files

/// PyTorch's format before 1.6 (`_use_new_zipfile_serialization=False`): the pickles of a magic number, a version, the
/// machine's sizes, the value and a list of storage keys, one after the other; then, in the list's order, the storages,
/// each behind its number of elements in 8 bytes.
enum LegacyTorchFile {
    typealias Reason = TorchFileError.Reason

    /// 0x1950a86a20f9469cfc6c as a pickle.
    private static let magic: [UInt8] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

    static func isOne(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 15 && bytes[0] == 0x80 && bytes[4..<14].elementsEqual(magic)
    }

    static func value(of bytes: [UInt8], budget: Int) throws(Reason) -> TorchValue {
        var offset = 15
        func next() throws(Reason) -> TorchValue {
            try PickleReader.read(bytes, from: &offset, budget: 0) { _, _, _ throws(Reason) in nil }
        }
        _ = try next()
        let system = try next()
        if system["little_endian"] == .bool(false) { throw .bigEndian("big") }
        // Where the storages begin is known only behind the value that is made of them: it is read twice.
        let start = offset
        let sizes = Sizes()
        _ = try PickleReader.read(bytes, from: &offset, budget: 0) { key, size, _ throws(Reason) in
            sizes.of[ExactString(key)] = size
            return nil
        }
        guard let keys = try next().elements else { throw .malformed("no list of storages", at: offset) }
        var places: [ExactString: Range<Int>] = [:]
        for key in keys {
            guard let key = key.stringValue else { throw .malformed("a storage without a key", at: offset) }
            guard offset + 8 <= bytes.count else { throw .cutOff }
            let count = bytes[offset..<offset + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            offset += 8
            guard let size = sizes.of[ExactString(key)] else {
                throw .malformed("a storage of unknown type", at: offset)
            }
            guard count <= UInt64(bytes.count - offset) / UInt64(size) else { throw .cutOff }
            places[ExactString(key)] = offset..<offset + Int(count) * size
            offset += Int(count) * size
        }
        var again = start
        let storages = Storages()
        return try PickleReader.read(bytes, from: &again, budget: budget) { [places] key, _, isNumbers throws(Reason) in
            guard isNumbers else { return nil }
            if let known = storages.read[ExactString(key)] { return known }
            guard let place = places[ExactString(key)] else { throw .missingEntry(key.printable) }
            let storage = Array(bytes[place])
            storages.read[ExactString(key)] = storage
            return storage
        }
    }

    private final class Sizes { var of: [ExactString: Int] = [:] }
    private final class Storages { var read: [ExactString: [UInt8]] = [:] }
}
