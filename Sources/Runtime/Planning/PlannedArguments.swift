import Foundation
import Language

/// A planned call's arguments, read by name and type: nil where absent or not known before the run.
struct PlannedArguments: ArgumentValues {
    let call: PlannedCall

    func value(_ name: String) -> Value? {
        guard case .known(let value)? = call.arguments[name] else { return nil }
        return value
    }

    /// True when the argument is there, known or not.
    func isGiven(_ name: String) -> Bool { call.spans[name] != nil }

    /// Whether every argument's value is known before the run, some apart.
    func isAllKnown(except names: Set<String> = []) -> Bool {
        call.arguments.allSatisfy { name, argument in
            if case .known = argument { return true }
            return names.contains(name)
        }
    }

    func text(_ name: String) -> String? { value(name)?.text }

    /// What is wrong with a number that must lie in `range`; nil when nothing is, or it is not known.
    func problem(_ name: String, in range: ClosedRange<Int>) -> DryRun? {
        guard case .int(let number)? = value(name) else { return nil }
        return CommandFailure(name, number, outside: range).map { .error($0) }
    }

    func path(_ name: String) -> URL? { text(name).map(URL.init(typed:)) }

    func object<Object: ObjectValue>(_ name: String, _ type: Object.Type) -> Object? {
        guard case .object(let object)? = value(name) else { return nil }
        return object as? Object
    }
}
