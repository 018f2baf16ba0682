import Foundation
import RandomStreams

/// How a token is proposed. <doc:TokenSampling> has the roundings and the sources.
public enum TokenSampler: Sendable, Hashable {
    /// The most probable one.
    case argmax
    /// From the smallest set of tokens whose probabilities reach `topP` (nucleus sampling).
    case nucleus(topP: Double)
    /// From softmax(logits / temperature), by Gumbel noise.
    case gumbel(temperature: Double)

    init(_ recipe: SamplingRecipe) {
        if let topP = recipe.topP {
            self = .nucleus(topP: topP)
        } else {
            self = recipe.temperature == 0 ? .argmax : .gumbel(temperature: recipe.temperature)
        }
    }
}

/// softmax in float32.
func softmax(_ logits: some Collection<Float>) -> [Float] {
    var largest = -Float.infinity
    for logit in logits { largest = max(largest, logit) }
    var total: Float = 0
    let weights = logits.map { logit in
        let weight = exp(logit - largest)
        total += weight
        return weight
    }
    return weights.map { $0 / total }
}

/// The first of the largest.
func firstLargest(_ values: some Collection<Float>) -> Int {
    var best = 0
    var largest = -Float.infinity
    for (index, value) in values.enumerated() where value > largest { (best, largest) = (index, value) }
    return best
}

extension TokenSampler {
    /// A token for one position.
    /// - Parameters:
    ///   - logits: of the classes a model may predict, MASK and PAD (which stand behind them) left out.
    ///   - draw: the raw outputs of an entry of this position's draws.
    func token(_ logits: ArraySlice<Float>, draw: (_ entry: Int) -> (high: UInt32, low: UInt32)) -> Int {
        switch self {
        case .argmax:
            return firstLargest(logits)
        case .gumbel(let temperature):
            // float32 logits over the temperature, plus float64 noise, rounded to float32.
            return firstLargest(
                logits.enumerated().map { entry, logit in
                    let (high, low) = draw(entry)
                    let u = min(max(TorchGenerator.uniformDouble(high, low), 1e-10), 1 - 1e-10)
                    return Float(Double(logit / Float(temperature)) - log(-log(u)))
                })
        case .nucleus(let topP):
            let probabilities = softmax(logits)
            let order = probabilities.indices.sorted {
                probabilities[$0] != probabilities[$1] ? probabilities[$0] > probabilities[$1] : $0 < $1
            }
            // The running sum is float64, each entry rounded to float32; all else is float32.
            var kept: [Float] = []
            var running = 0.0
            for index in order {
                let probability = probabilities[index]
                running += Double(probability)
                if Float(running) - probability >= Float(topP) { break }
                kept.append(probability)
            }
            var total: Float = 0
            for probability in kept { total += probability }
            // The first entry is always kept: its sum less its own probability is 0, unless topP is 0.
            var best = 0
            var largest = -Float.infinity
            for (rank, probability) in kept.enumerated() {
                let (high, low) = draw(rank)
                let ratio = probability / total / TorchGenerator.exponentialFloat(high, low)
                if ratio > largest { (best, largest) = (rank, ratio) }
            }
            return order[best]
        }
    }
}
