import Files
import Sampling
import TorchFiles

/// A torch file that is not a checkpoint that bds can use.
public typealias CheckpointError = FileError<CheckpointProblem>

/// What is wrong with it. `place` names an entry: `config.model.n_heads`, `model_state_dict["node_head.bias"]`.
public enum CheckpointProblem: FileProblem {
    case missing(_ place: String, _ expected: String)
    /// Shapes as PyTorch prints them, dimensions in order.
    case wrongShape(_ place: String, found: [Int], expected: [Int])
    case wrongType(_ place: String, TensorError)
    case notFinite(_ place: String, index: Int, value: Float)
    case badSize(_ place: String, found: String, expected: String)
    case unknownNoise(String)
    /// Something of which only the name is known.
    case opaque(_ place: String, _ found: String, _ expected: String)
    /// There is nothing to train on from.
    case noOptimizer

    /// The entry; else the file as a whole.
    public var place: FilePlace? {
        switch self {
        case .missing, .noOptimizer: nil
        case .wrongShape(let place, _, _), .wrongType(let place, _), .notFinite(let place, _, _),
            .badSize(let place, _, _), .opaque(let place, _, _):
            .entry(place)
        case .unknownNoise: .entry("config.noise.type")
        }
    }

    /// What is said of it.
    public var clause: String {
        switch self {
        case .missing(let place, let expected):
            "is not a checkpoint of a denoiser: \(place) is missing (expected \(expected))"
        case .wrongShape(_, let found, let expected): "has shape \(found), expected \(expected)"
        case .wrongType(_, let error): "\(error)"
        case .notFinite(_, let index, let value): "holds \(value) at element \(index), expected finite weights"
        case .badSize(_, let found, let expected): "is \(found), expected \(expected)"
        case .opaque(_, let found, let expected): "is \(found), expected \(expected)"
        case .unknownNoise(let name):
            "is \"\(name)\", expected " + NoiseSchedule.names.joined(separator: ", ")
                + ", or learned with a rate_network_state_dict"
        case .noOptimizer:
            "was saved without the optimizer's state (keep_optimizer=false), so training cannot go on with it"
        }
    }
}
