import Checkpoints
import Foundation
import Language
import Results
import Sampling
import TestSupport
import Testing

@testable import Runtime

/// The rules of `sample`, without sampling.
@Suite struct SamplingRequestTests {
    typealias Given = [String: Value]

    private static let defaults: Given = [
        "n": .int(1000), "steps": .int(100), "batch": .int(64), "seeds": .list([.int(42), .int(123)]),
        "unmask": .symbol("random"), "top_p": .none, "temperature": .float(0), "remask": .symbol("none"), "eta": .none,
        "t_switch": .float(1), "rooms": .int(6), "allow_noise_mismatch": .bool(false),
    ]

    private struct Arguments: ArgumentValues {
        let given: Given
        let signature = SampleCommand().signature

        func value(_ name: String) -> Value? { given[name] ?? defaults[name] }
        func type(_ name: String) -> ValueType? { value(name)?.type }
        func isGiven(_ name: String) -> Bool { given[name] != nil }
        func isAbsent(_ name: String) -> Bool { value(name) == nil }
    }

    private func request(
        _ given: Given = [:], of name: String = "loglinear", distribution: [Float]? = nil
    ) throws -> (SamplingRequest, CheckpointObject) {
        let checkpoint = CheckpointObject(
            checkpoint: try Checkpoint(contentsOf: Golden.file("checkpoints/tiny_\(name).pt")))
        return (
            try SamplingRequest(Arguments(given: given), checkpoint: checkpoint, distribution: distribution), checkpoint
        )
    }

    private func config(_ request: SamplingRequest) -> SampleConfig {
        SampleConfig(request.recipe, seeds: request.seeds, checkpoint: "tiny_loglinear.pt")
    }

    @Test func theDefaults() throws {
        let request = try request().0
        #expect(request.warnings.isEmpty)
        #expect(request.recipe.noise == "loglinear")
        #expect(request.recipe.method == "random_argmax_no_remask")
        let config = config(request)
        #expect(config.seeds == [42, 123])
        #expect(config.remaskingEnabled == false)
        for key in ["remasking_strategy", "remasking_eta", "remasking_t_switch", "top_p"] {
            #expect(config.json[key] == .null)
        }
    }

    static let methods: [(Given, String)] = [
        (["unmask": .symbol("llada"), "top_p": .float(0.9)], "llada_topp0.9_no_remask"),
        (["top_p": .float(1)], "random_argmax_no_remask"),
        (["temperature": .float(0.7)], "random_temp0.7_no_remask"),
        (["remask": .symbol("cap"), "eta": .int(1)], "random_argmax_remdm_cap_eta1.0"),
        (["remask": .symbol("rescale"), "eta": .float(0.3)], "random_argmax_remdm_rescale_eta0.3"),
        (["remask": .symbol("confidence"), "t_switch": .float(0.5)], "random_argmax_remdm_confidence_tsw0.5"),
    ]

    @Test(arguments: methods) func methodNames(given: Given, method: String) throws {
        #expect(try request(given).0.recipe.method == method)
        #expect(try request(given, of: "learned").0.recipe.method == "v2_" + method)
    }

    @Test func confidenceRecordsAnEtaOfZero() throws {
        let request = try request(["remask": .symbol("confidence"), "eta": .float(0.4)]).0
        #expect(request.warnings.map(\.message) == ["eta is ignored: remask=confidence has no use for it"])
        #expect(config(request).remaskingEta == 0)
        #expect(config(request).remaskingTSwitch == 1)
    }

    static let warned: [(Given, String)] = [
        (["eta": .float(0.4)], "eta is ignored"),
        (["t_switch": .float(0.4)], "t_switch is ignored"),
        (["top_p": .float(0.9), "temperature": .float(1)], "temperature is ignored: top_p=0.9 decides"),
        (
            ["seeds": .list([.int(1), .int(4_294_967_297), .int(2)])],
            "seeds 1, 4294967297 give the same samples"
        ),
        (["remask": .symbol("cap"), "eta": .int(0)], "remask=cap does nothing with eta=0"),
        (
            ["noise": .symbol("linear"), "allow_noise_mismatch": .bool(true)],
            "sampling a checkpoint trained with loglinear under the linear schedule"
        ),
    ]

    @Test(arguments: warned) func warnings(given: Given, warning: String) throws {
        let found = try request(given).0.warnings
        #expect(found.count == 1)
        #expect(found.first?.isError == false)
        #expect(found.first?.message.hasPrefix(warning) == true)
    }

    static let wrong: [(Given, String)] = [
        (["n": .int(0)], "n"), (["n": .int(10_000_001)], "n"),
        (["steps": .int(0)], "steps"), (["steps": .int(10_001)], "steps"),
        (["batch": .int(0)], "batch"), (["batch": .int(10_001)], "batch"),
        (["seeds": .list([])], "seeds"), (["seeds": .list([.int(1), .int(1)])], "seeds"),
        (["seeds": .range(0..<Int.max)], "seeds"), (["seeds": .range(0..<0)], "seeds"),
        (["seeds": .range(0..<10_000), "n": .int(1_001)], "n"),
        (["top_p": .float(0)], "top_p"), (["top_p": .float(.nan)], "top_p"), (["top_p": .float(90)], "top_p"),
        (["temperature": .float(-1)], "temperature"), (["temperature": .float(.infinity)], "temperature"),
        (["temperature": .float(.nan)], "temperature"),
        (["rooms": .int(0)], "rooms"), (["rooms": .int(9)], "rooms"),
        (["remask": .symbol("cap")], "remask"), (["remask": .symbol("rescale")], "remask"),
        (["remask": .symbol("cap"), "eta": .float(1.1)], "eta"),
        (["remask": .symbol("cap"), "eta": .float(.nan)], "eta"),
        (["t_switch": .float(1.1)], "t_switch"), (["t_switch": .float(-0.1)], "t_switch"),
        (["noise": .symbol("linear")], "noise"), (["noise": .symbol("learned")], "noise"),
    ]

    @Test(arguments: wrong) func mistakes(given: Given, about: String) throws {
        let failure = #expect(throws: CommandFailure.self) { try request(given) }
        #expect(failure?.isMistake == true)
        #expect(failure?.parameter == about)
        #expect(failure?.message.contains("\n") == false)
    }

    /// Written differently, but the same samples: one recipe, one key.
    static let same: [(Given, Given)] = [
        (["top_p": .float(1)], ["top_p": .none]), (["top_p": .int(1)], [:]),
        (["top_p": .float(0.8), "temperature": .float(0.5)], ["top_p": .float(0.8)]),
        (["remask": .symbol("cap"), "eta": .int(0)], [:]),
        (["remask": .symbol("rescale"), "eta": .float(0.5), "t_switch": .int(0)], [:]),
        (["remask": .symbol("confidence"), "t_switch": .int(0)], [:]),
        (["remask": .symbol("confidence"), "eta": .float(0.4)], ["remask": .symbol("confidence")]),
        (["noise": .symbol("loglinear")], [:]), (["temperature": .float(-0.0)], [:]),
        (["remask": .symbol("cap"), "eta": .int(1)], ["remask": .symbol("cap"), "eta": .float(1)]),
    ]

    @Test(arguments: same) func spellingsOfOneSampling(one: Given, other: Given) throws {
        let (one, other) = (try request(one).0.recipe, try request(other).0.recipe)
        #expect(one == other)
        #expect(
            CachedSeedKey(one, seed: 1, layout: .rplan).digest == CachedSeedKey(other, seed: 1, layout: .rplan).digest)
    }

    /// What a file records of a recipe gives the recipe again.
    @Test(
        arguments: methods.map(\.0) + [["rooms": .symbol("uniform"), "batch": .int(3), "noise": .symbol("loglinear")]])
    func recordsAreReadBack(given: Given) throws {
        let (request, checkpoint) = try request(given)
        var provenance = request.recipe.provenance
        provenance["checkpoint"] = .object(["sha256": .string(checkpoint.checkpoint.sha256)])
        let layout = checkpoint.checkpoint.header.denoiser.layout
        let read = try SamplingRecipe(of: config(request), provenance: provenance, count: 1000, layout: layout)
        #expect(read == request.recipe)
        #expect(try SamplingRecipe(record: request.recipe.fields, isV2: false, layout: layout) == request.recipe)
    }

    @Test func recordsOfOptionsThatAreNotKnownAreRefused() throws {
        var fields = try request().0.recipe.fields
        fields["top_k"] = .int(5)
        let error = #expect(throws: SamplingRecipeError.self) {
            try SamplingRecipe(record: fields, isV2: false, layout: .rplan)
        }
        #expect(error?.description == "top_k is not an option of sampling")
        fields["top_k"] = nil
        fields["steps"] = nil
        let missing = #expect(throws: SamplingRecipeError.self) {
            try SamplingRecipe(record: fields, isV2: false, layout: .rplan)
        }
        #expect(missing?.description == "steps is missing, expected a whole number")
    }

    @Test func seedsMayBeARangeOrOne() throws {
        #expect(try request(["seeds": .range(3..<6)]).0.seeds == [3, 4, 5])
        #expect(try request(["seeds": .int(-7)]).0.seeds == [-7])
    }

    @Test func roomCountsComeFromTheDataset() throws {
        let even = [Float](repeating: 0.125, count: 8)
        #expect(try request(["rooms": .none], distribution: even).0.recipe.rooms == .distribution(even))
        #expect(try request(["rooms": .symbol("uniform")], distribution: even).0.recipe.rooms == .uniform)
        #expect(try request(["rooms": .int(3)], distribution: even).0.recipe.rooms == .fixed(3))
        #expect(throws: CommandFailure.self) { try request(["rooms": .none]) }
        #expect(throws: CommandFailure.self) { try request(["rooms": .none], distribution: [1, 0]) }
    }

    @Test func aV2CheckpointIsFiledAsAsked() throws {
        let (own, _) = try request(of: "learned")
        #expect(own.recipe.noise == "learned" && own.warnings.isEmpty)
        let (filed, _) = try request(["noise": .symbol("loglinear")], of: "learned")
        #expect(filed.recipe.noise == "loglinear")
        #expect(filed.warnings.count == 1)
        guard case .learned = filed.noise else {
            Issue.record("a v2 checkpoint keeps its own rates")
            return
        }
    }
}
