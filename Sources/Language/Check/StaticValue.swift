/// What is known of a value before the run.
enum StaticValue {
    case known(Value)
    case unknown(ValueType)
    /// A list of which some elements are not known.
    case listed([StaticValue])
    /// The outcome of a mistake that has been reported: whatever follows from it is no other mistake.
    case poison

    var type: ValueType {
        switch self {
        case .known(let value): value.type
        case .unknown(let type): type
        case .listed(let elements): .list(ValueType.common(elements.map { $0.type.widened }))
        case .poison: .any
        }
    }

    /// The value itself; nil when it is not known.
    var known: Value? { if case .known(let value) = self { value } else { nil } }

    var isPoison: Bool { if case .poison = self { true } else { false } }

    /// The elements of a list, one by one; nil of what is none, or where their number is not known.
    var elements: [StaticValue]? {
        switch self {
        case .known(.list(let elements)): elements.map { .known($0) }
        case .listed(let elements): elements
        default: nil
        }
    }

    /// The same without its value: inside a branch that the known values do not reach.
    var forgotten: StaticValue {
        switch self {
        case .known(let value): .unknown(value.type.widened)
        case .listed: .unknown(type)
        case .unknown, .poison: self
        }
    }

    /// Whether it may turn out to be one of `type`.
    func mayPass(for type: ValueType) -> Bool {
        switch self {
        case .poison: true
        case .known(let value): type.converting(value) != nil
        case .unknown(let own): own.mayPass(for: type)
        case .listed(let elements):
            switch type {
            case .any: true
            case .list(let element): elements.allSatisfy { $0.mayPass(for: element) }
            case .optional(let inner): mayPass(for: inner)
            case .either(let types): types.contains { mayPass(for: $0) }
            default: false
            }
        }
    }

    /// The list of some values: known where all of them are.
    static func list(_ elements: [StaticValue]) -> StaticValue {
        if elements.contains(where: \.isPoison) { return .poison }
        let known = elements.compactMap(\.known)
        if known.count == elements.count { return .known(.list(known)) }
        if elements.count <= elementLimit { return .listed(elements) }
        return .unknown(.list(ValueType.common(elements.map { $0.type.widened })))
    }

    /// Longer lists are known by their type alone.
    private static let elementLimit = 1_000
}

extension ValueType {
    /// Without what only a single value tells: a word of no particular set, a list of anything.
    var widened: ValueType {
        switch self {
        case .symbol: .symbol([])
        case .list(let element): .list(element.widened)
        case .none: .any
        default: self
        }
    }
}

/// A variable as the checker sees it.
struct CheckedVariable {
    let value: StaticValue
    /// Where it was made, if in the program under check: an offset that stands for it in the list of unused ones.
    let origin: Int?
    /// Whether it may be another on another day or machine (`CommandSignature.varies`).
    var varies = false
}

/// What the session holds of an object type at some point of the script.
struct CheckedLatest {
    /// Later ones have more.
    var order = 0
    let name: String?
    let value: StaticValue
}
