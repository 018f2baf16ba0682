import BubbleDiagrams
import Checkpoints
import Foundation
import Sampling
import TestSupport
import Testing

/// What the reference's network says of some rows at one time. Logits of MASK and PAD are left out.
private struct LogitsCase: Decodable {
    let t: Double
    let tokens: [[Int]]
    let num_rooms: [Int]
    let node_logits: [[[Double]]]
    let edge_logits: [[[Double]]]
    let alpha: [[Double]]?
}

@Suite struct DenoiserTests {
    static let tolerance = 2e-5

    @Test(arguments: ["tiny_loglinear", "tiny_linear", "tiny_learned"])
    func tinyLogitsAreTheReferences(name: String) throws {
        try check(
            name, checkpoint: Golden.file("checkpoints/\(name).pt"), figures: Golden.file("tiny_logits.json"))
    }

    @Test(.enabled(if: Reference.isPresent), arguments: ["small_loglinear", "small_linear", "small_v2"])
    func smallLogitsAreTheReferences(name: String) throws {
        try check(
            name, checkpoint: Reference.file("checkpoints/\(name).pt"),
            figures: Reference.file("golden/small_logits.json"))
    }

    private func check(_ name: String, checkpoint url: URL, figures: URL) throws {
        for backend in MatrixBackend.allCases { try check(name, checkpoint: url, figures: figures, backend) }
    }

    private func check(_ name: String, checkpoint url: URL, figures: URL, _ backend: MatrixBackend) throws {
        let checkpoint = try Checkpoint(contentsOf: url)
        let denoiser = CPUDenoiser(checkpoint.weights, backend: backend)
        let layout = denoiser.layout
        let cases = try #require(try Golden.decode([String: [LogitsCase]].self, from: figures)[name])
        #expect(!cases.isEmpty)
        for golden in cases {
            let batch = PackedTokens(rows: golden.tokens, rooms: golden.num_rooms, layout: layout)
            let logits = try denoiser.at(Float(golden.t)).logits(batch)
            for diagram in golden.tokens.indices {
                for index in batch.range(diagram) {
                    let position = batch.positions[index]
                    let isRoom = position < layout.maxRooms
                    let expected =
                        isRoom
                        ? golden.node_logits[diagram][position]
                        : golden.edge_logits[diagram][position - layout.maxRooms]
                    let found = logits.logits(index, isRoom: isRoom).map { Double($0) }
                    let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
                    #expect(found.count == expected.count)
                    #expect(difference <= Self.tolerance)
                    #expect(found.firstIndex(of: found.max() ?? 0) == expected.firstIndex(of: expected.max() ?? 0))
                }
            }
            if let alpha = golden.alpha {
                let rates = try #require(checkpoint.rates).alpha(Float(golden.t))
                for diagram in golden.tokens.indices {
                    for index in batch.range(diagram) {
                        let position = batch.positions[index]
                        #expect(abs(Double(rates[position]) - alpha[diagram][position]) <= 1e-6)
                    }
                }
            }
        }
    }

    /// A diagram's logits are the same to the bit whoever stands beside it in the batch.
    @Test(arguments: MatrixBackend.allCases) func neighboursChangeNothing(backend: MatrixBackend) throws {
        let checkpoint = try Checkpoint(contentsOf: Golden.file("checkpoints/tiny_loglinear.pt"))
        let denoiser = CPUDenoiser(checkpoint.weights, backend: backend)
        let layout = denoiser.layout
        let timed = denoiser.at(0.37)
        var state: UInt64 = 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        // More than go through the network together.
        var batch = PackedTokens(masked: (0..<400).map { _ in 1 + random(8) }, layout: layout)
        for index in batch.tokens.indices {
            batch.tokens[index] = random(batch.positions[index] < layout.maxRooms ? 14 : 12)
        }
        let together = try timed.logits(batch)
        for diagram in batch.rooms.indices {
            var alone = PackedTokens(masked: [batch.rooms[diagram]], layout: layout)
            alone.tokens = Array(batch.tokens[batch.range(diagram)])
            let logits = try timed.logits(alone)
            for (place, index) in batch.range(diagram).enumerated() {
                let isRoom = batch.positions[index] < layout.maxRooms
                #expect(
                    Array(logits.logits(place, isRoom: isRoom)) == Array(together.logits(index, isRoom: isRoom)))
            }
        }
    }
}
