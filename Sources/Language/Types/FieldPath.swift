/// A field, or a field of a field: `edge_js`, `edge_js.std`, `config.eta`; where text indexes the objects, a key.
///
///     FieldPath("config.eta").value(in: evaluation)    // .float(0.4)
public struct FieldPath: Sendable, Hashable {
    /// As it is written.
    public let text: String
    private let names: [String]

    /// The path that is written so.
    public init(_ text: String) {
        self.text = text
        names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// What is found there; nil when it has none.
    public func value(in object: any ObjectValue) -> Value? {
        if let key = object.element(at: .string(text)) { return key }
        var value = Value.object(object)
        for name in names {
            guard case .object(let owner) = value, let next = owner.field(name) else { return nil }
            value = next
        }
        return value
    }
}

/// A field path in a type: what is found there, and which of two is better.
public struct TypedField: Sendable {
    /// What the field holds.
    public let type: ValueType
    /// nil: neither.
    public let better: ObjectType.Better?
}

/// Why a path leads nowhere.
public struct NoSuchField: Error, Problem {
    /// The part that is no field.
    let name: String
    /// Of what.
    let owner: String
    let known: [String]

    /// One line.
    public var message: String { "\(owner) has no field `\(name)`" }
    /// The nearest ones, or all.
    public var hint: String? { Suggestions.hint(for: name, among: known, kind: "fields of \(owner)") }
}

extension SignatureTable {
    /// What a path leads to in objects of a type.
    /// - Throws: `NoSuchField` at the first part that is no field.
    public func field(_ path: FieldPath, of typeName: String) throws(NoSuchField) -> TypedField {
        guard let owner = objectType(typeName) else { return TypedField(type: .any, better: nil) }
        var type = ValueType.object(typeName)
        var better: ObjectType.Better?
        for name in path.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
            guard case .object(let ownerName) = type.unwrapped, let owner = objectType(ownerName) else {
                if type == .any { return TypedField(type: .any, better: nil) }
                throw NoSuchField(name: name, owner: type.described, known: [])
            }
            guard let field = owner.fields.first(where: { $0.name == name }) else {
                // Keys of tables in it, `validity_by_num_rooms/4/overall`.
                if let keyed = owner.keyed, path.text.contains("/"), owner.isKey?(path.text) ?? true {
                    return TypedField(type: keyed, better: nil)
                }
                throw NoSuchField(name: name, owner: ownerName, known: owner.fields.map(\.name))
            }
            type = field.type
            // The mean of a metric is as good as the metric.
            if name != owner.measure { better = field.better }
        }
        _ = owner
        return TypedField(type: type, better: better)
    }

    /// What puts a value in order: the measure of an object, else the value itself; nil when it is none.
    public func measure(_ value: Value?) -> Value? {
        guard case .object(let object)? = value else { return value }
        guard let name = objectType(object.typeName)?.measure else { return nil }
        return object.field(name)
    }

    /// Whether values of a type can be put in order.
    public func isOrdered(_ type: ValueType) -> Bool {
        switch type.unwrapped {
        case .int, .float, .string, .word, .symbol, .path, .any, .either, .bool: true
        case .object(let name): objectType(name)?.measure != nil
        case .list, .range, .none, .optional: false
        }
    }
}

/// Objects in the order of one of their fields: the best first, or the smallest where neither is better; those without a
/// value last. What is equal stays as it stood.
public struct FieldOrder: Sendable {
    /// Positions, in order.
    public let positions: [Int]
    /// Which of them share the first place; empty where no value is better than another.
    public let best: Set<Int>

    /// - Parameters:
    ///   - values: of the field, one for each object.
    ///   - better: which of two is the better one.
    public init(_ values: [Value?], better: ObjectType.Better?) {
        func isBefore(_ first: Value, _ second: Value) -> Bool {
            better == .higher ? Self.isLess(second, first) : Self.isLess(first, second)
        }
        let ranked = values.map { value -> Value? in
            switch value {
            case .float(let number)? where number.isNaN: nil
            case .some(.none): nil
            default: value
            }
        }
        positions = values.indices.sorted { a, b in
            switch (ranked[a], ranked[b]) {
            case (let first?, let second?):
                if isBefore(first, second) { return true }
                return isBefore(second, first) ? false : a < b
            case (_?, nil): return true
            case (nil, _?): return false
            case (nil, nil): return a < b
            }
        }
        guard better != nil, let first = positions.first, let top = ranked[first] else {
            best = []
            return
        }
        best = Set(positions.filter { position in ranked[position].map { !isBefore(top, $0) } ?? false })
    }

    /// Numbers by size, text by its characters; numbers before text.
    private static func isLess(_ first: Value, _ second: Value) -> Bool {
        if let a = number(first), let b = number(second) { return a < b }
        if let a = first.text, let b = second.text { return a.utf8.lexicographicallyPrecedes(b.utf8) }
        return number(first) != nil && number(second) == nil
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .float(let number): number
        case .bool(let truth): truth ? 1 : 0
        default: nil
        }
    }
}
