import Foundation

/// A moment on the clock of this machine, in the forms the files use.
public struct LocalTime: Hashable, Sendable {
    private let fields: [Int]
    private let microseconds: Int

    /// What a file records of something made at `date`: that time here, or what `SOURCE_DATE_EPOCH` says, in UTC, which
    /// is the same everywhere.
    public static func recorded(_ date: Date = Date()) -> LocalTime {
        SourceDate.fixed.map { LocalTime($0, inUTC: true) } ?? LocalTime(date)
    }

    /// The moment `date` in this machine's time zone.
    public init(_ date: Date = Date(), inUTC: Bool = false) {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        var time = time_t(seconds)
        var parts = tm()
        if inUTC { gmtime_r(&time, &parts) } else { localtime_r(&time, &parts) }
        fields = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
            .map { Int($0) }
        microseconds = min(999_999, Int((date.timeIntervalSince1970 - seconds) * 1e6))
    }

    /// `2026-02-24T20:23:17.293409`, as Python's `datetime.now().isoformat()`.
    public var isoText: String {
        let text = String(
            format: "%04d-%02d-%02dT%02d:%02d:%02d", fields[0], fields[1], fields[2], fields[3], fields[4], fields[5])
        return microseconds == 0 ? text : text + String(format: ".%06d", microseconds)
    }

    /// `2026-02-24 20:23`.
    public var minuteText: String {
        String(format: "%04d-%02d-%02d %02d:%02d", fields[0], fields[1], fields[2], fields[3], fields[4])
    }
}
