import Foundation
import Results

extension ComparisonTable.Row {
    /// The cells as the screen shows them: what comparison.md would round to nothing keeps three digits.
    var screenCells: [String] {
        zip(cells, values).map { cell, value in
            guard let value, !cell.contains(where: { ("1"..."9").contains($0) }), value.mean != 0 || value.std != 0,
                value.mean.isFinite, value.std.isFinite
            else { return cell }
            let isPercentage = cell.hasSuffix("%")
            func text(_ number: Double) -> String { String(format: "%.3g", isPercentage ? 100 * number : number) }
            let spread = value.std == 0 ? "" : " +/- \(text(value.std))"
            return text(value.mean) + spread + (isPercentage ? "%" : "")
        }
    }
}
