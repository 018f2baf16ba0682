import Files
import Foundation
import TestSupport
import Testing

@testable import Datasets

/// MATLAB 7.3's files, as `Tests/Golden/mat73/make.py` has written them with h5py.
@Suite struct HDF5FileTests {
    private func records(_ url: URL) throws -> [[MATMatrix]] {
        var records: [[MATMatrix]] = []
        try HDF5File(try RandomAccessFile(url)) {}.forEachRecord(of: "data", fields: ["rType", "rEdge"]) {
            records.append($0)
        }
        return records
    }

    private func records(_ bytes: [UInt8]) throws -> [[MATMatrix]] {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("x.mat")
            try Data(bytes).write(to: url)
            return try records(url)
        }
    }

    private func problem(_ name: String) -> MATProblem? {
        do {
            _ = try records(Golden.file("mat73/\(name).mat"))
            return nil
        } catch {
            return error as? MATProblem
        }
    }

    /// Small ones, values and references deflated, and without MATLAB's header.
    @Test(arguments: ["plans", "packed", "plain"]) func structArrays(name: String) throws {
        let dataset = try Dataset.load(Golden.file("mat73/\(name).mat"))
        #expect(dataset.skipped == 0)
        #expect(
            dataset.diagrams.map { $0.rooms.map(\.rawValue) } == [
                [0, 2, 3, 1], [0, 1], [0], [0, 2, 1], [0, 7, 3, 2, 9],
            ])
        let edges = dataset.diagrams.map { diagram in
            diagram.edges.map { [$0.first, $0.second, $0.relation.rawValue] }
        }
        #expect(
            edges == [
                [[0, 1, 7], [0, 3, 2], [1, 2, 3]], [[0, 1, 2]], [], [[0, 1, 3], [0, 2, 8]],
                [[0, 1, 7], [0, 2, 7], [1, 4, 0], [3, 4, 3]],
            ])
    }

    @Test func aSingleStruct() throws {
        let record = try records(Golden.file("mat73/single.mat"))
        #expect(
            record == [
                [
                    MATMatrix(rows: 1, columns: 3, values: [0, 2, 3]),
                    MATMatrix(rows: 2, columns: 3, values: [0, 1, 1, 2, 7, 3]),
                ]
            ])
    }

    @Test(
        arguments: [
            ("other-variables", .noVariable("data", others: ["plans", "version"])),
            ("converted", .noField("rEdge", in: "data", others: ["edge", "rType"])),
            ("number", .notStruct("data")),
            ("text", .notNumbers("rType", record: 1)),
            // packed.mat with two bytes changed: an attribute whose number is of no machine's type.
            ("odd-numbers", .damaged),
            // References to what refers to them.
            ("cyclic", .notNumbers("rType", record: 2)),
            ("null", .damaged), ("uneven", .damaged),
            // Never followed.
            ("external-link", .elsewhere), ("external-data", .elsewhere), ("virtual", .elsewhere),
            // Sizes that are claimed, and a chunk that unpacks to more than it should.
            ("huge-arrays", .damaged), ("bomb", .damaged),
            ("packed-otherwise", .filter(32000)), ("checksummed", .filter(3)),
        ] as [(String, MATProblem)])
    func refused(name: String, expected: MATProblem) {
        #expect(problem(name) == expected)
    }

    @Test func hugeMatricesAreCountedAlone() throws {
        let record = try #require(try records(Golden.file("mat73/huge-numbers.mat")).first)
        #expect(record[0].count == 1 << 40 && record[0].values.isEmpty)
    }

    /// Four million references to one plan, packed into a hundred kilobytes.
    @Test func aFloodOfPlansIsRefused() {
        let error = #expect(throws: DatasetError.self) { try Dataset.load(Golden.file("mat73/flood.mat")) }
        #expect(error?.description.hasSuffix("of plans, too much for a file of its size") == true)
    }

    @Test func everyCutIsRefused() throws {
        let bytes = try WholeFile.read(Golden.file("mat73/plans.mat"))
        for count in stride(from: 0, to: bytes.count, by: 37) {
            #expect(throws: MATProblem.self, "cut at \(count)") { try records(Array(bytes[..<count])) }
        }
    }

    @Test(arguments: ["plans", "packed", "plain", "single"]) func damagedFilesNeverCrash(name: String) throws {
        let bytes = try WholeFile.read(Golden.file("mat73/\(name).mat"))
        let places = bytes.indices.filter { bytes[$0] != 0 }
        for _ in 0..<1000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3) {
                let place = Bool.random() ? places.randomElement() : bytes.indices.randomElement()
                if let place { damaged[place] = Bool.random() ? UInt8.random(in: 0...255) : damaged[place] ^ 1 << 7 }
            }
            _ = try? records(damaged)
        }
    }
}
