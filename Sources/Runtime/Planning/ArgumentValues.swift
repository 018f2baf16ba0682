import Language

/// A call's arguments by name, whether it runs or is only checked: rules that read them hold for both. The language has
/// checked them against the signature; what is asked for here and not declared there is a defect of the command.
protocol ArgumentValues {
    /// nil when absent, or not known before the run.
    func value(_ name: String) -> Value?
    /// Whether the user wrote it, or a pipe gave it.
    func isGiven(_ name: String) -> Bool
}

extension ArgumentValues {
    func whole(_ name: String) throws -> Int {
        guard case .int(let number)? = value(name) else { throw missing(name, "a whole number") }
        return number
    }

    func number(_ name: String) throws -> Double {
        guard let number = value(name)?.number else { throw missing(name, "a number") }
        return number
    }

    /// A word of a set that `make` knows.
    func symbol<Symbol>(_ name: String, _ make: (String) -> Symbol?) throws -> Symbol {
        guard let symbol = value(name)?.text.flatMap(make) else { throw missing(name, "one of its words") }
        return symbol
    }

    private func missing(_ name: String, _ expected: String) -> CommandFailure {
        CommandFailure("\(name) is missing, expected \(expected)", about: name, isMistake: true)
    }
}

extension CommandFailure {
    /// What is wrong with a number that must lie in `range`, before the run and in it; nil when nothing is.
    init?(_ name: String, _ number: Int, outside range: ClosedRange<Int>) {
        if range.contains(number) { return nil }
        self.init(
            range.upperBound == .max
                ? "\(name) is \(number), expected \(range.lowerBound) or more"
                : "\(name) is \(number), expected \(range.lowerBound) to \(range.upperBound)",
            about: name, isMistake: true)
    }
}

extension Value {
    /// A list's values; none of `none`; anything else alone, a range too, which may be of any length.
    var elements: [Value] {
        switch self {
        case .list(let values): values
        case .none: []
        default: [self]
        }
    }

    /// An Int or Float as a number.
    var number: Double? {
        switch self {
        case .int(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }
}
