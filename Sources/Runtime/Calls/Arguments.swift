import Foundation
import Language

/// A call's arguments, read by name and type. The language has checked them against the signature; what is asked for
/// here and not declared there is a defect of the command, and reads as absent.
struct Arguments: ArgumentValues {
    let call: Call

    func value(_ name: String) -> Value? { call.arguments[name]?.value }

    func isGiven(_ name: String) -> Bool {
        switch call.arguments[name]?.origin {
        case .written, .piped: true
        default: false
        }
    }

    /// The variable an object was taken from, for messages.
    func variable(_ name: String) -> String? { call.arguments[name]?.variable }

    func int(_ name: String) throws -> Int {
        guard case .int(let number)? = value(name) else { throw missing(name) }
        return number
    }

    /// A whole number that must lie in `range`.
    func int(_ name: String, in range: ClosedRange<Int>) throws -> Int {
        let number = try int(name)
        if let problem = CommandFailure(name, number, outside: range) { throw problem }
        return number
    }

    func float(_ name: String) throws -> Double {
        guard let number = optionalFloat(name) else { throw missing(name) }
        return number
    }

    func optionalFloat(_ name: String) -> Double? { value(name)?.number }

    func bool(_ name: String) -> Bool {
        guard case .bool(let flag)? = value(name) else { return false }
        return flag
    }

    /// A string, symbol or word; nil when absent or `none`.
    func text(_ name: String) -> String? { value(name)?.text }

    /// The folder of `results` that `schedule` names; nil when absent.
    func schedule(of results: ResultsFolder) throws -> String? {
        guard let schedule = text("schedule") else { return nil }
        guard ResultsFolder.isName(schedule) else { throw results.badName(schedule) }
        return schedule
    }

    func path(_ name: String) throws -> URL {
        guard let path = text(name) else { throw missing(name) }
        return URL(typed: path)
    }

    func optionalPath(_ name: String) -> URL? { text(name).map(URL.init(typed:)) }

    /// The elements of a list; of anything else the thing itself, a range too, which may be of any length.
    func list(_ name: String) -> [Value] { value(name)?.elements ?? [] }

    func object<Object: ObjectValue>(_ name: String, _ type: Object.Type) throws -> Object {
        guard let object = optionalObject(name, type) else { throw missing(name) }
        return object
    }

    func optionalObject<Object: ObjectValue>(_ name: String, _ type: Object.Type) -> Object? {
        guard case .object(let object)? = value(name) else { return nil }
        return object as? Object
    }

    private func missing(_ name: String) -> CommandFailure {
        CommandFailure("\(call.signature.name) needs \(name)", about: nil, isMistake: true)
    }
}
