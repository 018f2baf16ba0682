/// The syntax tree: what was written, untyped. Ranges are offsets into the program's own source.

struct Name: Sendable {
    let text: String
    let range: Range<Int>
}

struct Block: Sendable {
    let statements: [Statement]
    /// From `{` to `}`.
    let range: Range<Int>
}

struct Statement: Sendable {
    enum Kind: Sendable {
        case version(LanguageVersion)
        case binding(Name, Expression)
        case pipeline(Pipeline)
        case expression(Expression)
        case loop(Loop)
        case conditional(Conditional)
        case definition(Definition)
        case use(Use)
        case parameter(DeclaredParameter)
        case assertion(Expression, message: Expression?)
        case attempt(Block)
        case yield(Expression)
        /// What could not be parsed; `blocks` of it were.
        case bad
    }

    let kind: Kind
    let range: Range<Int>
}

struct Loop: Sendable {
    let variable: Name
    let sequence: Expression
    /// Which elements it runs for; nil: all.
    let condition: Expression?
    let body: Block
}

struct Conditional: Sendable {
    struct Branch: Sendable {
        let condition: Expression
        let body: Block
    }

    let branches: [Branch]
    let otherwise: Block?
}

struct Definition: Sendable {
    let name: Name
    let parameters: [DeclaredParameter]
    let body: Block
}

/// `use NAME with name=value …`
struct Use: Sendable {
    let module: Name
    /// For the module's `param`s.
    let settings: [(name: Name, value: Expression)]
}

/// A parameter of a `def`, or of the script.
struct DeclaredParameter: Sendable {
    let name: Name
    let type: TypeAnnotation?
    /// `[Path]...`: what is left of the arguments.
    let takesRest: Bool
    let fallback: Expression?
    let range: Range<Int>
}

struct TypeAnnotation: Sendable {
    indirect enum Kind: Sendable {
        case named(String)
        case list(TypeAnnotation)
        case optional(TypeAnnotation)
        case union([TypeAnnotation])
    }

    let kind: Kind
    let range: Range<Int>
}

struct Pipeline: Sendable {
    enum Stage: Sendable {
        case command(WrittenCommand)
        /// Only as the first: `$s | show`.
        case expression(Expression)
    }

    let stages: [Stage]
    /// `as NAME`.
    let name: Name?
    let range: Range<Int>

    /// The word, if this is one and nothing else.
    var loneWord: Name? {
        guard stages.count == 1, name == nil, case .command(let command) = stages[0], command.items.count == 1,
            case .word(let word) = command.items[0].value.kind
        else { return nil }
        return Name(text: word, range: command.items[0].range)
    }
}

/// A command as written; which words name it and what its items are for, the signature table decides.
struct WrittenCommand: Sendable {
    struct Item: Sendable {
        /// `name=`.
        let name: Name?
        let value: Expression
        let range: Range<Int>

        /// The word, if it is a bare one without a name.
        var word: String? {
            if name == nil, case .word(let text) = value.kind { return text }
            return nil
        }
    }

    let items: [Item]
    /// The first comma between items, if any.
    let comma: Range<Int>?
    let range: Range<Int>
}

struct Expression: Sendable {
    indirect enum Kind: Sendable {
        case literal(Literal)
        case string([StringPart])
        case word(String)
        case variable(String)
        case field(Expression, Name)
        case index(Expression, Expression)
        case list([Expression])
        case range(Expression, Expression, isClosed: Bool)
        case unary(UnaryOperator, Expression)
        /// `a + b - c`: operators of one rank, joined from the left, however many.
        case chain(Expression, [Link])
        case call(Name, [WrittenCommand.Item])
        case pipeline(Pipeline)
        case loop(Loop)
        case conditional(Conditional)
        case bad
    }

    /// An operator, and what stands to the right of it.
    struct Link: Sendable {
        let operation: BinaryOperator
        let operand: Expression
    }

    let kind: Kind
    let range: Range<Int>
    /// Levels below and including this one; the parser limits it, so that no walk over the tree runs out of stack.
    let height: Int

    /// From its beginning to a link of it; with the parentheses around it where that is its last.
    func range(through link: Link) -> Range<Int> {
        if case .chain(let first, let links) = kind, links.last?.operand.range != link.operand.range {
            return first.range.lowerBound..<link.operand.range.upperBound
        }
        return range
    }

    /// Whether it is written out, a word, number, text, list or range, and so no object.
    var isPlain: Bool {
        switch kind {
        case .word, .literal, .string, .list, .range: true
        case .unary(_, let operand): operand.isPlain
        default: false
        }
    }

    /// Whether it says something that holds or not: a comparison, `and`, `or`, `not`.
    var isCondition: Bool {
        switch kind {
        case .unary(.not, _): true
        case .chain(_, let links):
            links.contains {
                [.and, .or, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains($0.operation)
            }
        default: false
        }
    }

    /// Whether its value is what a `/` gives.
    var isQuotient: Bool {
        if case .chain(_, let links) = kind { links.last?.operation == .divide } else { false }
    }

    init(_ kind: Kind, _ range: Range<Int>, height: Int = 1) {
        self.kind = kind
        self.range = range
        self.height = height
    }
}

/// A value that is written as one token.
enum Literal: Sendable, Hashable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
}

enum StringPart: Sendable {
    case text(String)
    case value(Expression)
}

enum UnaryOperator: String, Sendable {
    case minus = "-"
    case not = "not"
}

enum BinaryOperator: String, Sendable {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
}
