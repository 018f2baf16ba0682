import JSON
import Language

/// A call's arguments read by the rules they must keep, so that one function of a command serves its check, where every
/// value is known, and its run. Each reader throws `CommandFailure`, a mistake, about the argument that breaks its rule.
struct CheckedArguments {
    /// An argument by name; nil when absent.
    let value: (String) -> Value?

    /// A whole number in `range`.
    /// - Parameter fallback: what counts when it is absent or `none`.
    func int(_ name: String, in range: ClosedRange<Int>, or fallback: Int? = nil) throws -> Int {
        let given: Int? = if case .int(let number)? = value(name) { number } else { fallback }
        guard let number = given else {
            throw CommandFailure("\(name) is a whole number", about: name, isMistake: true)
        }
        guard range.contains(number) else {
            let expected =
                range.upperBound == .max
                ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(grouped(range.upperBound))"
            throw CommandFailure("\(name) is \(number), expected \(expected)", about: name, isMistake: true)
        }
        return number
    }

    /// A number in `range`.
    func float(_ name: String, in range: ClosedRange<Double>) throws -> Double {
        let number = value(name)?.number ?? .nan
        guard range.contains(number) else {
            throw CommandFailure(
                "\(name) is \(PythonFloat.repr(number)), expected \(PythonFloat.repr(range.lowerBound)) to "
                    + PythonFloat.repr(range.upperBound), about: name, isMistake: true)
        }
        return number
    }

    /// A time or fraction, 0 to 1.
    static func fraction(_ number: Double?, _ name: String) throws -> Double {
        let number = number ?? .nan
        guard (0...1).contains(number) else {
            throw CommandFailure(
                "\(name) is \(PythonFloat.repr(number)), expected 0 to 1", about: name, isMistake: true)
        }
        return number
    }

    /// One of the choices that the parameter's type lists; `fallback` when absent.
    func choice<Choice: RawRepresentable<String>>(_ name: String, or fallback: Choice) -> Choice {
        value(name)?.text.flatMap(Choice.init(rawValue:)) ?? fallback
    }
}
