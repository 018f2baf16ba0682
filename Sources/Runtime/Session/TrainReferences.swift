import Metrics

/// What depends on a dataset's train split alone, made once per dataset.
final class TrainReferences {
    private var references: [String: TrainReference] = [:]

    func reference(for dataset: DatasetObject) throws -> TrainReference {
        let key = dataset.dataset.sha256
        if let known = references[key] { return known }
        let made = try TrainReference(diagrams: dataset.dataset.train, layout: dataset.dataset.layout)
        references[key] = made
        return made
    }
}
