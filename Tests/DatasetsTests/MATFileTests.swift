import Files
import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite struct MATFileTests {
    typealias Matrix = MATBytes.Matrix

    private func records(_ bytes: [UInt8]) throws -> [[MATMatrix]] {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("x.mat")
            try Data(bytes).write(to: url)
            var records: [[MATMatrix]] = []
            try MATFile(try RandomAccessFile(url)) {}.forEachRecord(of: "data", fields: ["rType", "rEdge"]) {
                records.append($0)
            }
            return records
        }
    }

    private func problem(_ bytes: [UInt8]) -> MATProblem? {
        do {
            _ = try records(bytes)
            return nil
        } catch {
            return error as? MATProblem
        }
    }

    private static let plans: [(Matrix, Matrix)] = [
        (.bytesSaved(2, 1, [0, 2]), .doubles(1, 3, [0, 1, 4])),
        (.doubles(1, 1, [3]), Matrix(dimensions: [0, 0], data: [])),
    ]

    @Test(arguments: [false, true]) func readsRecords(compress: Bool) throws {
        let records = try records(MATBytes.file(Self.plans, compress: compress))
        #expect(records.count == 2)
        #expect(records[0][0] == MATMatrix(rows: 2, columns: 1, values: [0, 2]))
        #expect(records[0][1] == MATMatrix(rows: 1, columns: 3, values: [0, 1, 4]))
        #expect(records[1][0].values == [3])
        #expect(records[1][1] == .empty)
    }

    @Test(arguments: [
        (UInt32(1), UInt8(8), MATBytes.bytes(Int8(-2))), (2, 9, [254]), (3, 10, MATBytes.bytes(Int16(-2))),
        (4, 11, MATBytes.bytes(UInt16(254))), (5, 12, MATBytes.bytes(Int32(-2))), (6, 13, MATBytes.bytes(UInt32(254))),
        (7, 7, MATBytes.bytes(Float(-2).bitPattern)), (9, 6, MATBytes.bytes(Double(-2).bitPattern)),
        (12, 14, MATBytes.bytes(Int64(-2))), (13, 15, MATBytes.bytes(UInt64(254))), (3, 6, MATBytes.bytes(Int16(-2))),
    ])
    func everyKindOfNumber(kind: UInt32, type: UInt8, data: [UInt8]) throws {
        let matrix = Matrix(type: type, dimensions: [1, 1], kind: kind, data: data)
        let value = try records(MATBytes.file([(matrix, matrix)]))[0][0].values
        #expect(value == [-2] || value == [254])
    }

    @Test func aFieldWithoutBytesIsEmpty() throws {
        let variable = MATBytes.structure(
            "data", fields: ["rEdge", "rType"], records: [[MATBytes.element(14, []), MATBytes.matrix(Self.plans[0].0)]])
        let record = try records(MATBytes.header + variable)[0]
        #expect(record[0].values == [0, 2])
        #expect(record[1] == .empty)
    }

    @Test func otherVariablesArePassedOver() throws {
        let other = MATBytes.matrix(.doubles(1, 1, [1]), name: "version")
        let file = MATBytes.file(Self.plans)
        let bytes = MATBytes.header + other + MATBytes.compressed(other) + file[128...]
        #expect(try records(bytes).count == 2)
    }

    // MARK: Bad files

    @Test func otherFormats() {
        #expect(problem([]) == .notMAT)
        #expect(problem(Array("a,b,c".utf8)) == .notMAT)
        var bytes = MATBytes.file(Self.plans)
        #expect(problem(Array(bytes[..<100])) == .cutShort)
        bytes[125] = 3
        #expect(problem(bytes) == .notMAT)
        bytes[125] = 1
        bytes.swapAt(126, 127)
        #expect(problem(bytes) == .bigEndian)
    }

    @Test func missingParts() {
        let number = MATBytes.matrix(.doubles(1, 1, [1]), name: "data")
        #expect(problem(MATBytes.header) == .noVariable("data", others: []))
        #expect(problem(MATBytes.header + number) == .notStruct("data"))
        let other = MATBytes.matrix(.doubles(1, 1, [1]), name: "plans")
        #expect(problem(MATBytes.header + other) == .noVariable("data", others: ["plans"]))
        let fields = MATBytes.structure("data", fields: ["rType"], records: [])
        #expect(problem(MATBytes.header + fields) == .noField("rEdge", in: "data", others: ["rType"]))
    }

    @Test func matricesOfSomethingElse() {
        for type: UInt8 in [1, 2, 4] {
            let text = Matrix(type: type, dimensions: [1, 1], kind: 2, data: [65])
            #expect(problem(MATBytes.file([Self.plans[0], (text, text)])) == .notNumbers("rType", record: 2))
        }
        let complex = Matrix(flags: 8, dimensions: [1, 1], kind: 2, data: [1])
        #expect(problem(MATBytes.file([(complex, complex)])) == .notNumbers("rType", record: 1))
        let short = Matrix(dimensions: [1, 9], kind: 2, data: [1])
        #expect(problem(MATBytes.file([(short, short)])) == .damaged)
        let negative = Matrix(dimensions: [-1, -1], kind: 2, data: [1])
        #expect(problem(MATBytes.file([(negative, negative)])) == .damaged)
        let huge = Matrix(dimensions: [.max, .max, .max, .max], kind: 2, data: [1])
        #expect(problem(MATBytes.file([(huge, huge)])) == .damaged)
    }

    @Test func aCountThatLies() {
        let variable = MATBytes.structure("data", fields: ["rType", "rEdge"], records: [], count: .max)
        #expect(problem(MATBytes.header + variable) == .cutShort)
    }

    @Test(arguments: [false, true]) func everyCutIsRefused(compress: Bool) {
        let bytes = MATBytes.file(Self.plans, compress: compress)
        // The last bytes only fill up, or are the stream's checksum.
        for count in 0..<(bytes.count - 8) { #expect(problem(Array(bytes[..<count])) != nil, "cut at \(count)") }
    }

    @Test(arguments: [false, true]) func damagedFilesNeverCrash(compress: Bool) {
        let bytes = MATBytes.file(Self.plans, compress: compress)
        for _ in 0..<5000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3) {
                damaged[Int.random(in: 110..<damaged.count)] = UInt8.random(in: 0...255)
            }
            _ = problem(damaged)
        }
    }

    @Test func aSizeThatLiesCostsNoMemory() {
        // A stream of eight bytes that claims a matrix of nearly 1 GiB, and one of nearly 4 GiB.
        for size in [UInt32(0x3fff_0000), 0xffff_fff0] {
            let tag = MATBytes.bytes(UInt32(14)) + MATBytes.bytes(size)
            #expect(problem(MATBytes.header + MATBytes.compressed(tag)) == .cutShort)
        }
    }

    /// Of a matrix that no plan has, only the size is taken.
    @Test func largeMatricesAreCountedAlone() throws {
        let large = Matrix.bytesSaved(1, 1 << 20, [UInt8](repeating: 0, count: 1 << 20))
        for compress in [false, true] {
            let record = try records(MATBytes.file([(large, Self.plans[0].1)], compress: compress))[0]
            #expect(record[0].count == 1 << 20 && record[0].values.isEmpty)
            #expect(record[1] == MATMatrix(rows: 1, columns: 3, values: [0, 1, 4]))
        }
    }

    /// Of a variable of another name, only the name is read: what follows may be damaged.
    @Test func variablesOfOtherNamesAreNotUnpacked() throws {
        let other = MATBytes.matrix(
            .bytesSaved(1, 1 << 16, (0..<1 << 16).map { UInt8(truncatingIfNeeded: $0) }), name: "x")
        var packed = MATBytes.compressed(other)
        packed[packed.count - 1] ^= 1
        #expect(try records(MATBytes.header + packed + MATBytes.file(Self.plans)[128...]).count == 2)
    }

    /// A checksum stands at the end of what is packed, and is compared even where the last plan ends before.
    @Test func aWrongChecksumIsDamage() {
        var bytes = MATBytes.file(Self.plans, compress: true)
        bytes[bytes.count - 1] ^= 1
        #expect(problem(bytes) == .damaged)
    }

    @Test func whatUnpacksToTooMuchIsRefused() {
        let zeros = Matrix.bytesSaved(1, 250 << 20, [UInt8](repeating: 0, count: 250 << 20))
        let bytes = MATBytes.file([(zeros, Self.plans[0].1)], compress: true)
        #expect(problem(bytes) == .tooLarge(limit: (128 << 20) + 64 * bytes.count))
    }
}
