/// Turns type annotations into types.
struct TypeResolver {
    let index: CommandIndex
    let program: Program

    static let simple: [(String, ValueType)] = [
        ("Int", .int), ("Float", .float), ("String", .string), ("Bool", .bool), ("Path", .path()),
        ("Symbol", .word("")), ("List", .list(.any)), ("Range", .range), ("Any", .any), ("none", .none),
    ]

    /// The type an annotation means; `report` is told what is wrong with it and where, and the type is then `any`.
    func resolve(_ annotation: TypeAnnotation?, report: (ScriptProblem, Range<Int>) -> Void) -> ValueType {
        guard let annotation else { return .any }
        switch annotation.kind {
        case .list(let element): return .list(resolve(element, report: report))
        case .optional(let type): return .optional(resolve(type, report: report))
        case .union(let types):
            let resolved = types.map { resolve($0, report: report) }
            let some = resolved.filter { $0 != .none }
            let type = some.count == 1 ? some[0] : .either(some)
            return some.count == resolved.count ? type : .optional(type)
        case .named(let name):
            if let simple = Self.simple.first(where: { $0.0 == name }) { return simple.1 }
            if index.objectType(name) != nil { return .object(name) }
            let names = Self.simple.map(\.0) + index.table.objectTypes.map(\.name)
            report(.unknownType(name, known: names), annotation.range)
            return .any
        }
    }
}
