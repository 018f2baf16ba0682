/// What is known of a value before the run.
enum StaticValue {
    case known(Value)
    case unknown(ValueType)
    /// The outcome of a mistake that has been reported: whatever follows from it is no other mistake.
    case poison

    var type: ValueType {
        switch self {
        case .known(let value): value.type
        case .unknown(let type): type
        case .poison: .any
        }
    }

    /// The value itself; nil when it is not known.
    var known: Value? { if case .known(let value) = self { value } else { nil } }

    var isPoison: Bool { if case .poison = self { true } else { false } }

    /// The same without its value: inside a branch that the known values do not reach.
    var forgotten: StaticValue { if case .known(let value) = self { .unknown(value.type.widened) } else { self } }

    /// The list of some values: known where all of them are.
    static func list(_ elements: [StaticValue]) -> StaticValue {
        if elements.contains(where: \.isPoison) { return .poison }
        let known = elements.compactMap(\.known)
        if known.count == elements.count { return .known(.list(known)) }
        return .unknown(.list(ValueType.common(elements.map { $0.type.widened })))
    }
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
}

/// What the session holds of an object type at some point of the script.
struct CheckedLatest {
    let name: String?
    let value: StaticValue
}
