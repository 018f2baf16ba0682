import Foundation
import TestSupport
import Testing

@testable import Language

/// The printed grammar and the parser are one: what the rules derive is parsed, and each function of the parser repeats
/// the rule it reads.
@Suite struct GrammarTests {
    /// Programs derived from the rules at random, until each alternative, option and repetition was taken.
    @Test func whatTheRulesDeriveIsParsed() throws {
        let problem = try onDeepStack(Self.firstThatIsNotParsed)
        #expect(problem == nil, "\(problem ?? "")")
    }

    /// What is wrong with the first program that the parser refuses; nil when it takes all and nothing is left out.
    @Sendable private static func firstThatIsNotParsed() throws -> String? {
        let grammar = try EBNF(Grammar.text)
        var derivation = Derivation(grammar: grammar, seed: 7)
        var round = 0
        while round < 1_000 || round < 5_000 && !derivation.untaken.isEmpty {
            round += 1
            let text = derivation.program()
            let errors = Script(SourceText(name: "derived", text: text)).diagnostics
            // What only a comment of the grammar states, and a condition behind `&&`, which is a slip.
            let areExcused = errors.allSatisfy {
                switch $0.problem {
                case SyntaxProblem.nameGivenTwice, SyntaxProblem.foreignOperator("&&", _): true
                default: false
                }
            }
            if areExcused { continue }
            return "round \(round): \(errors.map(\.oneLine))\n\(text)"
        }
        return derivation.untaken.isEmpty ? nil : "never taken: \(derivation.untaken)"
    }

    /// All rules stand in the parser above the function that reads them, and no others.
    @Test func functionsRepeatTheGrammar() throws {
        func bare(_ text: some StringProtocol) -> String { String(text.filter { !$0.isWhitespace }) }
        let rules = Grammar.text.replacing(/\(\*.*?\*\)/, with: "").split(separator: #/ ; *(\n|$)/#).map(bare)
        var repeated: Set<String> = []
        for file in ["Lexer", "ParserStatements", "ParserCommands", "ParserExpressions", "ParserStrings"] {
            let url = Reference.packageFolder.appendingPathComponent("Sources/Language/Syntax/\(file).swift")
            let text = try String(contentsOf: url, encoding: .utf8)
            let comments = text.replacing(/\n *\/\/\/ (?=\|)/, with: " ").components(separatedBy: "\n").map(\.trimmed)
            for line in comments where line.hasPrefix("/// ") && line.contains(" = ") && line.hasSuffix(" ;") {
                let rule = bare(line.dropFirst(4).dropLast(2))
                #expect(rules.contains(rule), "\(line) in \(file)")
                repeated.insert(rule)
            }
        }
        for rule in rules where !rule.isEmpty { #expect(repeated.contains(rule), "no function repeats \(rule)") }
    }
}

// MARK: The grammar as data

/// Rules in ISO EBNF.
private struct EBNF {
    indirect enum Node {
        case text(String)
        case name(String)
        case sequence([Node])
        /// `id` names the place, for counting what was taken.
        case choice(id: Int, [Node])
        case option(id: Int, Node)
        case repetition(id: Int, Node)
    }

    private(set) var rules: [String: Node] = [:]
    private(set) var idCount = 0
    private var rest: Substring

    struct Malformed: Error { let rest: String }

    init(_ text: String) throws {
        rest = Substring(text.replacing(/\(\*.*?\*\)/, with: ""))
        while let name = words() {
            guard take("=") else { throw Malformed(rest: String(rest.prefix(40))) }
            rules[name] = try choice()
            guard take(";") else { throw Malformed(rest: String(rest.prefix(40))) }
        }
    }

    private mutating func take(_ text: String) -> Bool {
        rest = rest.drop(while: \.isWhitespace)
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    /// A name, which may be of several words.
    private mutating func words() -> String? {
        rest = rest.drop(while: \.isWhitespace)
        let name = rest.prefix { $0.isLetter || $0 == " " }
        rest = rest.dropFirst(name.count)
        let trimmed = String(name).trimmed
        return trimmed.isEmpty ? nil : trimmed
    }

    private mutating func nextID() -> Int {
        idCount += 1
        return idCount - 1
    }

    private mutating func choice() throws -> Node {
        var nodes = [try sequence()]
        while take("|") { nodes.append(try sequence()) }
        return nodes.count == 1 ? nodes[0] : .choice(id: nextID(), nodes)
    }

    private mutating func sequence() throws -> Node {
        var nodes = [try factor()]
        while take(",") { nodes.append(try factor()) }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func factor() throws -> Node {
        for quote in ["\"", "'"] where take(quote) {
            let text = rest.prefix { String($0) != quote }
            rest = rest.dropFirst(text.count + 1)
            return .text(String(text))
        }
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] where take(open) {
            let inner = try choice()
            guard take(close) else { throw Malformed(rest: String(rest.prefix(40))) }
            switch open {
            case "[": return .option(id: nextID(), inner)
            case "{": return .repetition(id: nextID(), inner)
            default: return inner
            }
        }
        guard let name = words() else { throw Malformed(rest: String(rest.prefix(40))) }
        return .name(name)
    }
}

/// Random texts of a grammar.
private struct Derivation {
    private let grammar: EBNF
    private var dice: SplitMix
    /// What was taken of each choice, option and repetition.
    private var taken: [Int: Set<Int>] = [:]
    private var levels = 0
    private var shallowest: [Int: [Int]] = [:]
    /// How high the shortest derivation of a rule is.
    private var heights: [String: Int] = [:]

    /// What lies below the rules.
    private static let terminals: [String: [String]] = [
        "newline": ["\n", "\n", "  # note\n"], "end": ["\u{1}"], "adjacent": ["\u{2}"], "letter": ["k", "q", "ß"],
        "digit": ["0", "1"], "type name": ["Int", "Checkpoint"], "wordbyte": ["k", "q", "z"],
        "character": ["c", "é", "}"],
        "hex digits": ["1F600", "e9"], "any character but a line end": ["x", "\"", "{"],
    ]
    /// Rules whose parts have no blanks between them.
    private static let lexical: Set<String> = ["name", "number", "digits", "word", "string", "escape", "comment"]

    init(grammar: EBNF, seed: UInt64) {
        self.grammar = grammar
        dice = SplitMix(state: seed)
        for name in Self.terminals.keys { heights[name] = 0 }
        // As often as the longest chain of rules.
        for _ in grammar.rules {
            for (name, node) in grammar.rules { if let height = height(node) { heights[name] = height + 1 } }
        }
    }

    private func height(_ node: EBNF.Node) -> Int? {
        switch node {
        case .text, .option, .repetition: return 0
        case .name(let name): return heights[name]
        case .choice(_, let nodes): return nodes.compactMap(height).min()
        case .sequence(let nodes):
            let all = nodes.map(height)
            return all.contains { $0 == nil } ? nil : all.compactMap { $0 }.max()
        }
    }

    /// The alternatives that end soonest.
    private mutating func shallow(_ id: Int, _ nodes: [EBNF.Node]) -> [Int] {
        if let known = shallowest[id] { return known }
        let least = nodes.compactMap(height).min()
        let places = nodes.indices.filter { height(nodes[$0]) == least }
        shallowest[id] = places
        return places
    }

    /// What no derivation has taken yet.
    var untaken: [Int] {
        (0..<grammar.idCount).filter { id in (taken[id]?.count ?? 0) < wanted(id) }
    }

    private func wanted(_ id: Int) -> Int {
        func find(_ node: EBNF.Node) -> Int? {
            switch node {
            case .text, .name: return nil
            case .choice(let own, let nodes): return own == id ? nodes.count : nodes.lazy.compactMap(find).first
            case .option(let own, let inner), .repetition(let own, let inner): return own == id ? 2 : find(inner)
            case .sequence(let nodes): return nodes.lazy.compactMap(find).first
            }
        }
        return grammar.rules.values.lazy.compactMap(find).first ?? 0
    }

    mutating func program() -> String {
        levels = 0
        let text = derive(.name("script"), isLexical: false) + " " + derive(.name("comment"), isLexical: true)
        // Adjacent: no blank on either side. An end is one where a brace or nothing follows, else a line's.
        return text.replacing(/\s*\u{2}\s*/, with: "").replacing(/\u{1}(?=\s*(\}|#|$))/, with: "")
            .replacing("\u{1}", with: "\n")
    }

    private mutating func derive(_ node: EBNF.Node, isLexical: Bool) -> String {
        levels += 1
        defer { levels -= 1 }
        let isDeep = levels > (isLexical ? 90 : 44)
        switch node {
        case .text(let text): return text
        case .name(let name):
            if let options = Self.terminals[name] { return options.randomElement(using: &dice) ?? "" }
            guard let rule = grammar.rules[name] else { return "<\(name)>" }
            if name == "pipeline" { return pipeline(rule) }
            return derive(rule, isLexical: Self.lexical.contains(name))
        case .sequence(let nodes):
            if case .text("{") = nodes[0], isLexical { return interpolation(nodes[1]) }
            return nodes.map { derive($0, isLexical: isLexical) }.joined(separator: isLexical ? "" : " ")
        case .choice(let id, let nodes):
            let places = isDeep ? shallow(id, nodes) : Array(nodes.indices)
            let place = places.randomElement(using: &dice) ?? 0
            taken[id, default: []].insert(place)
            return derive(nodes[place], isLexical: isLexical)
        case .option(let id, let inner):
            let isTaken = !isDeep && Int.random(in: 0..<3, using: &dice) == 0
            taken[id, default: []].insert(isTaken ? 1 : 0)
            return isTaken ? derive(inner, isLexical: isLexical) : ""
        case .repetition(let id, let inner):
            let count = isDeep ? 0 : [0, 0, 0, 0, 1, 2].randomElement(using: &dice) ?? 0
            taken[id, default: []].insert(min(count, 1))
            return (0..<count).map { _ in derive(inner, isLexical: isLexical) }.joined(separator: isLexical ? "" : " ")
        }
    }

    // Two rules that a comment of the grammar restricts: drawn again until it holds.

    private mutating func interpolation(_ expression: EBNF.Node) -> String {
        for _ in 0..<20 {
            let text = derive(expression, isLexical: false)
            if text.wholeMatch(of: /\s*[kqz]+\s*/) == nil { return "{\(text)}" }
        }
        // Where the derivation is to end, the shortest is always the same.
        return "{$k}"
    }

    private mutating func pipeline(_ rule: EBNF.Node) -> String {
        for _ in 0..<20 {
            let text = derive(rule, isLexical: false)
            if text.prefixMatch(of: /\p{L}+ *([-+*\/%=<>!.]|and\b|or\b)/) == nil { return text }
        }
        return "k"
    }
}
