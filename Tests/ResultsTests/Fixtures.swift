import BubbleDiagrams
import Foundation
import JSON
import Metrics
import Results

/// Samples of two rooms side by side, `count` for each seed.
func sampleFile(seeds: [Int] = [42, 7], count: Int = 3, method: String = "random_argmax_no_remask") -> SampleFile {
    let layout = TokenLayout(maxRooms: 3)
    let plan = Diagram(
        rooms: [.livingRoom, .kitchen], edges: [Diagram.Edge(first: 0, second: 1, relation: .leftOf)])
    let rows = TokenRows(
        layout: layout, tokens: (0..<count).flatMap { _ in layout.tokens(of: plan) },
        padMask: (0..<count).flatMap { _ in layout.padMask(rooms: 2) })
    let config = SampleConfig([
        "seeds": .array(seeds.map { .int($0) }), "num_samples": .int(count), "sampling_steps": .int(10),
        "temperature": .float(0), "top_p": .null, "unmasking_mode": .string("random"),
        "remasking_enabled": .bool(false), "checkpoint": .string("tiny.pt"), "is_v2": .bool(false),
    ])
    return SampleFile(
        method: method, config: config, layout: layout, numSamples: count,
        perSeed: seeds.map { SampleFile.Seed(seed: $0, rows: rows) })
}

/// A result of two seeds.
func resultFile(method: String = "m", _ metrics: [String: [Double]] = ["eval/validity_rate": [0.5, 1]]) -> ResultFile {
    let seeds = [0, 1].map { index in
        ResultFile.Seed(
            name: ["42", "7"][index],
            metrics: JSONObject(
                metrics.sorted { $0.key < $1.key }.map { (key: $0.key, value: .float($0.value[index])) }))
    }
    return ResultFile(
        method: method, timestamp: "2026-02-24T20:23:17.293409", config: sampleFile().config, perSeed: seeds)
}
