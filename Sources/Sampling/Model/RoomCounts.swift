import BubbleDiagrams
import RandomStreams

/// How many rooms each diagram has.
public enum RoomCounts: Sendable, Hashable {
    /// All as many; draws nothing.
    case fixed(Int)
    /// Uniform on 1…maxRooms.
    case uniform
    /// Weight k is that of k + 1 rooms (float32, a dataset's train split).
    case distribution([Float])

    /// The rooms of each diagram of a batch: the first thing it takes from the random stream.
    func draw(_ diagrams: Int, _ layout: TokenLayout, from stream: inout TorchGenerator) -> [Int] {
        switch self {
        case .fixed(let count): [Int](repeating: count, count: diagrams)
        case .uniform: (0..<diagrams).map { _ in stream.integer(in: 1..<layout.maxRooms + 1) }
        case .distribution(let weights): stream.indices(weights: weights, count: diagrams).map { $0 + 1 }
        }
    }
}
