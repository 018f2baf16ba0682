import Foundation
import JSON

/// How people read a number.
public enum NumberFormat: Hashable, Sendable {
    /// As Python prints it.
    case plain
    /// Without a fraction, in groups of three: 1,234,567.
    case grouped
    /// So many digits behind the point.
    case fixed(Int)
    /// A share of 1 in hundredths with one digit: 99.8% (Results.docc/ComparisonFile.md).
    case percentage
    /// Four digits behind the point, six below a hundredth; whole numbers without a fraction (Results.docc/ComparisonFile.md).
    case figure
    /// Seconds: 0.42 s, 12.3 s, 3 min 5 s.
    case duration
    /// The same, of what is estimated: about 3 min 5 s.
    case estimatedDuration
    /// For programs alone.
    case hidden

    /// `value`, rounded.
    public func text(_ value: Double) -> String {
        switch self {
        case .plain: PythonFloat.repr(value)
        case .grouped: Self.grouped(value)
        case .fixed(let digits): Self.fixed(value, digits)
        case .percentage: Self.fixed(100 * value, 1) + "%"
        case .figure: Self.fixed(value, Self.isWhole(value) ? 0 : Self.digits(value))
        case .duration: Self.duration(value)
        case .estimatedDuration: "about " + Self.duration(value)
        case .hidden: ""
        }
    }

    /// A mean and its standard deviation, which is left out where it is 0: `99.8 +/- 0.1%`, `0.0172`.
    func text(mean: Double, std: Double) -> String {
        switch self {
        case _ where std == 0: text(mean)
        case .percentage: "\(Self.fixed(100 * mean, 1)) +/- \(Self.fixed(100 * std, 1))%"
        case .figure where Self.isWhole(mean) && Self.isWhole(std):
            "\(Self.fixed(mean, 0)) +/- \(Self.fixed(std, 0))"
        case .figure: "\(Self.fixed(mean, Self.digits(mean))) +/- \(Self.fixed(std, Self.digits(mean)))"
        default: "\(text(mean)) +/- \(text(std))"
        }
    }

    /// A difference with its sign, `+` where it is 0; six digits below a thousandth.
    func difference(_ value: Double) -> String {
        let sign = value >= 0 ? "+" : ""
        if case .figure = self, !Self.isWhole(value) { return sign + Self.fixed(value, abs(value) < 0.001 ? 6 : 4) }
        return sign + text(value)
    }

    /// Three significant digits; nil where there are none.
    func threeDigits(mean: Double, std: Double) -> String? {
        guard mean != 0 || std != 0, mean.isFinite, std.isFinite else { return nil }
        let (scale, unit) = self == .percentage ? (100.0, "%") : (1, "")
        let spread = std == 0 ? "" : " +/- " + String(format: "%.3g", scale * std)
        return String(format: "%.3g", scale * mean) + spread + unit
    }

    private static func digits(_ value: Double) -> Int { abs(value) < 0.01 && value != 0 ? 6 : 4 }

    private static func isWhole(_ value: Double) -> Bool {
        value.isFinite && value == value.rounded(.towardZero)
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        // Python's names for what is no number; no minus before a whole zero.
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return String(format: "%.\(digits)f", digits == 0 && value == 0 ? 0 : value)
    }

    private static func grouped(_ value: Double) -> String {
        var digits = Array(fixed(abs(value).rounded(.towardZero), 0))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (value < 0 ? "-" : "") + String(digits)
    }

    private static func duration(_ seconds: Double) -> String {
        if seconds < 10 { return "\((seconds * 100).rounded() / 100) s" }
        if seconds < 60 { return "\((seconds * 10).rounded() / 10) s" }
        let whole = Int(seconds.rounded())
        return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
