import BubbleDiagrams
import Datasets
import TestSupport

/// The train split of a dataset of the reference material.
enum TrainSplit {
    static func diagrams(of dataset: String) throws -> [Diagram] {
        try Dataset.load(Reference.file("data/\(dataset).mat")).train
    }
}
