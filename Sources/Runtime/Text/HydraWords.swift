import Language

/// What the Python side writes, and what is written here: `help hydra`, and the hint where one of its words is typed.
public enum HydraWords {
    /// One of its words.
    public struct Row: Sendable {
        /// As Hydra or a script takes it.
        public let python: String
        /// The same here.
        public let here: String
    }

    /// The scripts, their options, and the keys of their configuration.
    public static let rows: [Row] = [
        Row(python: "python scripts/generate_samples.py", here: "load checkpoint PATH as m; sample $m … | save"),
        Row(python: "python scripts/evaluate.py", here: "eval schedule=loglinear, or eval $s"),
        Row(python: "python eval_results/compare.py", here: "compare schedule=loglinear"),
        Row(python: "python eval_results/compare_selected.py", here: "compare schedule=loglinear models=[…]"),
        Row(python: "python scripts/train.py", here: "train to outputs/run"),
        Row(python: "--schedule loglinear", here: "schedule=loglinear"),
        Row(python: "--model METHOD", here: "model=METHOD"),
        Row(python: "--update-comparison", here: "compare schedule=loglinear, after eval"),
        Row(python: "--list", here: "list schedule=loglinear"),
        Row(python: "--primary-only", here: "compare … primary_only=true"),
        Row(python: "eval.checkpoint_path=PATH", here: "load checkpoint PATH as m"),
        Row(python: "eval.num_samples=1000", here: "n=1000"),
        Row(python: "eval.seeds=[42,123]", here: "seeds=[42, 123]"),
        Row(python: "eval.batch_size=64", here: "batch=64"),
        Row(python: "eval.sampling_steps=100", here: "steps=100"),
        Row(python: "eval.temperature=0.7", here: "temperature=0.7"),
        Row(python: "eval.top_p=0.9", here: "top_p=0.9"),
        Row(python: "eval.top_p=null", here: "top_p=none"),
        Row(python: "~eval.top_p", here: "top_p=none, or leave it out"),
        Row(python: "eval.unmasking_mode=llada", here: "unmask=llada"),
        Row(python: "eval.remasking.enabled=false", here: "remask=none, or leave it out"),
        Row(python: "eval.remasking.enabled=true", here: "remask=cap, rescale or confidence"),
        Row(python: "eval.remasking.strategy=cap", here: "remask=cap"),
        Row(python: "eval.remasking.eta=0.4", here: "eta=0.4"),
        Row(python: "eval.remasking.t_switch=0.5", here: "t_switch=0.5"),
        Row(python: "noise=loglinear", here: "noise=loglinear; the checkpoint's own unless given"),
        Row(python: "seed=42", here: "seeds=[42]"),
        Row(python: "eval_results/", here: "set results=FOLDER"),
    ]

    /// The words of the table by themselves: a key without its value, an option, a script.
    static let foreign: [ForeignWord] = {
        var seen: Set<String> = []
        return rows.flatMap { row -> [ForeignWord] in
            let parts = row.python.split(separator: " ").map(String.init)
            guard let first = parts.first else { return [] }
            let words: [String]
            if first == "python" {
                let script = parts.last ?? ""
                words = [script, String(script.split(separator: "/").last ?? ""), "python"]
            } else if first.hasPrefix("--") {
                words = [first]
            } else if let sign = first.firstIndex(of: "="), first.contains(".") {
                words = [first, String(first[..<sign])]
            } else {
                words = []
            }
            let hint = first == "python" ? "here it is: \(row.here)" : "here it is \(row.here)"
            return words.filter { seen.insert($0).inserted }.map { ForeignWord($0, here: hint) }
        }
    }()
}
