import Datasets
import JSON
import Language
import Results
import Sampling

extension SamplingRequest {
    /// One line of commands that samples the same again.
    func commandLine(_ object: CheckpointObject, dataset: Dataset?) -> String {
        func quoted(_ text: String) -> String { Value.string(text).literal }
        var line = "load checkpoint \(quoted(object.checkpoint.url.relativePath)) as model; "
        var words = ["sample $model", "n=\(count)", "seeds=\(seeds)", "steps=\(steps)", "batch=\(batchSize)"]
        words.append("unmask=\(unmasking.rawValue)")
        if let topP { words.append("top_p=\(PythonFloat.repr(topP))") }
        if temperature != 0 { words.append("temperature=\(PythonFloat.repr(temperature))") }
        if let remasking {
            switch remasking.strategy {
            case .cap(let eta): words.append("remask=cap eta=\(PythonFloat.repr(eta))")
            case .rescale(let eta): words.append("remask=rescale eta=\(PythonFloat.repr(eta))")
            case .confidence: words.append("remask=confidence")
            }
            words.append("t_switch=\(PythonFloat.repr(remasking.tSwitch))")
        }
        switch rooms {
        case .fixed(let rooms): words.append("rooms=\(rooms)")
        case .uniform: words.append("rooms=uniform")
        case .distribution:
            if let dataset {
                line += "\(dataset.loadingCommand) as plans; "
                words.append("dataset=$plans")
            }
        }
        if schedule != object.checkpoint.header.noiseType {
            words.append("noise=\(schedule)")
            if !object.checkpoint.header.isV2 { words.append("allow_noise_mismatch=true") }
        }
        return line + words.joined(separator: " ")
    }
}
