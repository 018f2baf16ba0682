/// What a session remembers: variables, and the last value of each object type.
public struct Environment: Sendable {
    /// An object the session made, under the name it was given, if any.
    public struct Entry: Sendable {
        /// Without `$`.
        public let name: String?
        /// The object itself.
        public let value: any ObjectValue
        /// Later ones have more.
        fileprivate(set) var order = 0

        /// An object under a name.
        public init(name: String?, value: any ObjectValue) {
            self.name = name
            self.value = value
        }
    }

    /// By name, without `$`.
    public var variables: [String: Value] = [:]
    /// The last value of each object type, by type name.
    public private(set) var latest: [String: Entry] = [:]

    /// Nothing bound, nothing made.
    public init() {}

    /// Whether a variable can be called that: letters, digits and `_`, a digit not first, and no word of the language's
    /// own.
    public static func isName(_ text: String) -> Bool { Grammar.isName(text) && !Grammar.reserved.contains(text) }

    /// `value` is the last of its type from here on.
    public mutating func remember(_ value: any ObjectValue, as name: String?) {
        var entry = Entry(name: name, value: value)
        // One that is only named again is no later.
        entry.order = (latest.values.map(\.order).max() ?? 0) + 1
        latest[value.typeName] = entry
    }

    /// The last object of any of these types.
    func last(of types: [String]) -> Entry? { types.compactMap { latest[$0] }.max { $0.order < $1.order } }

    /// There is no last one of that type any more.
    public mutating func forget(type: String) { latest[type] = nil }
}
