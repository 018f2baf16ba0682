import Foundation
import Metrics

/// How a comparison writes numbers down (<doc:ComparisonFile>).
enum ComparisonCell {
    static func text(_ value: Statistic, _ format: Metric.Format) -> String {
        let (mean, std) = (value.mean, value.std)
        switch format {
        case .percentage:
            let whole = fixed(100 * mean, 1)
            return std == 0 ? whole + "%" : "\(whole) +/- \(fixed(100 * std, 1))%"
        case .number:
            if isWhole(mean), isWhole(std) {
                return std == 0 ? fixed(mean, 0) : "\(fixed(mean, 0)) +/- \(fixed(std, 0))"
            }
            let digits = abs(mean) < 0.01 && mean != 0 ? 6 : 4
            return std == 0 ? fixed(mean, digits) : "\(fixed(mean, digits)) +/- \(fixed(std, digits))"
        }
    }

    static func delta(_ delta: Double, _ format: Metric.Format) -> String {
        let sign = delta >= 0 ? "+" : ""
        switch format {
        case .percentage: return "\(sign)\(fixed(100 * delta, 1))%"
        case .number:
            if isWhole(delta) { return sign + fixed(delta, 0) }
            return sign + fixed(delta, abs(delta) < 0.001 ? 6 : 4)
        }
    }

    private static func isWhole(_ value: Double) -> Bool {
        value.isFinite && value == value.rounded(.towardZero)
    }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        // Python's names for what is no number; no minus before a whole zero.
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return String(format: "%.\(digits)f", digits == 0 && value == 0 ? 0 : value)
    }
}
