import BubbleDiagrams
import Datasets
import Language

/// What is known of a dataset before the command that makes it has run: its rows, and how many plans where that is said.
struct PlannedDataset: ObjectValue {
    let layout: TokenLayout
    /// nil where only reading the file would tell.
    var split: DatasetSplit?

    var typeName: String { ObjectTypes.dataset }
    var summary: String { "a dataset of up to \(layout.maxRooms) rooms" }

    func field(_ name: String) -> Value? { nil }
}

extension PlannedArguments {
    /// What is known of the dataset that an argument names: one that is there, or one that will be.
    func dataset(_ name: String) -> PlannedDataset? {
        if let there = object(name, DatasetObject.self)?.dataset {
            return PlannedDataset(layout: there.layout, split: there.split)
        }
        return object(name, PlannedDataset.self)
    }
}
