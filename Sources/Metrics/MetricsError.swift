/// Why diagrams or rows cannot be measured.
public enum MetricsError: Error, Hashable, CustomStringConvertible {
    case layout(maxRooms: Int, limit: Int)
    case noTrainDiagrams
    case trainDiagram(index: Int, rooms: Int, maxRooms: Int)
    case rowLayout(samples: Int, train: Int)
    case rowMask(index: Int)
    case eigenvalues(rooms: Int, code: Int)

    /// One line.
    public var description: String {
        switch self {
        case .layout(let maxRooms, let limit):
            "metrics are defined for layouts of 1 to \(limit) rooms, this one has \(maxRooms)"
        case .noTrainDiagrams: "the train split is empty: there is nothing to compare samples with"
        case .trainDiagram(let index, let rooms, let maxRooms):
            "train diagram \(index) does not fit: it needs at most \(maxRooms) rooms (it has \(rooms)) and edges i < j between them"
        case .rowLayout(let samples, let train):
            "the samples are laid out for \(samples) rooms, the train split for \(train)"
        case .rowMask(let index): "row \(index) has a pad mask that does not fit any number of rooms"
        case .eigenvalues(let rooms, let code):
            "LAPACK found no eigenvalues for a Laplacian of \(rooms) rooms (dsyev code \(code))"
        }
    }
}
