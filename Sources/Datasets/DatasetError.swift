import BubbleDiagrams
import Files

/// A file that does not hold a dataset.
public typealias DatasetError = FileError<DatasetProblem>

/// What is wrong with it.
public enum DatasetProblem: FileProblem {
    /// The file as a whole, in words that follow its name or `place`.
    case file(String, place: FilePlace? = nil)
    /// `number` counts from 1.
    case plan(number: Int, PlanProblem)
    /// The plans take more than `limit` bytes of memory.
    case tooLarge(limit: Int)
    case tooFewPlans(Int, maxRooms: Int)
    /// What was asked for, not what the file holds.
    case maxRooms(Int)

    /// The plan; else the file as a whole.
    public var place: FilePlace? {
        switch self {
        case .file(_, let place): place
        case .plan(let number, _): .item("plan", number)
        case .tooLarge, .tooFewPlans, .maxRooms: nil
        }
    }

    /// What is said of it.
    public var clause: String {
        switch self {
        case .file(let clause, _): clause
        case .plan(_, let problem): problem.clause
        case .tooLarge(let limit): "has more than \(limit >> 20) MB of plans, too much for a file of its size"
        case .tooFewPlans(let count, let maxRooms): "has \(count) plans of 1 to \(maxRooms) rooms, too few to split"
        case .maxRooms(let count): "cannot be read for \(count) rooms: expected 2 to \(TokenLayout.maxRoomsLimit)"
        }
    }
}
