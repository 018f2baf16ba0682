import TestSupport

/// Programs that parse, for the formatter and to mutate.
enum Programs {
    static let all: [String] = [
        "", "\n\n# only a comment", "bds 1\nlist", "list;list && list",
        "let seeds = [42, 123,\n  456]\nfor s in $seeds { print $s; list }",
        "load checkpoint small.pt as v1\nsample $v1 n=1000 unmask=llada top_p=0.9 remask=cap eta=0.2 | save | eval\n",
        "def f(a: Int, b: [Float]? = none, c = \"x{$a}\") {\n  # why\n  return ($a + 1) * 2 // 3 % 4\n}\nlet y = f 3 c=\"q\"",
        "if len([1]) > 0 and not false or true { list } else if 1 == 2 { list } else { print none }",
        "let e = eval\n$e[\"a/b\"].mean\n$e.inside_validity.mean - -3 -4\n[1..<2, 3..=4, (4), -5, -$e.n]",
        "try {\n  diff a.json ../b/c.json tolerance=1e-9 expect_new=[inside_validity, a/b]\n}\nassert 1 < 2, \"fine {(1)}\"",
        "param n: Int = 1_000\nparam p: Path? = none\nprint \"é日本\", $n  # wide\n",
        "let squares = for x in 1..=3 { $x * $x }\nlet k = if len($squares) > 1 { many } else { few }\nprint (sample n=8).count $k",
        "list\r\nlet x = 1\r\nprint $x\r\n",
        "print [\n  1,\n\n\n  2 # two\n]\n\n\n\nlist   # end",
    ]
}

/// Random programs that parse, with careless spacing.
struct ProgramGenerator {
    private var dice: SplitMix

    init(seed: UInt64) { dice = SplitMix(state: seed) }

    mutating func program() -> String {
        (0..<Int.random(in: 1...8, using: &dice)).map { _ in statement(depth: 3) }.joined(separator: "\n")
    }

    private mutating func pick(_ options: [String]) -> String { options.randomElement(using: &dice) ?? "" }
    private mutating func blank() -> String { pick(["", " ", "  ", "\t "]) }
    private mutating func gap() -> String { pick([" ", "  ", " \t"]) }

    private mutating func statement(depth: Int) -> String {
        let tail = pick(["", "", "  # note", "#x", "\n\n\n"])
        switch Int.random(in: 0..<(depth > 0 ? 9 : 4), using: &dice) {
        case 0:
            return "let\(gap())\(name())\(blank())=\(blank())\(expression(depth: 3))" + (tail == "#x" ? " #x" : tail)
        case 1: return "print\(gap())\(argument()) ,\(argument())" + (tail == "#x" ? "  #x" : tail)
        case 2: return "sample\(gap())n=\(argument())\(gap())seeds = [\(blank())1,2\(blank())]\(blank())|\(blank())save"
        case 3: return "assert\(gap())\(expression(depth: 2))\(blank()),\(blank())\"m{$x}\""
        case 4: return "for \(name()) in\(gap())\(expression(depth: 2)) {\(gap())\(statement(depth: depth - 1))\n}"
        case 5: return "if \(expression(depth: 2)) {\n\(statement(depth: depth - 1))\n}\(blank())else { list }"
        case 6: return "try\(blank()){\n\(statement(depth: depth - 1))\n\(statement(depth: depth - 1))\n  }"
        case 7: return "load checkpoint a/b-\(Int.random(in: 0..<99, using: &dice)).pt as \(name())"
        default: return "(\(expression(depth: 3)))"
        }
    }

    private mutating func name() -> String { pick(["a", "b_1", "größe", "seeds"]) }

    private mutating func argument() -> String {
        pick([
            "3", "-3", "0.5", "1e-9", "$x", "$x.y[0]", "word", "a/b.pt", "\"q {$x}\"", "[1,2]", "4..<8", "(1+2)", "_",
            "none",
        ])
    }

    private mutating func expression(depth: Int) -> String {
        guard depth > 0 else { return pick(["1", "-2", "$x", "\"t\"", "true", "none", "[1 ,2]", "w/x.pt", "len($x)"]) }
        let left = expression(depth: depth - 1)
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: return "\(left)\(gap())\(pick(["+", "-", "*", "//", "%", "/"]))\(gap())\(expression(depth: depth - 1))"
        case 1:
            return
                "((\(left)\(blank()))\(blank())\(pick(["==", "<", ">="]))\(blank())(\(expression(depth: depth - 1))))"
        case 2: return "(not (\(left)\(gap())and\(gap())\(expression(depth: depth - 1))))"
        case 3: return "[\(blank())\(left)\(blank()),\(expression(depth: depth - 1))]"
        case 4: return "($x)[\(left)]"
        case 5: return "max(\(left))"
        default: return "(\(left))"
        }
    }
}
