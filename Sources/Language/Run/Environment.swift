/// What a session remembers: variables, and the last value of each object type.
public struct Environment: Sendable {
    /// An object the session made, under the name it was given, if any.
    public struct Entry: Sendable {
        public let name: String?
        public let value: any ObjectValue

        public init(name: String?, value: any ObjectValue) {
            self.name = name
            self.value = value
        }
    }

    /// By name, without `$`.
    public var variables: [String: Value] = [:]
    /// The last value of each object type, by type name.
    public private(set) var latest: [String: Entry] = [:]

    public init() {}

    public mutating func remember(_ value: any ObjectValue, as name: String?) {
        latest[value.typeName] = Entry(name: name, value: value)
    }

    public mutating func forget(type: String) { latest[type] = nil }
}
