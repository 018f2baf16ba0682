import TestSupport

/// Random programs in which nearly everything fits: names that are bound, operands, arguments and functions of the
/// types they take. What they compute with is partly known before the run and partly not.
struct TypedProgramGenerator {
    indirect enum Kind: Hashable {
        case int, float, string, bool, word, range
        case list(Kind)
        case checkpoint, samples, evaluation, metric
    }

    private var dice: SplitMix
    /// The variables of the blocks around, outermost first.
    private var scopes: [[(name: String, kind: Kind)]] = [[]]
    private var definitions: [(name: String, parameters: [Kind], result: Kind?)] = []
    private var count = 0
    /// How often a value of any kind stands where one of a certain kind should: never, or one in so many.
    private let slips: Int?
    /// Not in what a branch gives: which of two types it has, only the run decides.
    private var maySlip = true

    init(seed: UInt64, slips: Int? = nil) {
        dice = SplitMix(state: seed)
        self.slips = slips
    }

    mutating func program() -> String {
        var lines = ["load checkpoint small.pt as m", "let s = sample $m n=4", "let e = eval $s"]
        scopes = [[("m", .checkpoint), ("s", .samples), ("e", .evaluation)]]
        definitions = []
        if chance(3) { lines.insert("bds 2", at: 0) }
        if chance(3) {
            let kind = simple()
            lines.append("param p: \(type(kind)) = \(constant(kind))")
            scopes[0].append(("p", kind))
        }
        if chance(2) { lines.append(definition()) }
        for _ in 0..<Int.random(in: 1...7, using: &dice) { lines.append(statement(depth: 3)) }
        return lines.joined(separator: "\n")
    }

    // MARK: Choices

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &dice) == 0 }
    private mutating func pick<T>(_ options: [T]) -> T { options[Int.random(in: 0..<options.count, using: &dice)] }

    private mutating func simple() -> Kind { pick([.int, .float, .string, .bool, .word]) }

    private mutating func kind(depth: Int = 2) -> Kind {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0, 1: .int
        case 2: .float
        case 3: .string
        case 4: .bool
        case 5: .word
        case 6: .range
        case 7: pick([.samples, .evaluation, .metric, .checkpoint])
        default: depth > 0 ? .list(kind(depth: depth - 1)) : .int
        }
    }

    private func type(_ kind: Kind) -> String {
        switch kind {
        case .int: "Int"
        case .float: "Float"
        case .string: "String"
        case .bool: "Bool"
        case .word: "Symbol"
        case .range: "Range"
        case .list(let element): "[\(type(element))]"
        case .checkpoint: "Checkpoint"
        case .samples: "Samples"
        case .evaluation: "Evaluation"
        case .metric: "Metric"
        }
    }

    private mutating func fresh() -> String {
        count += 1
        return "v\(count)"
    }

    private mutating func variable(_ kind: Kind) -> String? {
        let fitting = scopes.flatMap { $0 }.filter { $0.kind == kind }
        // Where a name is bound again, the last one counts.
        let visible = fitting.filter { candidate in
            scopes.flatMap { $0 }.last { $0.name == candidate.name }?.kind == kind
        }
        return visible.isEmpty ? nil : "$" + pick(visible).name
    }

    // MARK: Statements

    private mutating func block(depth: Int, binding: [(name: String, kind: Kind)] = [], yields: Kind? = nil) -> String {
        scopes.append(binding)
        defer { scopes.removeLast() }
        var lines = (0..<Int.random(in: yields == nil ? 1...2 : 0...1, using: &dice)).map { _ in
            statement(depth: depth - 1)
        }
        if let yields {
            let before = maySlip
            maySlip = false
            lines.append(statementOf(yields))
            maySlip = before
        }
        return "{\n\(lines.joined(separator: "\n"))\n}"
    }

    /// An expression that may stand as a statement: in parentheses it is never taken for a command.
    private mutating func statementOf(_ kind: Kind) -> String { "(\(expression(kind, depth: 2)))" }

    private mutating func statement(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 14 : 7), using: &dice) {
        case 0, 1, 2:
            let kind = kind()
            let value = right(kind, depth: depth)
            let name = chance(6) ? pick(["a", "b"]) : fresh()
            scopes[scopes.count - 1].append((name, kind))
            return "let \(name) = \(value)"
        case 3: return "print \(argument(kind())) \(argument(kind()))"
        case 4: return "assert \(expression(.bool, depth: 2)) or true, \(expression(.string, depth: 1))"
        case 5:
            let name = fresh()
            let command = command()
            scopes[scopes.count - 1].append((name, .samples))
            return "\(command) as \(name)"
        case 6:
            if let definition = definitions.isEmpty ? nil : pick(definitions) {
                return ([definition.name] + definition.parameters.map { argument($0) }).joined(separator: " ")
            }
            return "eval \(argument(.samples))"
        case 7, 8:
            let element = kind(depth: 1)
            let name = fresh()
            return
                "for \(name) in \(sequence(element, depth: 1)) \(block(depth: depth, binding: [(name, element)]))"
        case 9, 10:
            let condition = expression(.bool, depth: 2)
            return "if \(condition) \(block(depth: depth))" + (chance(2) ? "" : " else \(block(depth: depth))")
        case 11: return "try \(block(depth: depth))"
        case 12: return "compare \(argument(.evaluation)) \(argument(.evaluation))"
        default: return statementOf(kind())
        }
    }

    private mutating func definition() -> String {
        let name = fresh()
        let parameters = (0..<Int.random(in: 0...3, using: &dice)).map { _ in (name: fresh(), kind: kind(depth: 1)) }
        let result = chance(2) ? kind(depth: 1) : nil
        let around = scopes
        scopes = [around[0] + parameters]
        var lines = [statement(depth: 1)]
        if let result { lines.append("return \(right(result, depth: 1))") }
        scopes = around
        definitions.append((name, parameters.map(\.kind), result))
        let declared = parameters.map { "\($0.name): \(type($0.kind))" }.joined(separator: ", ")
        return "def \(name)(\(declared)) {\n\(lines.joined(separator: "\n"))\n}"
    }

    private mutating func command() -> String {
        var text = "sample \(argument(.checkpoint))"
        if chance(2) { text += " n=\(argument(.int))" }
        if chance(3) { text += " unmask=\(pick(["llada", "random"]))" }
        if chance(3) { text += " top_p=\(argument(.float))" }
        if chance(3) { text += " seeds=\(argument(.list(.int)))" }
        if chance(4) { text += " temperature=\(argument(.int))" }
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: return text + " | pick valid"
        case 1: return text + " | save"
        case 2: return "pick \(argument(.samples)) invalid"
        default: return text
        }
    }

    /// What stands behind `let x =` and `return`.
    private mutating func right(_ kind: Kind, depth: Int) -> String {
        if depth > 0, chance(4), let definition = definitions.first(where: { $0.result == kind }) {
            return ([definition.name] + definition.parameters.map { argument($0) }).joined(separator: " ")
        }
        switch (kind, Int.random(in: 0..<4, using: &dice)) {
        case (.samples, 0...1): return command()
        case (.evaluation, 0...1): return "eval \(argument(.samples))"
        case (.list(let element), 0) where depth > 0:
            let name = fresh()
            let variable = self.kind(depth: 1)
            let sequence = sequence(variable, depth: 1)
            return "for \(name) in \(sequence) \(block(depth: depth, binding: [(name, variable)], yields: element))"
        case (_, 1) where depth > 0:
            let condition = expression(.bool, depth: 1)
            return
                "if \(condition) \(block(depth: depth, yields: kind)) else \(block(depth: depth, yields: kind))"
        default: return expression(kind, depth: depth)
        }
    }

    /// What `for` runs through.
    private mutating func sequence(_ element: Kind, depth: Int) -> String {
        element == .int && chance(2) ? expression(.range, depth: depth) : expression(.list(element), depth: depth)
    }

    // MARK: Expressions

    private mutating func argument(_ kind: Kind) -> String {
        if let name = variable(kind), chance(2) { return name }
        return "(\(expression(kind, depth: 1)))"
    }

    private mutating func operand(_ kind: Kind, _ depth: Int) -> String {
        let text = expression(kind, depth: depth - 1)
        return chance(2) && !text.hasPrefix("-") && !text.contains(" ") && !text.contains("..") ? text : "(\(text))"
    }

    private mutating func constant(_ kind: Kind) -> String {
        switch kind {
        case .int: pick(["0", "1", "2", "3", "7", "-1", "1_000"])
        case .float: pick(["0.5", "2.0", "-1.25", "1e3", "0.0"])
        case .string: pick(["\"\"", "\"abc\"", "\"é {\\{}\"".replacing("{\\{}", with: "\\{x}"), "\"a b\\n\""])
        case .bool: pick(["true", "false"])
        case .word: pick(["llada", "random", "large", "x/y.pt"])
        case .range: pick(["0..<3", "1..=2", "0..<0"])
        case .list(let element): "[\(constant(element)), \(constant(element))]"
        case .checkpoint: "$m"
        case .samples: "$s"
        case .evaluation: "$e"
        case .metric: "$e.inside_validity"
        }
    }

    private mutating func expression(_ kind: Kind, depth: Int) -> String {
        var kind = kind
        if let slips, maySlip, chance(slips) { kind = self.kind() }
        if depth <= 0 { return variable(kind).flatMap { chance(3) ? nil : $0 } ?? constant(kind) }
        if chance(4), let name = variable(kind) { return name }
        let d = depth
        switch kind {
        case .int:
            switch Int.random(in: 0..<12, using: &dice) {
            case 0, 1: return "\(operand(.int, d)) \(pick(["+", "-", "*"])) \(operand(.int, d))"
            case 2: return "\(operand(.int, d)) \(pick(["//", "%"])) \(operand(.int, d))"
            case 3: return "len(\(expression(.list(self.kind(depth: 1)), depth: d - 1)))"
            case 4: return "len(\(expression(pick([.string, .range, .samples]), depth: d - 1)))"
            case 5: return "\(operand(.samples, d)).count"
            case 6: return "\(indexable(.list(.int), d))[\(expression(.int, depth: d - 1))]"
            case 7: return "round(\(expression(.float, depth: d - 1)))"
            case 8: return "\(pick(["max", "min", "sum"]))(\(expression(.list(.int), depth: d - 1)))"
            case 9: return "-\(operand(.int, d))"
            case 10: return "$m.epoch"
            default: return "abs(\(expression(.int, depth: d - 1)))"
            }
        case .float:
            switch Int.random(in: 0..<9, using: &dice) {
            case 0, 1: return "\(operand(.float, d)) \(pick(["+", "-", "*"])) \(operand(pick([.int, .float]), d))"
            case 2: return "\(operand(.int, d)) / \(operand(.float, d))"
            case 3: return "\(operand(.metric, d)).\(pick(["mean", "std"]))"
            case 4: return "\(operand(.evaluation, d)).eta"
            case 5: return "mean(\(expression(.list(.float), depth: d - 1)))"
            case 6: return "round(\(expression(.float, depth: d - 1)), \(pick(["0", "2", "15"])))"
            case 7: return "\(pick(["max", "min"]))(\(expression(.list(.float), depth: d - 1)))"
            default: return "\(operand(.float, d)) % \(operand(.float, d))"
            }
        case .string:
            switch Int.random(in: 0..<7, using: &dice) {
            case 0, 1:
                return "\"a{\(braced(self.kind(), d))} b{\(braced(.int, d))}\\{\""
            case 2: return "\(operand(.string, d)) + \(operand(.string, d))"
            case 3: return "join(\(expression(.list(self.kind(depth: 0)), depth: d - 1)), \"-\")"
            case 4: return "text(\(expression(self.kind(), depth: d - 1)))"
            case 5: return "\(operand(.string, d))[\(expression(pick([.int, .range]), depth: d - 1))]"
            default: return "max(\(expression(.list(.string), depth: d - 1)))"
            }
        case .bool:
            switch Int.random(in: 0..<8, using: &dice) {
            case 0: return "\(operand(.int, d)) \(pick(["<", "<=", ">", ">="])) \(operand(.float, d))"
            case 1: return "\(operand(.string, d)) \(pick(["<", ">="])) \(operand(pick([.string, .word]), d))"
            case 2:
                let compared = pick([Kind.int, .float, .string, .bool, .word, .range, .list(.int)])
                return "\(operand(compared, d)) \(pick(["==", "!="])) \(operand(compared, d))"
            case 3, 4: return "\(operand(.bool, d)) \(pick(["and", "or"])) \(operand(.bool, d))"
            case 5: return "not \(operand(.bool, d))"
            case 6:
                let element = simple()
                return
                    "contains(\(expression(.list(element), depth: d - 1)), \(expression(element, depth: d - 1)))"
            default: return "\(operand(self.kind(), d)) == none"
            }
        case .word: return chance(2) ? constant(.word) : "\(operand(.checkpoint, d)).noise"
        case .range:
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: return "0..<\(operand(.int, d))"
            case 1: return "\(operand(.range, d))[\(expression(.range, depth: d - 1))]"
            default: return constant(.range)
            }
        case .list(let element):
            switch Int.random(in: 0..<8, using: &dice) {
            case 0, 1, 2:
                let parts = (0..<Int.random(in: 0...3, using: &dice)).map { _ in expression(element, depth: d - 1) }
                return "[\(parts.joined(separator: ", "))]"
            case 3: return "\(operand(kind, d)) + \(operand(kind, d))"
            case 4: return "reversed(\(expression(kind, depth: d - 1)))"
            case 5 where [.int, .float, .string].contains(element): return "sorted(\(expression(kind, depth: d - 1)))"
            case 5 where element == .samples: return "[\(expression(.samples, depth: d - 1))]"
            case 6: return "\(indexable(kind, d))[\(expression(.range, depth: d - 1))]"
            case 7 where element == .int:
                return chance(2) ? "list(\(expression(.range, depth: d - 1)))" : "\(operand(.samples, d)).seeds"
            default:
                let name = fresh()
                let variable = self.kind(depth: 1)
                let sequence = sequence(variable, depth: d - 1)
                return "(for \(name) in \(sequence) \(block(depth: 0, binding: [(name, variable)], yields: element)))"
            }
        case .checkpoint: return variable(.checkpoint) ?? "$m"
        case .samples:
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: return "\(operand(.samples, d))[\(expression(.range, depth: d - 1))]"
            case 1: return "(\(command()))"
            default: return variable(.samples) ?? "$s"
            }
        case .evaluation: return chance(3) ? "(eval \(argument(.samples)))" : variable(.evaluation) ?? "$e"
        case .metric:
            return chance(2)
                ? "\(operand(.evaluation, d)).inside_validity" : "\(operand(.evaluation, d))[\"a/b\"]"
        }
    }

    /// A value whose parts are taken: `[0]` behind a literal list is its index, too.
    private mutating func indexable(_ kind: Kind, _ depth: Int) -> String { operand(kind, depth) }

    /// In braces a bare word is refused.
    private mutating func braced(_ kind: Kind, _ depth: Int) -> String {
        let text = expression(kind, depth: depth - 1)
        return kind == .word ? "(\(text))" : text
    }
}
