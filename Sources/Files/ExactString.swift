/// A text that is told from others by its bytes, as files tell their keys apart. Swift's `String` takes "é" of one scalar
/// and "é" of two for the same text.
public struct ExactString: Hashable, Sendable {
    /// The text itself.
    public let text: String

    /// As it stands, in whatever normal form.
    public init(_ text: String) { self.text = text }

    /// By bytes.
    public static func == (left: ExactString, right: ExactString) -> Bool { left.text.hasSameBytes(as: right.text) }

    /// By bytes, as `==` compares.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// Whether both are the same bytes in UTF-8.
    public func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
