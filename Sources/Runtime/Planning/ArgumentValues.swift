import Foundation
import Language

/// A call's arguments by name, whether it runs or is only checked: rules that read them hold for both. The language has
/// checked them against the signature; what is asked for here and not declared there is a defect of the command.
protocol ArgumentValues {
    var signature: CommandSignature { get }

    /// nil when absent, or not known before the run.
    func value(_ name: String) -> Value?
    /// What kind of value it has or will have; nil when absent.
    func type(_ name: String) -> ValueType?
    /// Whether the user wrote it, or a pipe gave it.
    func isGiven(_ name: String) -> Bool
    /// Whether it certainly has no value: nobody gave it, and the session has none.
    func isAbsent(_ name: String) -> Bool
}

extension ArgumentValues {
    /// A string, symbol or word; nil when absent, not known or `none`.
    func text(_ name: String) -> String? { value(name)?.text }

    func optionalFloat(_ name: String) -> Double? { value(name)?.number }

    func bool(_ name: String) -> Bool {
        guard case .bool(let flag)? = value(name) else { return false }
        return flag
    }

    /// The elements of a list; of anything else the thing itself, a range too, which may be of any length.
    func list(_ name: String) -> [Value] { value(name)?.elements ?? [] }

    func optionalObject<Object: ObjectValue>(_ name: String, _ type: Object.Type) -> Object? {
        guard case .object(let object)? = value(name) else { return nil }
        return object as? Object
    }

    func optionalPath(_ name: String) -> URL? { text(name).map(URL.init(typed:)) }

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

// MARK: Rules that several commands have

extension ArgumentValues {
    /// - Throws: `CommandFailure` where a whole number lies outside `range`.
    func require(_ name: String, in range: ClosedRange<Int>) throws {
        guard case .int(let number)? = value(name) else { return }
        if let problem = CommandFailure(name, number, outside: range) { throw problem }
    }

    /// - Throws: `CommandFailure` where both are given.
    func requireOne(of first: String, or second: String) throws {
        guard isGiven(first), isGiven(second) else { return }
        throw CommandFailure(
            "\(signature.name) takes \(first) or \(second)=NAME, not both", about: second, isMistake: true
        )
    }

    /// - Throws: `CommandFailure` where `name`, methods of a folder, is given without the folder.
    func requireSchedule(for name: String) throws {
        guard isGiven(name), !isGiven("schedule") else { return }
        throw CommandFailure(
            "\(name)=\(value(name)?.description ?? "…") needs the folder it is in: schedule=NAME",
            about: name,
            isMistake: true)
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
