import Foundation
import Language

/// A planned call's arguments, read by name and type: nil where absent or not known before the run.
struct PlannedArguments: ArgumentValues {
    let call: PlannedCall

    var signature: CommandSignature { call.signature }

    func value(_ name: String) -> Value? {
        guard case .known(let value)? = call.arguments[name] else { return nil }
        return value
    }

    func type(_ name: String) -> ValueType? {
        switch call.arguments[name] {
        case .known(let value)?: value.type
        case .unknown(let type)?: type
        case nil: nil
        }
    }

    func isAbsent(_ name: String) -> Bool { call.arguments[name] == nil && !call.isUncertain }

    func variable(_ name: String) -> String? { call.variables[name] }

    func isGiven(_ name: String) -> Bool { call.spans[name] != nil }

    /// Whether every argument's value is known before the run, some apart.
    func isAllKnown(except names: Set<String> = []) -> Bool {
        call.arguments.allSatisfy { name, argument in
            if case .known = argument { return true }
            return names.contains(name)
        }
    }

    func path(_ name: String) -> URL? { text(name).map(URL.init(typed:)) }

    func object<Object: ObjectValue>(_ name: String, _ type: Object.Type) -> Object? {
        optionalObject(name, type)
    }
}
