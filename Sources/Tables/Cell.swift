import JSON

/// One value of a table, and how it is rounded where people read it. Programs get all of its digits.
public enum Cell: Hashable, Sendable {
    /// There is no value.
    /// - Parameter shown: what people read in its place.
    case none(shown: String)
    case text(String)
    case int(Int, NumberFormat)
    case float(Double, NumberFormat)
    /// A mean and the standard deviation around it.
    case spread(mean: Double, std: Double, NumberFormat)
    /// How much one value lies above another: with its sign.
    case difference(Double, NumberFormat)

    /// A value that should be there and is not.
    public static let missing = Cell.none(shown: "--")

    /// The value in all its digits; null where there is none. A spread is an object of `mean` and `std`.
    public var value: JSON {
        switch self {
        case .none: .null
        case .text(let text): .string(text)
        case .int(let number, _): .int(number)
        case .float(let number, _), .difference(let number, _): .float(number)
        case .spread(let mean, let std, _): .object(["mean": .float(mean), "std": .float(std)])
        }
    }

    /// The value as its format rounds it.
    public var text: String {
        switch self {
        case .none(let shown): shown
        case .text(let text): text
        case .int(let number, .plain): String(number)
        case .int(let number, let format): format.text(Double(number))
        case .float(let number, let format): format.text(number)
        case .spread(let mean, let std, let format): format.text(mean: mean, std: std)
        case .difference(let number, let format): format.difference(number)
        }
    }

    /// The same, but where that would round what is not 0 to nothing, three digits of it.
    public var screenText: String {
        guard case .spread(let mean, let std, let format) = self, !text.contains(where: { ("1"..."9").contains($0) })
        else { return text }
        return format.threeDigits(mean: mean, std: std) ?? text
    }
}
