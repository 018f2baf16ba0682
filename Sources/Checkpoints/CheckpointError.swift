import Foundation
import Sampling
import TorchFiles

/// Why a torch file is not a checkpoint that bds can use.
public struct CheckpointError: Error, CustomStringConvertible, Sendable {
    public enum Reason: Sendable {
        case missing(_ place: String, _ expected: String)
        case wrongShape(_ place: String, found: [Int], expected: [Int])
        case wrongType(_ place: String, TensorError)
        case notFinite(_ place: String, index: Int, value: Float)
        case badSize(_ place: String, found: String, expected: String)
        case unknownNoise(String)
        /// There is nothing to train on from.
        case noOptimizer
    }

    public let url: URL
    public let reason: Reason

    public init(_ url: URL, _ reason: Reason) {
        self.url = url
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .missing(let place, let expected):
            "\(url.relativePath): not a checkpoint of a denoiser: \(place) is missing (expected \(expected))"
        case .wrongShape(let place, let found, let expected):
            "\(url.relativePath): \(place) has shape \(found), expected \(expected)"
        case .wrongType(let place, let error):
            "\(url.relativePath): \(place) \(error)"
        case .notFinite(let place, let index, let value):
            "\(url.relativePath): \(place) holds \(value) at element \(index), expected finite weights"
        case .badSize(let place, let found, let expected):
            "\(url.relativePath): \(place) is \(found), expected \(expected)"
        case .unknownNoise(let name):
            "\(url.relativePath): config.noise.type is \"\(name)\", expected "
                + NoiseSchedule.names.joined(separator: ", ") + ", or learned with a "
                + "rate_network_state_dict"
        case .noOptimizer:
            "\(url.relativePath): the optimizer's state was left out (keep_optimizer=false), so training cannot go on"
        }
    }
}
