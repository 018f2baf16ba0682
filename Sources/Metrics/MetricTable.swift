extension Metric {
    /// Every metric, in the order in which an evaluation writes them (<doc:Metrics>).
    public static let all: [Metric] = [
        Metric("validity_rate", "Validity rate", heading: "Validity", .validity, .percentage, .higherIsBetter) {
            $0.samples.fraction { $0.validity.isValid }
        },

        Metric("diversity", "Diversity", .coverage, .number, .higherIsBetter) { try $0[Originality.self].diversity },
        Metric("novelty", "Novelty", .coverage, .number, .higherIsBetter) { try $0[Originality.self].novelty },

        divergence("node_kl", "Node KL (diag.)", .diagnostic) { try $0[TypeDivergences.self].node.kl },
        divergence("edge_kl", "Edge KL (diag.)", .diagnostic) { try $0[TypeDivergences.self].edge.kl },
        divergence("num_rooms_kl", "Rooms KL (diag.)", .diagnostic) { try $0[TypeDivergences.self].roomCountKL },
        divergence("node_js", "Node JS", .primary) { try $0[TypeDivergences.self].node.js },
        divergence("edge_js", "Edge JS", .primary) { try $0[TypeDivergences.self].edge.js },
        divergence("node_tv", "Node TV", .primary) { try $0[TypeDivergences.self].node.tv },
        divergence("edge_tv", "Edge TV", .primary) { try $0[TypeDivergences.self].edge.tv },
        divergence("rooms_w1", "Rooms W1", .primary) { try $0[TypeDivergences.self].roomCountW1 },

        conditional("conditional_edge_kl_mean", "Cond. edge KL", .unlisted) { try $0.edges.all.mean.kl },
        conditional("conditional_edge_kl_weighted", "Cond. edge KL (wt., diag.)", .diagnostic) {
            try $0.edges.all.weighted.kl
        },
        conditional("conditional_edge_js_mean", "Cond. edge JS", .unlisted) { try $0.edges.all.mean.js },
        conditional("conditional_edge_js_weighted", "Cond. edge JS (weighted)") { try $0.edges.all.weighted.js },
        conditional("conditional_edge_tv_mean", "Cond. edge TV", .unlisted) { try $0.edges.all.mean.tv },
        conditional("conditional_edge_tv_weighted", "Cond. edge TV (weighted)") { try $0.edges.all.weighted.tv },
        // The reference writes it twice: first here, then over this one the number of its top pairs.
        count("num_pairs_evaluated", "Cond. edge pairs", .conditional) { Double(try $0.edges.top.count) },
        conditional("conditional_edge_kl_topN_mean", "Cond. edge KL top-N", .unlisted) { try $0.edges.top.mean.kl },
        conditional("conditional_edge_kl_topN_weighted", "Cond. edge KL top-N (diag.)", .diagnostic) {
            try $0.edges.top.weighted.kl
        },
        conditional("conditional_edge_js_topN_mean", "Cond. edge JS top-N", .unlisted) { try $0.edges.top.mean.js },
        conditional("conditional_edge_js_topN_weighted", "Cond. edge JS top-N (wt.)") {
            try $0.edges.top.weighted.js
        },
        conditional("conditional_edge_tv_topN_mean", "Cond. edge TV top-N", .unlisted) { try $0.edges.top.mean.tv },
        conditional("conditional_edge_tv_topN_weighted", "Cond. edge TV top-N (wt.)") {
            try $0.edges.top.weighted.tv
        },
        count("topN", "Cond. edge top-N", .conditional) { _ in Double(ConditionalEdges.topCount) },

        discrepancy("mmd_degree", "MMD-Degree", .degree),
        discrepancy("mmd_clustering", "MMD-Clustering", .clustering),
        discrepancy("mmd_spectral", "MMD-Spectral", .spectral),

        Metric(
            "transitivity_score", "Spatial transitivity", heading: "Transitivity", .structure, .percentage,
            .higherIsBetter
        ) { $0.samples.fraction { $0.consistency.isTransitive } },
        Metric("h_consistent", "H-consistent", .structure, .percentage, .higherIsBetter) {
            $0.samples.fraction { $0.consistency.isHorizontal }
        },
        Metric("v_consistent", "V-consistent", .structure, .percentage, .higherIsBetter) {
            $0.samples.fraction { $0.consistency.isVertical }
        },

        conditional("degree_kl_per_type_mean", "Type-cond. degree KL", .unlisted) { try $0.degrees.mean.kl },
        conditional("degree_kl_per_type_weighted", "Type-cond. degree KL (diag.)", .diagnostic) {
            try $0.degrees.weighted.kl
        },
        conditional("degree_js_per_type_mean", "Type-cond. degree JS", .unlisted) { try $0.degrees.mean.js },
        conditional("degree_js_per_type_weighted", "Type-cond. degree JS (wt.)") { try $0.degrees.weighted.js },
        conditional("degree_tv_per_type_mean", "Type-cond. degree TV", .unlisted) { try $0.degrees.mean.tv },
        conditional("degree_tv_per_type_weighted", "Type-cond. degree TV (wt.)") { try $0.degrees.weighted.tv },
        count("num_types_evaluated", "Type-cond. degree types", .conditional) { Double(try $0.degrees.count) },

        Metric("mode_coverage", "Mode coverage (unweighted)", .coverage, .percentage, .higherIsBetter) {
            try $0[ModesMet.self].fraction
        },
        Metric("mode_coverage_weighted", "Mode coverage (weighted)", .coverage, .percentage, .higherIsBetter) {
            try $0[ModesMet.self].weightedFraction
        },
        count("num_training_modes", "Training archetypes", .coverage) { Double(try $0[ModesMet.self].inTrain) },
        count("num_sample_modes", "Unique archetypes", .coverage, .ordinary) {
            Double(try $0[ModesMet.self].inSamples)
        },

        Metric("connected_rate", "Connected rate", .validity, .percentage, .higherIsBetter) {
            $0.samples.fraction { $0.validity.isConnected }
        },
        Metric("valid_types_rate", "Valid types rate", .validity, .percentage, .higherIsBetter) {
            $0.samples.fraction { $0.validity.hasValidTypes }
        },
        Metric("no_mask_rate", "No MASK rate", .validity, .percentage, .higherIsBetter) {
            $0.samples.fraction { $0.validity.hasNoMask }
        },
        Metric("inside_validity", "Inside validity", .validity, .percentage, .higherIsBetter) {
            $0.samples.fraction { InsideValidity.holds(for: $0.diagram) }
        },
    ]

    /// The metrics one looks at first, in the order of an overview's columns.
    public static let overview: [Metric] = [
        "validity_rate", "inside_validity", "diversity", "novelty", "node_js", "edge_js", "transitivity_score",
        "mmd_degree",
    ].compactMap { named($0) }

    // MARK: Rows of one kind

    private typealias Figure = @Sendable (EvaluatedSamples) throws -> Double

    private static func divergence(
        _ key: String, _ label: String, _ role: Role, _ value: @escaping Figure
    ) -> Metric {
        Metric(key, label, .distribution, .number, .lowerIsBetter, role, value)
    }

    private static func conditional(
        _ key: String, _ label: String, _ role: Role = .ordinary, _ value: @escaping Figure
    ) -> Metric {
        Metric(key, label, .conditional, .number, .lowerIsBetter, role, value)
    }

    private static func discrepancy(_ key: String, _ label: String, _ feature: GraphFeature) -> Metric {
        Metric(key, label, .structure, .number, .lowerIsBetter) {
            try $0[GraphDiscrepancies.self][feature]
        }
    }

    private static func count(
        _ key: String, _ label: String, _ family: Family, _ role: Role = .unlisted, _ value: @escaping Figure
    ) -> Metric {
        Metric(key, label, family, .number, .none, role, value)
    }
}

extension EvaluatedSamples {
    fileprivate var edges: ConditionalEdgeDivergences {
        get throws(MetricsError) { try self[ConditionalEdgeDivergences.self] }
    }

    fileprivate var degrees: AveragedDivergence {
        get throws(MetricsError) { try self[DegreeDivergences.self].average }
    }
}
