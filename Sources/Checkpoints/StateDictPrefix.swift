import Sampling
import TorchFiles

/// What wrappers put before the names of a model's tensors: DDP `module.`, torch.compile `_orig_mod.`, Lightning `model.`
/// in its `state_dict`. The names behind it are the denoiser's.
enum StateDictPrefix {
    private static let known = ["module.", "_orig_mod.", "model."]

    /// The file with the denoiser's tensors under their own names as `model_state_dict`, likewise its rate network's.
    /// - Returns: also what was taken off; nil where nothing was.
    static func removed(from file: TorchValue) -> (TorchValue, prefix: String?) {
        guard var root = file.dictionaryValue else { return (file, nil) }
        if root["model_state_dict"] == nil, let model = root["state_dict"] {
            root["model_state_dict"] = model
            if root["config"] == nil { root["config"] = root["hyper_parameters"] }
        }
        var found: String?
        for name in ["model_state_dict", "rate_network_state_dict"] {
            guard let tensors = root[name]?.dictionaryValue else { continue }
            let keys = tensors.keys.compactMap(\.stringValue)
            guard
                let prefix = prefix(of: keys, around: DenoiserTensorName.roomEmbedding, is: name == "model_state_dict")
            else { continue }
            var renamed = TorchDictionary(isOrderedDict: tensors.isOrderedDict)
            for (key, value) in tensors.entries {
                guard let text = key.stringValue, text.hasPrefix(prefix) else { continue }
                renamed[String(text.dropFirst(prefix.count))] = value
            }
            root[name] = .dictionary(renamed)
            found = found ?? prefix
        }
        return (.dictionary(root), found)
    }

    /// Of a denoiser's tensors what stands before the first of them; of others' what stands before all.
    private static func prefix(of keys: [String], around first: String, is isModel: Bool) -> String? {
        var prefix = ""
        let sample = isModel ? keys.first { $0.hasSuffix(first) } : keys.first
        guard var rest = sample.map({ Substring($0) }) else { return nil }
        while let next = known.first(where: { rest.hasPrefix($0) }) {
            prefix += next
            rest = rest.dropFirst(next.count)
        }
        if prefix.isEmpty || (isModel && rest != first) { return nil }
        return prefix
    }
}
