import BubbleDiagrams

/// A file that is not a dataset.
public struct DatasetError: Error, Hashable, CustomStringConvertible {
    public enum Reason: Error, Hashable, Sendable {
        /// The file as a whole, in words that follow its name.
        case file(String)
        /// `number` counts from 1.
        case plan(number: Int, PlanProblem)
        case tooFewPlans(Int, maxRooms: Int)
        case maxRooms(Int)
    }

    /// As the user wrote it.
    public let path: String
    public let reason: Reason

    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .file(let clause): "\(path) \(clause)"
        case .plan(let number, let problem): "\(path), plan \(number): \(problem.clause)"
        case .tooFewPlans(let count, let maxRooms):
            "\(path) has \(count) plans of 1 to \(maxRooms) rooms, too few to split"
        case .maxRooms(let count): "cannot read \(path) for \(count) rooms: expected 2 to \(TokenLayout.maxRoomsLimit)"
        }
    }
}
