extension ValueType {
    /// Its name in signatures, annotations and messages: `Int`, `[Float]`, `Checkpoint?`, `random | llada`.
    public var name: String {
        switch self {
        case .int: "Int"
        case .float: "Float"
        case .string: "String"
        case .bool: "Bool"
        case .path: "Path"
        case .symbol(let values): values.isEmpty ? "Symbol" : values.joined(separator: " | ")
        case .word: "Symbol"
        case .list(let element): element == .any ? "List" : "[\(element.name)]"
        case .range: "Range"
        case .object(let name): name
        case .optional(let type): type.isChoice ? "\(type.name) | none" : "\(type.name)?"
        case .either(let types): types.map(\.name).joined(separator: " | ")
        case .any: "Any"
        case .none: "none"
        }
    }

    private var isChoice: Bool {
        switch self {
        case .symbol, .either: true
        default: false
        }
    }

    /// What an argument of this type has to be, in words, with the name: "a whole number (Int)".
    public var expectation: String {
        switch self {
        case .int: "a whole number (Int)"
        case .float: "a number (Float)"
        case .string: "text in quotes (String)"
        case .bool: "true or false (Bool)"
        case .path: "a path (Path)"
        case .symbol(let values): values.isEmpty ? "a bare word (Symbol)" : "one of \(values.joined(separator: ", "))"
        case .word(let what): what.isEmpty ? "a bare word (Symbol)" : "the name of a \(what) (Symbol)"
        case .list(.any): "a list (List)"
        case .list(let element): "a list of \(element.plural) (\(name))"
        case .range: "a range such as 0..<8 (Range)"
        case .object(let name): ValueType.withArticle(name)
        case .optional(let type): "\(type.expectation) or none"
        case .either(let types): types.map(\.expectation).joined(separator: " or ")
        case .any: "any value"
        case .none: "none"
        }
    }

    var plural: String {
        switch self {
        case .int: "whole numbers"
        case .float: "numbers"
        case .string: "texts"
        case .bool: "truths"
        case .path: "paths"
        case .symbol, .word: "words"
        case .range: "ranges"
        case .object(let name): name.hasSuffix("s") ? name : name + "s"
        default: "values"
        }
    }

    /// "an Int", "a Float", for what a value is.
    var described: String {
        switch self {
        case .none: "none"
        case .any: "a value not known before the run"
        case .symbol(let values): values.count == 1 ? "the word `\(values[0])`" : "a word"
        case .word: "a word"
        case .list(.any): "a list"
        case .list(let element): "a list of \(element.plural)"
        case .optional(let type): "\(type.described) or none"
        case .either: name
        default: Self.withArticle(name)
        }
    }

    /// "an Int", "a Checkpoint", but "Samples": several have no article.
    static func withArticle(_ noun: String) -> String {
        guard let first = noun.first, !noun.hasSuffix("s") else { return noun }
        return "AEIOUaeiou".contains(first) ? "an \(noun)" : "a \(noun)"
    }

    /// The type that every one of them passes for; `any` when there is none or nothing to go by.
    static func common(_ types: [ValueType]) -> ValueType {
        guard var result = types.first else { return .any }
        for type in types.dropFirst() where type != result {
            switch (result, type) {
            case (.int, .float), (.float, .int): result = .float
            case (.symbol(let left), .symbol(let right)):
                result = .symbol(left + right.filter { !left.contains($0) })
            case (.none, let other): result = other.orNone
            case (_, .none): result = result.orNone
            default: return .any
            }
        }
        return result
    }

    private var orNone: ValueType {
        switch self {
        case .optional, .any, .none: self
        default: .optional(self)
        }
    }

    /// Whether a value of this type, not known yet, may turn out to be one of `type`.
    func mayPass(for type: ValueType) -> Bool {
        if self == type { return true }
        switch (self, type) {
        case (_, .any), (.any, _): return true
        case (.either(let types), _): return types.contains { $0.mayPass(for: type) }
        case (_, .either(let types)): return types.contains { mayPass(for: $0) }
        case (.optional(let inner), .optional(let outer)): return inner.mayPass(for: outer)
        case (.optional(let inner), _): return inner.mayPass(for: type)
        case (.none, .optional): return true
        case (.none, .symbol(let allowed)): return allowed.contains("none")
        case (_, .optional(let inner)): return mayPass(for: inner)
        case (.int, .float): return true
        case (.string, .path), (.path, .string), (.path, .path), (.string, .word), (.path, .word): return true
        case (.symbol, .path), (.word, .path), (.symbol, .word), (.word, .word): return true
        case (.word, .symbol), (.string, .symbol): return true
        case (.symbol(let values), .symbol(let allowed)):
            return allowed.isEmpty || values.isEmpty || values.contains(where: allowed.contains)
        case (.list(let inner), .list(let outer)): return inner.mayPass(for: outer)
        case (.range, .list(let element)): return ValueType.int.mayPass(for: element)
        default: return false
        }
    }

    /// What `value` is as one of this type; nil when it does not fit. Int passes for Float, a string or a word for a
    /// path or one of a set of words, a range for a list of its numbers, and nothing else converts. Paths and words come
    /// out as strings, words of a closed set as symbols.
    public func converting(_ value: Value) -> Value? {
        switch (self, value) {
        case (.any, _): return value
        case (.int, .int), (.float, .float), (.string, .string), (.bool, .bool), (.range, .range), (.none, .none):
            return value
        case (.float, .int(let number)): return .float(Double(number))
        case (.path, .string), (.word, .string): return value
        case (.path, .symbol(let text)), (.word, .symbol(let text)): return .string(text)
        case (.symbol(let allowed), .symbol(let text)), (.symbol(let allowed), .string(let text)):
            return allowed.isEmpty || allowed.contains(text) ? .symbol(text) : nil
        // A closed set may count `none` among its words.
        case (.symbol(let allowed), .none): return allowed.contains("none") ? .symbol("none") : nil
        case (.list(let type), .list(let elements)):
            var converted: [Value] = []
            for element in elements {
                guard let value = type.converting(element) else { return nil }
                converted.append(value)
            }
            return .list(converted)
        case (.list, .range(let range)):
            guard let count = Operations.count(value), count <= Value.elementLimit else { return nil }
            return converting(.list(range.map { .int($0) }))
        case (.object(let name), .object(let object)): return object.typeName == name ? value : nil
        case (.optional, .none): return value
        case (.optional(let type), _): return type.converting(value)
        case (.either(let types), _):
            // A range is one before it is a list.
            if case .range = value, types.contains(.range) { return value }
            for type in types {
                if let converted = type.converting(value) { return converted }
            }
            return nil
        default: return nil
        }
    }

    /// The types that it may turn out to be: of an optional one without its `none`.
    var alternatives: [ValueType] {
        switch self {
        case .optional(let type): type.alternatives
        case .either(let types): types.flatMap(\.alternatives)
        default: [self]
        }
    }

    var isList: Bool { if case .list = self { true } else { false } }

    /// Whether it is a list, or may be one.
    var hasList: Bool {
        switch self {
        case .list: true
        case .optional(let type): type.hasList
        case .either(let types): types.contains(where: \.hasList)
        default: false
        }
    }

    /// Without its `none`.
    public var unwrapped: ValueType {
        if case .optional(let type) = self { return type.unwrapped }
        return self
    }

    /// What a list of it holds; nil of what is no list.
    public var elementType: ValueType? {
        switch unwrapped {
        case .list(let element): element
        case .range: .int
        case .any, .either: .any
        default: nil
        }
    }

    var isEither: Bool { if case .either = self { true } else { false } }

    /// The type of the objects it is.
    var object: String? { if case .object(let name) = self { name } else { nil } }

    /// The object types it names, through `optional`, `either` and lists.
    var objectNames: [String] {
        switch self {
        case .object(let name): [name]
        case .optional(let type), .list(let type): type.objectNames
        case .either(let types): types.flatMap(\.objectNames)
        default: []
        }
    }

    /// The words of its closed set, through `optional`, `either` and lists.
    public var words: [String] {
        switch self {
        case .symbol(let values): values
        case .bool: ["true", "false"]
        case .optional(let type): type.words + ["none"]
        case .list(let type): type.words
        case .either(let types): types.flatMap(\.words)
        default: []
        }
    }
}
