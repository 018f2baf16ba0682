/// What an expression or a command yields.
public enum Value: Sendable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    /// A bare word whose meaning the parameter's type gives, such as `loglinear`; `_` is one too.
    case symbol(String)
    case list([Value])
    case range(Range<Int>)
    /// Something a command made: a checkpoint, samples, an evaluation …
    case object(any ObjectValue)
}

/// A value that the host's commands make and take. The language knows its type's name and fields, nothing else.
public protocol ObjectValue: Sendable {
    /// The name of its `ObjectType`.
    var typeName: String { get }
    /// One line for `print`, `list` and the prompt.
    var summary: String { get }
    /// A field's value; nil when the type has no such field, or when (in a dry run) it is not known yet.
    func field(_ name: String) -> Value?
    /// A part by index, such as samples `0..<8`; nil when it has none.
    func element(at index: Value) -> Value?
    /// How many of its parts are what its type `counts`; nil when that is not known yet.
    func count(of what: Value) -> Int?
}

extension ObjectValue {
    /// No parts, unless a type has some.
    public func element(at index: Value) -> Value? { nil }
    /// None, unless a type counts some.
    public func count(of what: Value) -> Int? { nil }
}

/// The type of a value or of a parameter.
public indirect enum ValueType: Hashable, Sendable {
    case int
    case float
    case string
    case bool
    /// A file or folder: bare if it needs no quoting, else a string. Extensions (without the dot) guide completion.
    case path(extensions: [String] = [])
    /// One word of a closed set, written bare: `unmask=llada`.
    case symbol([String])
    /// Any bare word or string: `schedule=loglinear`, `model=llada_topp0.9_no_remask`. The text says of what ("schedule").
    case word(String)
    case list(ValueType)
    case range
    case object(String)
    /// Also accepts `none`.
    case optional(ValueType)
    /// The first that fits, in order: `rooms=6`, `rooms=uniform`.
    case either([ValueType])
    case any
    case none
}

/// A type of objects, as far as scripts can see it.
public struct ObjectType: Sendable {
    /// One of its fields: `$x.name`.
    public struct Field: Sendable {
        /// As scripts write it.
        public let name: String
        /// What the field holds.
        public let type: ValueType
        /// One line.
        public let summary: String
        /// Which of two values is the better one; nil: neither, it tells or counts.
        public let better: Better?

        /// A field with one line about it.
        public init(_ name: String, _ type: ValueType, _ summary: String, better: Better? = nil) {
            self.name = name
            self.type = type
            self.summary = summary
            self.better = better
        }
    }

    /// Which of two values is the better one.
    public enum Better: Sendable, Hashable {
        case higher, lower
    }

    /// As scripts write it.
    public let name: String
    /// One line.
    public let summary: String
    /// In the order that help lists them.
    public let fields: [Field]
    /// The type of `$x[0]`, nil when it cannot be indexed.
    public let element: ValueType?
    /// The type of `$x[0..<8]`; nil: the object's own.
    public let slice: ValueType?
    /// The type of `$x["any text"]`, nil when text does not index it.
    public let keyed: ValueType?
    /// The field that stands for the object where objects are put in order: the mean of a metric; nil when none does.
    public let measure: String?
    /// What `count` counts among its parts; nil when it counts nothing.
    public let counts: ValueType?

    /// Which texts index those objects that are made here; nil: it is not known.
    public let isKey: (@Sendable (String) -> Bool)?

    /// See the properties; an object may have no fields and no parts.
    public init(
        _ name: String, _ summary: String, fields: [Field] = [], element: ValueType? = nil, slice: ValueType? = nil,
        keyed: ValueType? = nil, isKey: (@Sendable (String) -> Bool)? = nil, measure: String? = nil,
        counts: ValueType? = nil
    ) {
        self.isKey = isKey
        self.measure = measure
        self.counts = counts
        self.name = name
        self.summary = summary
        self.fields = fields
        self.element = element
        self.slice = slice
        self.keyed = keyed
    }
}
