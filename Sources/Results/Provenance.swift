import Foundation
import JSON

/// What bds records in sample and result files beyond the reference: one top-level key, which other readers ignore.
/// See <doc:ProvenanceRecord>.
public enum Provenance {
    /// The top-level key of a file that holds it.
    public static let key = "provenance"

    /// Entries that say who made something, when, where and in how much time, not what: two files that differ in these
    /// alone have the same content. What was read is known by its SHA-256, wherever it lay.
    public static let circumstances: Set<String> = [
        "bds", "backend", "host", "created", "seconds", "computed", "started", "finished", "timestamp", "path",
        "replay",
    ]

    /// Where and when something was made, and how long that took. With `SOURCE_DATE_EPOCH` set only that time, so that
    /// two runs, here or elsewhere, write the same bytes.
    /// - Parameter backend: what computed it; nil where that does not matter.
    public static func made(at date: Date, seconds: Double, backend: String? = nil) -> JSONObject {
        var made: JSONObject = [:]
        if SourceDate.fixed == nil {
            if let backend { made["backend"] = .string(backend) }
            made["host"] = .string(ProcessInfo.processInfo.hostName)
        }
        made["created"] = .string(LocalTime.recorded(date).isoText)
        if SourceDate.fixed == nil { made["seconds"] = .float((seconds * 1000).rounded() / 1000) }
        return made
    }
}

extension JSONObject {
    /// What `Provenance.made` gave earlier, as it is recorded now: with `SOURCE_DATE_EPOCH` set, only that time.
    public var asRecorded: JSONObject {
        guard let fixed = SourceDate.fixed else { return self }
        return ["created": .string(LocalTime(fixed, inUTC: true).isoText)]
    }
}

/// `SOURCE_DATE_EPOCH` (reproducible-builds.org): the time that files are to record instead of the one they were made at.
public enum SourceDate {
    /// nil where it is not set, or is not a whole number of seconds since 1970.
    public static let fixed: Date? = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"]
        .flatMap { Int($0) }.map { Date(timeIntervalSince1970: TimeInterval($0)) }
}
