import TestSupport

/// Changes to bytes: what a bad disk, a bad editor and a bad person make of a file.
struct Mutator {
    var dice: SplitMix

    mutating func pick<Element>(_ options: [Element]) -> Element? { options.randomElement(using: &dice) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }

    mutating func isLikely(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &dice) < percent }

    /// One to six changes; `pieces` are texts that mean something to who reads it.
    mutating func mutate(_ original: [UInt8], pieces: [[UInt8]] = []) -> [UInt8] {
        var bytes = original
        for _ in 0..<number(1...6) { change(&bytes, pieces) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ pieces: [[UInt8]]) {
        let place = number(0...bytes.count)
        let length = min(bytes.count - place, isLikely(80) ? number(1...8) : number(1...400))
        switch number(0...8) {
        case 0: bytes.removeSubrange(place..<place + length)
        case 1 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: number(0...255))
        case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8(number(0...7))
        case 3: bytes.insert(contentsOf: pick(pieces) ?? [UInt8](repeating: 0xFF, count: number(1...9)), at: place)
        case 4:
            // A count or an offset that is out of all proportion.
            let values: [UInt64] = [0, 1, 0x7F, 0xFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 1 << 62, .max, .max / 8 + 1]
            let value = pick(values) ?? 0
            let width = pick([1, 2, 4, 8]) ?? 4
            for index in 0..<width where place + index < bytes.count {
                bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
            }
        case 5:
            let from = number(0...bytes.count)
            bytes.insert(contentsOf: Array(bytes[min(from, place)..<max(from, place)].prefix(200)), at: place)
        case 6 where isLikely(20): bytes.removeSubrange(place...)
        case 7 where length > 0:
            let other = number(0...bytes.count - length)
            for index in 0..<length { bytes.swapAt(place + index, other + index) }
        default: digits(&bytes)
        }
    }

    /// Another number in place of one that is written out.
    private mutating func digits(_ bytes: inout [UInt8]) {
        let isDigit: (UInt8) -> Bool = { (48...57).contains($0) }
        let starts = bytes.indices.filter { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) }
        guard let start = pick(starts) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        let values = [
            "0", "1", "-1", "7", "64", "65", "10001", "4294967297", "9223372036854775807", "-9223372036854775808",
            "99999999999999999999", "0.5", "1e308", "1e999", "NaN", "-0.0",
        ]
        bytes.replaceSubrange(start..<end, with: Array((pick(values) ?? "0").utf8))
    }
}

/// The files of a zip archive whose contents are stored as they are, as PyTorch writes them.
enum StoredZip {
    static func files(_ bytes: [UInt8]) -> [(name: String, data: [UInt8])] {
        func number(_ offset: Int, _ width: Int) -> Int {
            (0..<width).reduce(0) { $0 | (offset + $1 < bytes.count ? Int(bytes[offset + $1]) << (8 * $1) : 0) }
        }
        guard let end = bytes.indices.reversed().first(where: { number($0, 4) == 0x0605_4B50 }) else { return [] }
        var files: [(String, [UInt8])] = []
        var entry = number(end + 16, 4)
        for _ in 0..<number(end + 10, 2) where number(entry, 4) == 0x0201_4B50 {
            let (size, nameLength, local) = (number(entry + 24, 4), number(entry + 28, 2), number(entry + 42, 4))
            let data = local + 30 + number(local + 26, 2) + number(local + 28, 2)
            let name = String(decoding: bytes[entry + 46..<entry + 46 + nameLength], as: UTF8.self)
            files.append((name, Array(bytes[data..<data + size])))
            entry += 46 + nameLength + number(entry + 30, 2) + number(entry + 32, 2)
        }
        return files
    }

    /// An archive with right sums, so that what is wrong within gets to its reader.
    static func bytes(_ files: [(name: String, data: [UInt8])]) -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        /// Numbers with their widths.
        func little(_ fields: [(Int, Int)]) -> [UInt8] {
            fields.flatMap { value, width in (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        }
        for (name, data) in files {
            let name = Array(name.utf8)
            let sizes = (Int(checksum(data)), data.count, name.count)
            let common = little([
                (0, 2), (0, 2), (0, 2), (0x21, 2), (sizes.0, 4), (sizes.1, 4), (sizes.1, 4), (sizes.2, 2), (0, 2),
            ])
            directory += little([(0x0201_4B50, 4), (20, 2), (20, 2)])
            directory += common
            directory += little([(0, 2), (0, 2), (0, 2), (0, 4), (body.count, 4)])
            directory += name
            body += little([(0x0403_4B50, 4), (20, 2)])
            body += common
            body += name
            body += data
        }
        let end = little([
            (0x0605_4B50, 4), (0, 4), (files.count, 2), (files.count, 2), (directory.count, 4), (body.count, 4), (0, 2),
        ])
        return body + directory + end
    }
}
