import BubbleDiagrams
import Datasets
import Language
import Metrics
import Results

/// A loaded dataset as scripts see it.
struct DatasetObject: ObjectValue, Described {
    let dataset: Dataset

    var typeName: String { ObjectTypes.dataset }

    /// "4: 0.3%, 5: 7.2% …", room counts that do not occur left out.
    private var roomCounts: String {
        dataset.roomCountDistribution.enumerated().filter { $0.element > 0 }
            .map { "\($0.offset + 1): \(percentage(Double($0.element)))" }.joined(separator: ", ")
    }

    var summary: String {
        "dataset \(dataset.source.lastPathComponent), \(counted(dataset.diagrams.count, "plan"))"
    }

    /// What is said when it has been loaded.
    var announcement: String {
        "dataset \(dataset.source.lastPathComponent): \(counted(dataset.diagrams.count, "plan")) "
            + "(train \(grouped(dataset.split.train.count)), validation \(grouped(dataset.split.validation.count)), "
            + "test \(grouped(dataset.split.test.count))), rooms \(roomCounts)"
            + (dataset.skipped == 0 ? "" : "; left out \(leftOut)")
    }

    /// "12 (no room, or more than 8)"
    private var leftOut: String { "\(grouped(dataset.skipped)) (no room, or more than \(dataset.layout.maxRooms))" }

    /// What to do where plans of another number of rooms are wanted.
    static func hint(maxRooms: Int) -> String { "load the dataset with max_rooms=\(maxRooms)" }

    var details: [(name: String, text: String)] {
        let statistics = PlanStatistics(dataset.diagrams)
        return [
            ("dataset", dataset.source.relativePath),
            ("plans", grouped(dataset.diagrams.count)),
            ("left out", leftOut),
            ("train", grouped(dataset.split.train.count)),
            ("validation", grouped(dataset.split.validation.count)),
            ("test", grouped(dataset.split.test.count)),
            ("rooms (train)", roomCounts),
            ("room types", Self.fractions(statistics.roomTypeFractions, RoomType.allCases.map(\.name))),
            ("relations", Self.fractions(statistics.relationFractions, Relation.allCases.map(\.name))),
            ("relations per plan", "\((statistics.edgesPerPlan * 100).rounded() / 100)"),
            ("connected", percentage(statistics.connectedFraction)),
            ("inside validity", percentage(statistics.insideValidFraction)),
            ("transitivity", percentage(statistics.transitiveFraction)),
            ("sha256", dataset.sha256),
        ]
    }

    /// "LivingRoom 15.1%, Kitchen 14.9% …", those that do not occur left out.
    private static func fractions(_ fractions: [Double], _ names: [String]) -> String {
        zip(names, fractions).filter { $0.1 > 0 }.map { "\($0) \(percentage($1))" }.joined(separator: ", ")
    }

    func field(_ name: String) -> Value? {
        switch name {
        case "path": .string(dataset.source.relativePath)
        case "sha256": .string(dataset.sha256)
        case "size": .int(dataset.diagrams.count)
        case "train": .int(dataset.split.train.count)
        case "validation": .int(dataset.split.validation.count)
        case "test": .int(dataset.split.test.count)
        case "rooms": .list(dataset.roomCountDistribution.map { .float(Double($0)) })
        default: nil
        }
    }
}
