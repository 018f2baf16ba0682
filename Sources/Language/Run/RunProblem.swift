/// What only a run finds out.
enum RunProblem: Problem {
    case assertionFails(message: String?, sides: [Side])
    case lostVariable(String)

    /// One side of a comparison that does not hold: how it is written, and its value.
    struct Side: Sendable {
        let text: String
        let value: Value
    }

    var message: String {
        switch self {
        case .assertionFails(let message, _): "the assertion does not hold" + (message.map { ": \($0)" } ?? "")
        case .lostVariable(let name): "there is no `$\(name)`: what was to make it failed"
        }
    }

    var notes: [Diagnostic.Note] {
        guard case .assertionFails(_, let sides) = self else { return [] }
        return sides.map { .init("`\($0.text)` is \($0.value.literal)") }
    }
}

/// A part that the check found fault with. No run gets there, since an error of the check keeps it from starting.
struct Unchecked: Problem {
    var message: String { "this could not be understood" }
}
