import BubbleDiagrams
import Files
import Foundation
import TestSupport
import Testing
import TorchFiles

@testable import Datasets

@Suite struct DatasetTests {
    typealias Matrix = MATBytes.Matrix

    /// The message of what loading `bytes` throws; "" where it throws nothing.
    private func message(_ bytes: [UInt8], as name: String = "data.mat", maxRooms: Int = 8) throws -> String {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent(name)
            try AtomicFile.write(bytes, to: url)
            do {
                _ = try Dataset.load(url, maxRooms: maxRooms)
                return ""
            } catch {
                return "\(error)".replacingOccurrences(of: url.relativePath, with: name)
            }
        }
    }

    private static let good: (Matrix, Matrix) = (.bytesSaved(1, 2, [0, 1]), .doubles(1, 3, [0, 1, 2]))

    @Test func plansWithoutRoomsAndLargerOnesAreSkipped() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("plans")
            let empty = Matrix(dimensions: [0, 0], data: [])
            let large: (Matrix, Matrix) = (.bytesSaved(1, 3, [0, 1, 99]), .doubles(1, 3, [0, 1, 99]))
            try AtomicFile.write(MATBytes.file([Self.good, (empty, empty), large, Self.good, Self.good]), to: url)
            let dataset = try Dataset.load(url, maxRooms: 2)
            #expect(dataset.diagrams.count == 3)
            #expect(dataset.skipped == 2)
            #expect(dataset.layout == TokenLayout(maxRooms: 2))
            #expect(dataset.roomCountDistribution == [0, 1])
            #expect(dataset.sha256 == (try SHA256.ofFile(url)))
        }
    }

    @Test func oneLineForABadPlan() throws {
        let room: (Matrix, Matrix) = (.bytesSaved(1, 2, [0, 25]), Self.good.1)
        #expect(
            try message(MATBytes.file([Self.good, room]))
                == "data.mat, plan 2: room type 25 is out of range, expected 0 to 12")
        let relation: (Matrix, Matrix) = (Self.good.0, .doubles(1, 3, [0, 1, 10]))
        #expect(
            try message(MATBytes.file([relation])) == "data.mat, plan 1: relation 10 is out of range, expected 0 to 9")
        let edge: (Matrix, Matrix) = (Self.good.0, .doubles(1, 3, [0, 2, 1]))
        #expect(
            try message(MATBytes.file([edge]))
                == "data.mat, plan 1: an edge ends at room 2, but the plan has rooms 0 to 1")
    }

    @Test func oneLineForABadFile() throws {
        #expect(try message([1, 2, 3]) == "data.mat is neither a MATLAB file nor one of PyTorch's")
        #expect(try message(MATBytes.header) == "data.mat has no variable data")
        #expect(try message(MATBytes.file([Self.good])) == "data.mat has 1 plans of 1 to 8 rooms, too few to split")
        #expect(try message([], maxRooms: 1) == "data.mat cannot be read for 1 rooms: expected 2 to 64")
        #expect(try message([1, 2, 3], as: "cache.pt").hasPrefix("cache.pt is not a PyTorch file"))
        let dictionary = try TorchFile.bytes(of: .dict(["method": .string("llada")]))
        #expect(
            try message(dictionary, as: "samples.pt")
                == "samples.pt is a PyTorch file, but not a dataset: it holds a dict, expected a list of plans")
    }

    @Test(arguments: [
        (TorchValue.int(1), "node_types is missing or malformed"),
        (.dict(["node_types": .list([.int(1)])]), "edge_triples is missing or malformed"),
        (.dict(["node_types": .list([.float(1)]), "edge_triples": .list([])]), "node_types is missing or malformed"),
        (
            .dict(["node_types": .list([.int(1)]), "edge_triples": .list([.tuple([.int(1)])])]),
            "edge_triples is missing or malformed"
        ),
        (
            .dict(["node_types": .list([.int(1)]), "edge_triples": .list([]), "num_rooms": .int(2)]),
            "num_rooms is 2, but node_types has 1"
        ),
    ])
    func oneLineForABadCacheEntry(entry: TorchValue, clause: String) throws {
        #expect(try message(try TorchFile.bytes(of: .list([entry])), as: "cache.pt") == "cache.pt, plan 1: \(clause)")
    }

    @Test func theCacheHoldsTheSamePlans() throws {
        try withTemporaryFolder { folder in
            let mat = folder.appendingPathComponent("data.mat")
            let other: (Matrix, Matrix) = (.bytesSaved(1, 1, [12]), Matrix(dimensions: [0, 3], data: []))
            try AtomicFile.write(MATBytes.file([Self.good, other, Self.good], compress: true), to: mat)
            let dataset = try Dataset.load(mat)
            let cache = folder.appendingPathComponent("cache")
            try dataset.saveCache(to: cache)
            let again = try Dataset.load(cache)
            #expect(again.diagrams == dataset.diagrams)
            #expect(again.diagrams[1] == Diagram(rooms: [.wallIn], edges: []))
            #expect(again.sha256 != dataset.sha256)
        }
    }

    /// Whenever reading asks whether to go on, it can be stopped.
    @Test(arguments: ["data.mat", "plans.pt"]) func readingCanBeStopped(name: String) throws {
        struct Stop: Error {}
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent(name)
            let mat = folder.appendingPathComponent("some.mat")
            let plans = [(Matrix, Matrix)](repeating: Self.good, count: 3000)
            try AtomicFile.write(MATBytes.file(plans, compress: true), to: mat)
            if name == "data.mat" {
                try AtomicFile.write(MATBytes.file(plans, compress: true), to: url)
            } else {
                try Dataset.load(mat).saveCache(to: url)
            }
            var asked = 0
            _ = try Dataset.load(url) { asked += 1 }
            #expect(asked >= 4)
            for stop in 1...asked {
                var left = stop
                #expect(throws: Stop.self) {
                    try Dataset.load(url) {
                        left -= 1
                        if left == 0 { throw Stop() }
                    }
                }
            }
        }
    }

    // MARK: Split

    @Test(arguments: [0, 1, 2, 9, 10, 99, 80_788]) func theSplitHoldsEveryPlanOnce(count: Int) {
        let split = DatasetSplit(count: count)
        #expect(Set(split.train + split.validation + split.test) == Set(0..<count))
        #expect(split.train.count + split.validation.count + split.test.count == count)
        #expect(split.train.count == Int(0.8 * Double(count)))
    }

    // torch.randperm(10, generator=torch.Generator().manual_seed(42)), torch 2.13
    @Test func theSplitIsTorchs() {
        let split = DatasetSplit(count: 10)
        #expect(split.train == [2, 6, 1, 8, 4, 5, 0, 9])
        #expect(split.validation == [3])
        #expect(split.test == [7])
    }

    // MARK: The reference

    private struct Golden: Decodable {
        let n_train: Int
        let num_rooms_distribution: [Float]
        let first_train_num_rooms: [Int]
        let first_train_tokens: [[Int]]
        let edge_class_weights: [Float]
    }

    @Test(.enabled(if: Reference.isPresent), arguments: [("data", "full", 80_788), ("small", "small", 2500)])
    func agreesWithTheReference(data: String, figures: String, count: Int) throws {
        let golden = try JSONDecoder().decode(
            Golden.self, from: try Data(contentsOf: Reference.file("golden/dataset_\(figures).json")))
        let dataset = try Dataset.load(Reference.file("data/\(data).mat"))
        #expect(dataset.diagrams.count == count)
        #expect(dataset.skipped == 0)
        #expect(dataset.train.count == golden.n_train)
        #expect(dataset.roomCountDistribution == golden.num_rooms_distribution)
        #expect(dataset.edgeClassWeights == golden.edge_class_weights)
        let first = dataset.train.prefix(golden.first_train_num_rooms.count)
        #expect(first.map(\.rooms.count) == golden.first_train_num_rooms)
        let rows = first.prefix(golden.first_train_tokens.count).map { dataset.layout.tokens(of: $0) }
        #expect(rows == golden.first_train_tokens)
    }
}
