import Datasets
import Foundation
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

extension Dataset {
    /// The command that makes it again.
    var loadingCommand: String {
        let path = source.relativePath
        if let (count, seed) = Self.synthesis(path) { return "synthesize dataset n=\(count) seed=\(seed)" }
        let rooms = layout.maxRooms == 8 ? "" : " max_rooms=\(layout.maxRooms)"
        return "load dataset \(Value.string(path).literal)" + rooms
    }

    /// What a dataset that was synthesized and never saved has as its source.
    static func source(synthesized count: Int, seed: Int) -> URL {
        URL(fileURLWithPath: "synthetic(n=\(count),seed=\(seed))")
    }

    /// How many homes from which seed, if `source` says so.
    static func synthesis(_ source: String) -> (count: Int, seed: Int)? {
        guard let match = source.wholeMatch(of: /synthetic\(n=(\d+),seed=(-?\d+)\)/),
            let count = Int(match.1), let seed = Int(match.2)
        else { return nil }
        return (count, seed)
    }
}
