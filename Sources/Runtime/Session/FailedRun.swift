import Files
import Foundation
import JSON

/// A script's run that failed, kept in `.bds/failed.json` of the working directory until the same run gets through, so
/// that `retry failed` knows what to do in another session, too.
public struct FailedRun: Sendable {
    /// As it was named on the command line.
    public let script: String
    /// What stood behind the script on the command line.
    public let arguments: [String]
    /// Its `--set`s, in the order given.
    public let overrides: [(name: String, text: String)]
    /// Whether it was to go on after failures.
    public let goesOn: Bool

    /// What is written down of a run that failed.
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

    /// The one of the working directory; nil where there is none that can be read.
    public static var here: FailedRun? {
        guard let bytes = try? WholeFile.read(url, upTo: 16 << 20), let json = try? JSON(parsing: bytes) else {
            return nil
        }
        return FailedRun(json)
    }

    /// In place of any earlier one.
    /// - Throws: `FileAccessError`.
    public func write() throws {
        try AtomicFile.write(json.text(.readable) + "\n", to: Self.url)
    }

    /// Forgets the one of the working directory if it is of the same script, arguments and settings.
    public func forget() {
        guard let known = Self.here, known.script == script, known.arguments == arguments,
            known.overrides.elementsEqual(overrides, by: ==)
        else { return }
        try? FileManager.default.removeItem(at: Self.url)
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
