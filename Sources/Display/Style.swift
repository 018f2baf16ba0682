/// Colours, or none: with `isColoured` off no escape code is written.
public struct Style: Sendable {
    /// A colour or weight, by its terminal code.
    public enum Ink: String, CaseIterable, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "1;31"
        case green = "32"
        case yellow = "1;33"
        case blue = "34"
        case cyan = "36"
    }

    /// False: all paint is left out.
    public let isColoured: Bool

    /// Coloured, or plain.
    public init(isColoured: Bool) { self.isColoured = isColoured }

    /// For files, pipes and terminals without colours.
    public static let plain = Style(isColoured: false)
    /// For terminals.
    public static let coloured = Style(isColoured: true)

    /// The text in that ink, reset after it; the text itself where there are no colours.
    public func paint(_ text: String, _ ink: Ink) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}
