import Files
import Foundation
import JSON

/// A script's run that failed, kept in `.bds/failed.json` of the working directory until the same run gets through, so
/// that `retry failed` knows what to do in another session, too. Each script and its arguments has a place of its own
/// there: what fails or gets through says nothing of the others.
public struct FailedRun: Sendable {
    /// As it was named on the command line.
    public let script: String
    /// What stood behind the script's name.
    public let arguments: [String]
    /// What `--set` gave.
    public let overrides: [(name: String, text: String)]
    /// Whether it was to go on after failures.
    public let goesOn: Bool

    /// - Parameter script: as it was named on the command line.
    public init(
        script: String, arguments: [String], overrides: [(name: String, text: String)], goesOn: Bool
    ) {
        self.script = script
        self.arguments = arguments
        self.overrides = overrides
        self.goesOn = goesOn
    }

    /// In what is the working directory now: `cd` changes it.
    private static var url: URL { URL(fileURLWithPath: ".bds/failed.json") }

    /// The one of the working directory that failed last; nil where there is none that can be read.
    public static var here: FailedRun? { all.last }

    /// Those of the working directory, the last one last.
    private static var all: [FailedRun] {
        guard let bytes = try? WholeFile.read(url, upTo: 16 << 20), let json = try? JSON(parsing: bytes) else {
            return []
        }
        // Earlier versions kept one.
        return (json.array ?? [json]).compactMap { FailedRun($0) }
    }

    /// Beside those of other scripts, and in place of an earlier one of this.
    /// - Throws: `FileAccessError`.
    public func write() throws { try Self.write(Self.all.filter { !isSame(as: $0) } + [self]) }

    /// Forgets the one of the working directory that is of the same script, arguments and settings.
    /// - Throws: `FileAccessError`.
    public func forget() throws {
        let all = Self.all
        let others = all.filter { !isSame(as: $0) }
        if others.count < all.count { try Self.write(others) }
    }

    private static func write(_ runs: [FailedRun]) throws {
        if runs.isEmpty {
            try FileManager.default.removeItem(at: url)
        } else {
            try AtomicFile.write(JSON.array(runs.map(\.json)).text(.readable) + "\n", to: url)
        }
    }

    private func isSame(as other: FailedRun) -> Bool {
        script == other.script && arguments == other.arguments && overrides.elementsEqual(other.overrides, by: ==)
    }

    private var json: JSON {
        .object([
            "script": .string(script),
            "arguments": .array(arguments.map { .string($0) }),
            "settings": .array(overrides.map { .object(["name": .string($0.name), "value": .string($0.text)]) }),
            "goesOn": .bool(goesOn),
        ])
    }

    private init?(_ json: JSON) {
        guard let object = json.object, let script = object["script"]?.string,
            let arguments = object["arguments"]?.array, let settings = object["settings"]?.array,
            let goesOn = object["goesOn"]?.bool
        else { return nil }
        self.script = script
        self.arguments = arguments.compactMap(\.string)
        overrides = settings.compactMap { setting in
            guard let name = setting.object?["name"]?.string, let value = setting.object?["value"]?.string else {
                return nil
            }
            return (name, value)
        }
        self.goesOn = goesOn
    }
}
