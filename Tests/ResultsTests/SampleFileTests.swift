import BubbleDiagrams
import Files
import Foundation
import Results
import Sampling
import TestSupport
import Testing
import TorchFiles

@Suite struct SampleFileTests {
    @Test func writtenAndReadAgain() throws {
        var samples = sampleFile()
        samples.provenance = ["version": .string("1"), "list": .array([.int(1), .null, .float(2), .bool(true)])]
        samples.config.json["unknown"] = .string("kept")
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("m_samples.pt")
            try samples.write(to: url)
            #expect(try SampleFile(contentsOf: url) == samples)
        }
    }

    /// There is nothing to evaluate in it.
    @Test func noRowsAtAll() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("m_samples.pt")
            try sampleFile(count: 0).write(to: url)
            let error = #expect(throws: SampleFileError.self) { try SampleFile(contentsOf: url) }
            #expect(error?.reason == .tooFew("samples a seed", 0))
        }
    }

    @Test func contentApartFromTimes() {
        var first = sampleFile()
        first.provenance = ["created": .string("now"), "version": .string("1")]
        var second = first
        second.provenance?["created"] = .string("later")
        #expect(first.hasSameContent(as: second))
        second.provenance?["version"] = .string("2")
        #expect(!first.hasSameContent(as: second))
        second = first
        second.config.json["top_p"] = .float(0.5)
        #expect(!first.hasSameContent(as: second))
    }

    @Test func typedConfig() {
        let config = sampleFile().config
        #expect(config.seeds == [42, 7])
        #expect(config.temperature == 0 && config.topP == nil && config.isV2 == false)
        #expect(config.remaskingEnabled == false && config.remaskingStrategy == nil)
        #expect(config.json["temperature"] == .float(0))
        #expect(config.json.keys.last == "is_v2")
    }

    /// What a good file holds, with one part changed.
    private static func content(_ change: (inout TorchDictionary) -> Void) throws -> TorchValue {
        let file = sampleFile()
        let bytes = try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("m_samples.pt")
            try file.write(to: url)
            return try WholeFile.read(url)
        }
        var dictionary = try TorchFile.read(bytes, from: URL(fileURLWithPath: "m")).dictionaryValue ?? TorchDictionary()
        change(&dictionary)
        return .dictionary(dictionary)
    }

    private func expectRefused(_ value: TorchValue, _ clause: String) throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("m_samples.pt")
            try TorchFile.write(value, to: url)
            let error = #expect(throws: SampleFileError.self) { try SampleFile(contentsOf: url) }
            let line = error?.description ?? ""
            #expect(line.contains(clause) && line.contains("m_samples.pt") && !line.contains("\n"), "\(line)")
        }
    }

    @Test(
        arguments: [
            ("format_version", .int(2), "format_version 2"), ("format_version", nil, "lacks format_version"),
            ("method", .string("../x"), "a file name"), ("method", .int(1), "int as method"),
            ("n_max", .int(0), "n_max 0"), ("n_max", .int(9_223_372_036_854_775_807), "expected 1 to 64"),
            ("n_max", .int(4), "shape [3, 6], expected [3, 10]"),
            ("num_samples", .int(-1), "-1 samples a seed, expected 1 or more"),
            ("seeds", .list([.int(42)]), "lists seeds [42]"), ("seeds", .list([.string("x")]), "list as seeds"),
            ("config", .list([]), "list as config"), ("per_seed", nil, "is not a samples file"),
            ("per_seed", .list([]), "list as per_seed"), ("per_seed", .dict(["x": .none]), "entry 'x'"),
            ("per_seed", .dict(["42": .none]), "lacks tokens of seed 42"),
            ("per_seed", .dict(["42": .dict(["tokens": .int(1)])]), "int as tokens of seed 42"),
        ] as [(String, TorchValue?, String)])
    func malformed(_ key: String, _ value: TorchValue?, _ clause: String) throws {
        try expectRefused(try Self.content { $0[key] = value }, clause)
    }

    @Test func notADictionary() throws {
        try expectRefused(.list([.int(1)]), "found list")
        try expectRefused(.dict(["model_state_dict": .none]), "found one with model_state_dict")
    }

    private func seed(tokens: Tensor, padMasks: Tensor) throws -> TorchValue {
        let seed: TorchValue = .dict(["tokens": .tensor(tokens), "pad_masks": .tensor(padMasks)])
        return try Self.content { $0["per_seed"] = .dict(["42": seed, "7": seed]) }
    }

    @Test func wrongTensors() throws {
        let tokens = try Tensor(int64s: [Int](repeating: 0, count: 18), shape: [3, 6])
        let masks = try Tensor(bools: [Bool](repeating: true, count: 18), shape: [3, 6])
        let floats = try Tensor(floats: [Float](repeating: 0, count: 18), shape: [3, 6])
        try expectRefused(try seed(tokens: floats, padMasks: masks), "expected integers")
        try expectRefused(try seed(tokens: tokens, padMasks: tokens), "expected truth values")
        let flat = try Tensor(bools: [Bool](repeating: true, count: 18), shape: [18])
        try expectRefused(try seed(tokens: tokens, padMasks: flat), "shape [18], expected [3, 6]")
        var odd = [Bool](repeating: true, count: 18)
        odd[6] = false
        try expectRefused(
            try seed(tokens: tokens, padMasks: try Tensor(bools: odd, shape: [3, 6])), "seed 42, row 1")
    }

    @Test func rowsThatContradictTheFileAreNotWritten() throws {
        var samples = sampleFile()
        samples.numSamples = 5
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("m_samples.pt")
            #expect(throws: SampleFileError.self) { try samples.write(to: url) }
            #expect(!FileManager.default.fileExists(atPath: url.path))
        }
    }

    @Test(.enabled(if: Reference.isPresent)) func goldenSamples() throws {
        let folder = Reference.file("golden/samples/loglinear")
        let samples = try SampleFile(
            contentsOf: folder.appendingPathComponent("random_topp0.9_remdm_cap_eta0.4_samples.pt"))
        #expect(samples.layout == .rplan)
        #expect(samples.perSeed.map(\.seed) == [42, 1337])
        #expect(samples.perSeed.map(\.rows.count) == [150, 150])
        let config = samples.config
        let recipe = try SamplingRecipe(
            checkpoint: "", isV2: config.isV2 ?? true, noise: "loglinear", count: samples.numSamples,
            steps: config.samplingSteps ?? 0, topP: config.topP,
            remasking: Remasking(name: "cap", eta: config.remaskingEta, tSwitch: config.remaskingTSwitch ?? 0),
            rooms: .uniform, layout: .rplan)
        #expect(recipe.method == samples.method)
        #expect(
            SampleConfig(recipe, seeds: samples.perSeed.map(\.seed), checkpoint: "tiny_loglinear.pt") == samples.config)
        #expect(config.checkpoint == "tiny_loglinear.pt")
        let result = try ResultFile(contentsOf: folder.appendingPathComponent("\(samples.method).json"))
        #expect(result.config == config)
    }
}
