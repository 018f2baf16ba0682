import Files
import Foundation

/// A script's run that failed, kept in `.bds/failed.json` of the working directory until the same run gets through, so
/// that `retry failed` knows what to do in another session, too.
public struct FailedRun: Codable, Sendable {
    struct Setting: Codable, Hashable {
        let name: String
        let value: String
    }

    /// As it was named on the command line.
    public let script: String
    public let arguments: [String]
    private let settings: [Setting]
    /// Whether it was to go on after failures.
    public let goesOn: Bool

    public var overrides: [(name: String, text: String)] { settings.map { ($0.name, $0.value) } }

    public init(
        script: String, arguments: [String], overrides: [(name: String, text: String)], goesOn: Bool
    ) {
        self.script = script
        self.arguments = arguments
        settings = overrides.map { Setting(name: $0.name, value: $0.text) }
        self.goesOn = goesOn
    }

    /// In what is the working directory now: `cd` changes it.
    private static var url: URL { URL(fileURLWithPath: ".bds/failed.json") }

    /// The one of the working directory; nil where there is none that can be read.
    public static var here: FailedRun? {
        guard let data = FileManager.default.contents(atPath: url.path) else { return nil }
        return try? JSONDecoder().decode(FailedRun.self, from: data)
    }

    /// In place of any earlier one.
    /// - Throws: `FileAccessError`.
    public func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(String(decoding: encoder.encode(self), as: UTF8.self) + "\n", to: Self.url)
    }

    /// Forgets the one of the working directory if it is of the same script, arguments and settings.
    public func forget() {
        guard let known = Self.here, known.script == script, known.arguments == arguments, known.settings == settings
        else { return }
        try? FileManager.default.removeItem(at: Self.url)
    }
}
