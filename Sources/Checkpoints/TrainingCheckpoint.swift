import BubbleDiagrams
import Foundation
import Sampling
import TorchFiles
import Training

/// A training run as a checkpoint file in the reference's layout : what PyTorch goes on from, and bds.
public enum TrainingCheckpoint {
    /// The file's contents.
    /// - Parameters:
    ///   - config: as in the reference; its parts in order.
    ///   - keepsOptimizer: whether AdamW's moments go along, which make the file three times the size.
    /// - Throws: `TensorError` when the state does not fit the layout.
    public static func value(
        _ state: Trainer.State, _ layout: ParameterLayout, options: TrainingOptions, epoch: Int,
        config: TorchValue, keepsOptimizer: Bool
    ) throws -> TorchValue {
        var entries: [(key: TorchValue, value: TorchValue)] = [
            (.string("model_state_dict"), .dictionary(try stateDict(state.parameters, layout)))
        ]
        if keepsOptimizer {
            entries.append((.string("optimizer_state_dict"), try optimizer(state, layout, options)))
        }
        entries.append((.string("epoch"), .int(epoch)))
        entries.append((.string("config"), config))
        return .dict(entries)
    }

    private static func tensor(_ values: [Float], _ entry: ParameterLayout.Entry) throws -> TorchValue {
        guard entry.range.upperBound <= values.count else {
            throw TensorError.shape(entry.shape, elements: max(0, values.count - entry.range.lowerBound))
        }
        return .tensor(try Tensor(floats: Array(values[entry.range]), shape: entry.shape))
    }

    private static func stateDict(_ parameters: [Float], _ layout: ParameterLayout) throws -> TorchDictionary {
        var dict = TorchDictionary(isOrderedDict: true)
        for entry in layout.entries {
            // The reference's positional encoding holds its indices too, before its embeddings.
            if entry.name == DenoiserTensorName.entityType {
                for (name, indices) in indexBuffers(layout.configuration.layout) {
                    dict[DenoiserTensorName.positions + name] = .tensor(
                        try Tensor(int64s: indices, shape: [indices.count]))
                }
            }
            dict[entry.name] = try tensor(parameters, entry)
        }
        return dict
    }

    private static func indexBuffers(_ layout: TokenLayout) -> KeyValuePairs<String, [Int]> {
        [
            "node_indices": Array(0..<layout.maxRooms),
            "entity_types": (0..<layout.length).map { $0 < layout.maxRooms ? 0 : 1 },
            "edge_i": layout.pairs.map(\.first),
            "edge_j": layout.pairs.map(\.second),
        ]
    }

    /// As `torch.optim.AdamW.state_dict()`: parameters by number.
    private static func optimizer(
        _ state: Trainer.State, _ layout: ParameterLayout, _ options: TrainingOptions
    ) throws -> TorchValue {
        var moments: [(key: TorchValue, value: TorchValue)] = []
        for (number, entry) in layout.entries.enumerated() where state.step > 0 {
            moments.append(
                (
                    .int(number),
                    .dict([
                        "step": .tensor(try Tensor(floats: [Float(state.step)], shape: [])),
                        "exp_avg": try tensor(state.firstMoment, entry),
                        "exp_avg_sq": try tensor(state.secondMoment, entry),
                    ])
                ))
        }
        let group = TorchValue.dict([
            "lr": .float(options.learningRate(at: max(0, state.step - 1))),
            "betas": .tuple([.float(Trainer.betas.0), .float(Trainer.betas.1)]),
            "eps": .float(Trainer.epsilon), "weight_decay": .float(options.weightDecay), "amsgrad": .bool(false),
            "maximize": .bool(false), "foreach": .none, "capturable": .bool(false), "differentiable": .bool(false),
            "fused": .none, "decoupled_weight_decay": .bool(true),
            "params": .list(layout.entries.indices.map { .int($0) }),
        ])
        return .dict(["state": .dict(moments), "param_groups": .list([group])])
    }

    /// The state a file of ours holds, to go on from.
    /// - Throws: `CheckpointError` when something is missing, `.noOptimizer` when the moments were left out.
    public static func state(_ file: TorchValue, _ layout: ParameterLayout, in url: URL) throws -> Trainer.State {
        guard case .int(let step)? = file["config"]?["training"]?["step"], step >= 0 else {
            throw CheckpointError(url, .missing("config.training.step", "the number of steps taken"))
        }
        func gather(_ place: (Int, ParameterLayout.Entry) -> (TorchValue?, String)) throws -> [Float] {
            var values: [Float] = []
            values.reserveCapacity(layout.count)
            for (number, entry) in layout.entries.enumerated() {
                let (found, name) = place(number, entry)
                guard let tensor = found?.tensorValue else {
                    throw CheckpointError(url, .missing(name, "a float32 tensor of shape \(entry.shape)"))
                }
                guard tensor.shape == entry.shape else {
                    throw CheckpointError(url, .wrongShape(name, found: tensor.shape, expected: entry.shape))
                }
                values += try tensor.floats()
            }
            return values
        }
        let model = file["model_state_dict"]
        let parameters = try gather { (model?[$1.name], "model_state_dict[\"\($1.name)\"]") }
        if step == 0 {
            let zeros = [Float](repeating: 0, count: layout.count)
            return Trainer.State(step: 0, parameters: parameters, firstMoment: zeros, secondMoment: zeros)
        }
        guard let moments = file["optimizer_state_dict"]?["state"]?.dictionaryValue else {
            throw CheckpointError(url, .noOptimizer)
        }
        func moment(_ name: String) throws -> [Float] {
            try gather { number, _ in
                (moments[.int(number)]?[name], "optimizer_state_dict[\"state\"][\(number)][\"\(name)\"]")
            }
        }
        return Trainer.State(
            step: step, parameters: parameters, firstMoment: try moment("exp_avg"),
            secondMoment: try moment("exp_avg_sq"))
    }
}
