import Foundation
import Language

/// A call's arguments, read by name and type. The language has checked them against the signature; what is asked for
/// here and not declared there is a defect of the command, and reads as absent.
struct Arguments: ArgumentValues {
    let call: Call

    var signature: CommandSignature { call.signature }

    func value(_ name: String) -> Value? { call.arguments[name]?.value }

    func type(_ name: String) -> ValueType? { value(name)?.type }

    func isAbsent(_ name: String) -> Bool { value(name) == nil }

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
        try require(name, in: range)
        return try int(name)
    }

    func float(_ name: String) throws -> Double {
        guard let number = optionalFloat(name) else { throw missing(name) }
        return number
    }

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

    func object<Object: ObjectValue>(_ name: String, _ type: Object.Type) throws -> Object {
        guard let object = optionalObject(name, type) else { throw missing(name) }
        return object
    }

    private func missing(_ name: String) -> CommandFailure {
        CommandFailure("\(call.signature.name) needs \(name)", about: nil, isMistake: true)
    }
}

extension Arguments {
    /// Samples, or some of them, or one diagram as samples of which it alone is picked.
    func diagrams(_ name: String) throws -> SamplesObject {
        if let one = optionalObject(name, DiagramObject.self) { return one.samples }
        return try object(name, SamplesObject.self)
    }
}
