/// Colours, or none: with `isColoured` off no escape code is written.
public struct Style: Sendable {
    public enum Ink: String, CaseIterable, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "1;31"
        case green = "32"
        case yellow = "1;33"
        case blue = "34"
        case cyan = "36"
    }

    public let isColoured: Bool

    public init(isColoured: Bool) { self.isColoured = isColoured }

    public static let plain = Style(isColoured: false)
    public static let coloured = Style(isColoured: true)

    public func paint(_ text: String, _ ink: Ink) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}
