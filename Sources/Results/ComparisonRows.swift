/// Which metrics a comparison shows, under which names: the rows of section 13.
struct ComparisonRow {
    enum Format {
        case percentage, number
    }

    let label: String
    /// The summary's key, without `eval/`.
    let metric: String
    let format: Format
    var isPrimary = false
    var isDiagnostic: Bool { label.hasSuffix("diag.)") }

    static let families: [(title: String, rows: [ComparisonRow])] = [
        (
            "Validity",
            [
                percentage("Validity rate", "validity_rate"),
                percentage("Connected rate", "connected_rate"),
                percentage("Valid types rate", "valid_types_rate"),
                percentage("No MASK rate", "no_mask_rate"),
                percentage("Inside validity", "inside_validity"),
            ]
        ),
        (
            "Coverage",
            [
                number("Diversity", "diversity"),
                number("Novelty", "novelty"),
                percentage("Mode coverage (unweighted)", "mode_coverage"),
                percentage("Mode coverage (weighted)", "mode_coverage_weighted"),
                number("Unique archetypes", "num_sample_modes"),
            ]
        ),
        (
            "Distribution (Primary: JS / TV / W1)",
            [
                primary("Node JS", "node_js"),
                primary("Edge JS", "edge_js"),
                primary("Node TV", "node_tv"),
                primary("Edge TV", "edge_tv"),
                primary("Rooms W1", "rooms_w1"),
                number("Node KL (diag.)", "node_kl"),
                number("Edge KL (diag.)", "edge_kl"),
                number("Rooms KL (diag.)", "num_rooms_kl"),
            ]
        ),
        (
            "Graph Structure",
            [
                number("MMD-Degree", "mmd_degree"),
                number("MMD-Clustering", "mmd_clustering"),
                number("MMD-Spectral", "mmd_spectral"),
                percentage("Spatial transitivity", "transitivity_score"),
                percentage("H-consistent", "h_consistent"),
                percentage("V-consistent", "v_consistent"),
            ]
        ),
        (
            "Conditional",
            [
                number("Cond. edge JS (weighted)", "conditional_edge_js_weighted"),
                number("Cond. edge TV (weighted)", "conditional_edge_tv_weighted"),
                number("Cond. edge JS top-N (wt.)", "conditional_edge_js_topN_weighted"),
                number("Cond. edge TV top-N (wt.)", "conditional_edge_tv_topN_weighted"),
                number("Type-cond. degree JS (wt.)", "degree_js_per_type_weighted"),
                number("Type-cond. degree TV (wt.)", "degree_tv_per_type_weighted"),
                number("Cond. edge KL (wt., diag.)", "conditional_edge_kl_weighted"),
                number("Cond. edge KL top-N (diag.)", "conditional_edge_kl_topN_weighted"),
                number("Type-cond. degree KL (diag.)", "degree_kl_per_type_weighted"),
            ]
        ),
    ]

    private static func percentage(_ label: String, _ metric: String) -> ComparisonRow {
        ComparisonRow(label: label, metric: metric, format: .percentage)
    }

    private static func primary(_ label: String, _ metric: String) -> ComparisonRow {
        ComparisonRow(label: label, metric: metric, format: .number, isPrimary: true)
    }

    private static func number(_ label: String, _ metric: String) -> ComparisonRow {
        ComparisonRow(label: label, metric: metric, format: .number)
    }

    /// Label and key of the fields of `config`.
    static let configuration: [(label: String, field: String)] = [
        ("Seeds", "seeds"), ("Num samples", "num_samples"), ("Sampling steps", "sampling_steps"),
        ("Temperature", "temperature"), ("Top-p", "top_p"), ("Unmasking mode", "unmasking_mode"),
        ("Remasking", "remasking_enabled"), ("Remasking strategy", "remasking_strategy"),
        ("Remasking eta", "remasking_eta"), ("Remasking t_switch", "remasking_t_switch"), ("Checkpoint", "checkpoint"),
    ]
}
