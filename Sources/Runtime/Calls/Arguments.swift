import Foundation
import Language

/// A call's arguments, read by name and type. The language has checked them against the signature; what is asked for
/// here and not declared there is a defect of the command, and reads as absent.
struct Arguments {
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
        guard range.contains(number) else {
            throw CommandFailure(
                range.upperBound == .max
                    ? "\(name) is \(number), expected \(range.lowerBound) or more"
                    : "\(name) is \(number), expected \(range.lowerBound) to \(range.upperBound)",
                about: name, isMistake: true)
        }
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
        return Self.url(path)
    }

    func optionalPath(_ name: String) -> URL? { text(name).map(Self.url) }

    func list(_ name: String) -> [Value] { value(name)?.elements ?? [] }

    func object<Object: ObjectValue>(_ name: String, _ type: Object.Type) throws -> Object {
        guard let object = optionalObject(name, type) else { throw missing(name) }
        return object
    }

    func optionalObject<Object: ObjectValue>(_ name: String, _ type: Object.Type) -> Object? {
        guard case .object(let object)? = value(name) else { return nil }
        return object as? Object
    }

    /// Relative to the working directory; `~` is the home folder.
    static func url(_ path: String) -> URL {
        URL(fileURLWithPath: path.hasPrefix("~") ? NSString(string: path).expandingTildeInPath : path)
    }

    private func missing(_ name: String) -> CommandFailure {
        CommandFailure("\(call.signature.name) needs \(name)", about: nil, isMistake: true)
    }
}

extension Value {
    /// A list's or a range's values; none of `none`; a single value alone.
    var elements: [Value] {
        switch self {
        case .list(let values): values
        case .range(let range): range.map { .int($0) }
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
