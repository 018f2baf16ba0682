import BubbleDiagrams
import Checkpoints
import Foundation
import TestSupport
import Testing
import TorchFiles

@testable import Sampling

/// A samples file of the reference with the options recorded in it, and the checkpoint they belong to.
private struct Recorded {
    let url: URL
    let file: TorchValue

    init(_ url: URL) throws {
        self.url = url
        file = try TorchFile.read(url)
    }

    var seeds: [Int] { file["seeds"]?.elements?.compactMap(\.intValue) ?? [] }
    var count: Int { file["num_samples"]?.intValue ?? 0 }

    func rows(seed: Int, layout: TokenLayout) throws -> TokenRows {
        let entry = file["per_seed"]?["\(seed)"]
        return TokenRows(
            layout: layout, tokens: try #require(entry?["tokens"]?.tensorValue).int64s(),
            padMask: try #require(entry?["pad_masks"]?.tensorValue).bools())
    }

    func options(rooms: [Float]) throws -> SamplerOptions {
        let config = try #require(file["config"])
        var remasking: Remasking?
        if config["remasking_enabled"]?.boolValue == true {
            let eta = try #require(config["remasking_eta"]?.doubleValue)
            let tSwitch = try #require(config["remasking_t_switch"]?.doubleValue)
            switch config["remasking_strategy"]?.stringValue {
            case "cap": remasking = Remasking(strategy: .cap(eta: eta), tSwitch: tSwitch)
            case "rescale": remasking = Remasking(strategy: .rescale(eta: eta), tSwitch: tSwitch)
            default: remasking = Remasking(strategy: .confidence, tSwitch: tSwitch)
            }
        }
        return SamplerOptions(
            try SamplingRecipe(
                checkpoint: "", isV2: false, noise: "", count: count,
                steps: try #require(config["sampling_steps"]?.intValue),
                unmasking: try #require(Unmasking(rawValue: config["unmasking_mode"]?.stringValue ?? "")),
                topP: config["top_p"]?.doubleValue, temperature: try #require(config["temperature"]?.doubleValue),
                remasking: remasking, rooms: .distribution(rooms), layout: .rplan))
    }

    var checkpointName: String { file["config"]?["checkpoint"]?.stringValue ?? "" }
}

@Suite struct SamplerTests {
    /// Room counts of the train splits that the golden samples were drawn with (small.mat, data.mat).
    static let smallRooms: [Float] = [
        0, 0, 0, 0.009499999694526196, 0.10350000113248825, 0.3384999930858612, 0.3395000100135803, 0.20900000631809235,
    ]
    static let fullRooms: [Float] = [
        0, 0, 0, 0.003125483635812998, 0.07153025269508362, 0.31072258949279785, 0.3628036379814148, 0.2518180310726166,
    ]

    private static func files(_ folder: URL) -> [URL] {
        let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        return (paths ?? []).filter { $0.pathExtension == "pt" }.sorted { $0.path < $1.path }
    }

    @Test(arguments: MatrixBackend.allCases) func tinySamplesAreTheReferences(backend: MatrixBackend) throws {
        try check(
            Self.files(Golden.file("samples")), rooms: Self.smallRooms, checkpoints: Golden.file("checkpoints"),
            backend)
    }

    @Test(.enabled(if: Reference.isPresent)) func smallSamplesAreTheReferences() throws {
        try check(
            Self.files(Reference.file("golden/small")), rooms: Self.fullRooms,
            checkpoints: Reference.file("checkpoints"), .packed)
    }

    /// Every row the same in all file-seeds but two, 99% of the rows in each, room counts always.
    private func check(_ files: [URL], rooms: [Float], checkpoints: URL, _ backend: MatrixBackend) throws {
        #expect(!files.isEmpty)
        var differing: [String] = []
        for url in files {
            let recorded = try Recorded(url)
            let checkpoint = try Checkpoint(
                contentsOf: checkpoints.appendingPathComponent(recorded.checkpointName))
            let layout = checkpoint.header.denoiser.layout
            let noise: Noise
            if let rates = checkpoint.rates {
                noise = .learned(rates)
            } else {
                noise = .schedule(try #require(checkpoint.header.schedule))
            }
            let sampler = Sampler(
                denoiser: CPUDenoiser(checkpoint.weights, backend: backend), noise: noise,
                options: try recorded.options(rooms: rooms))
            let found = try sampler.sample(seeds: recorded.seeds, count: recorded.count, threads: 2)
            for (seed, rows) in zip(recorded.seeds, found) {
                let expected = try recorded.rows(seed: seed, layout: layout)
                #expect(rows.padMask == expected.padMask, "\(url.lastPathComponent) seed \(seed)")
                let wrong = (0..<expected.count).count { rows.row($0) != expected.row($0) }
                if wrong > 0 { differing.append("\(url.lastPathComponent) seed \(seed): \(wrong) rows") }
                #expect(wrong * 100 <= expected.count, "\(url.lastPathComponent) seed \(seed)")
            }
        }
        #expect(differing.count <= 2, "\(differing)")
        if !differing.isEmpty { print("rows that differ from the reference's: \(differing)") }
    }

    @Test(arguments: [(0, 1), (1, 1), (1, 3), (65, 1), (130, 3)])
    func threadsChangeNothing(count: Int, threads: Int) throws {
        let checkpoint = try Checkpoint(contentsOf: Golden.file("checkpoints/tiny_loglinear.pt"))
        let sampler = Sampler(
            denoiser: CPUDenoiser(checkpoint.weights), noise: .schedule(.logLinear()),
            options: SamplerOptions(
                steps: 8, unmasking: .llada, tokenSampler: .nucleus(topP: 0.9),
                remasking: Remasking(strategy: .confidence), rooms: .uniform))
        let some = try sampler.sample(seeds: [7, 8], count: count, threads: threads)
        let other = try sampler.sample(seeds: [8, 7], count: count, threads: 2)
        #expect(some == other.reversed())
        #expect(some.allSatisfy { $0.count == count })
    }
}
