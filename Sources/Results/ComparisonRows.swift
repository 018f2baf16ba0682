/// Which fields of `config` a comparison shows, under which names: the rows of "Configuration".
/// Those of the metrics are `Metric.all`'s.
enum ComparisonRows {
    /// Label and key of the fields of `config`.
    static let configuration: [(label: String, field: String)] = [
        ("Seeds", "seeds"), ("Num samples", "num_samples"), ("Sampling steps", "sampling_steps"),
        ("Temperature", "temperature"), ("Top-p", "top_p"), ("Unmasking mode", "unmasking_mode"),
        ("Remasking", "remasking_enabled"), ("Remasking strategy", "remasking_strategy"),
        ("Remasking eta", "remasking_eta"), ("Remasking t_switch", "remasking_t_switch"), ("Checkpoint", "checkpoint"),
    ]
}
