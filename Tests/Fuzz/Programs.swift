import Foundation
import Language
import Runtime

/// Programs to run in the playground: those that the commands show, some that use the language, and calls of every
/// command with generated values.
enum Programs {
    static let prelude = """
        load checkpoint tiny.pt as v1
        load dataset plans.pt as rplan
        load samples s.pt as s
        load results r.json as e

        """

    static let all: [String] =
        [
            "for eta in [0.2, 0.4] { sample $v1 n=2 steps=3 seeds=[1] unmask=llada remask=cap eta=$eta | save }",
            "let x = for i in 1..=3 { $i * $i }\nprint $x[-1] len($x) join($x, \"-\") \"{$x} {(1 + 2)}\"",
            "def f(m: Checkpoint, n: Int = 2) {\n  let q = sample $m n=$n steps=2 seeds=[7]\n  return eval $q\n}\nlet r = f $v1\nprint $r.inside_validity.mean",
            "try { load samples gone.pt }\nassert 1 < 2, \"fine\"\nif len($s) > 3 { show $s[0..<2] } else { show $s }",
            "param n: Int = 2\nlet t = \"é\"\nprint [1, 2.5, none, $t, [true]] $n 4..<8 round(2.5, 1)",
            "sample $v1 n=2 steps=2 | save to out/a.pt\nload samples out/a.pt | eval | export to out/a.json",
            "diff r.json r.json tolerance=0.1\ncompare $e $e\nlist\ninfo s.pt\nset threads=2 format=csv\nlist",
            "predict $v1 tokens=[0, 1, MASK] t=0.3\ndenoise $v1 t=[0.5] n=2",
            "train $v1 steps=2 batch=2 to out/c.pt\nsynthesize n=4 to out/p.pt\nfilter $s connected",
        ] + Runtime.table.commands.flatMap(\.examples)

    static let history = all.map(HistoryLine.line).joined()

    static let note = """
        # A note

        ```bds name=first
        list
        print 1
        ```

        ~~~bds {#second}
        bds> print "a"
        a
        bds> for x in [1] {
        ...>   print $x
        ...> }
        ~~~

        """

    static let pieces = [
        "{", "}", "(", ")", "[", "]", "\"", "|", "=", "==", "$", "$v1", "$s", "$e", "$rplan", ",", ";", "&&", "..<",
        "..=", "-", "*", "//", ".", "\n", "\r\n", "\t", "#", "let x = ", "for x in ", "if ", "else ", "def f(", "try {",
        "return ", "as y", "9223372036854775807", "-9223372036854775808", "1e999", "\u{0}", "👩‍👩‍👧", "e\u{301}", "{$",
        "sample ", "show ", "eval ", "print ", "list ", "n=2 ", "steps=2 ", "not ", "none", "len(", "list(", "text(",
    ]

    /// What leaves the playground, or takes the process with it.
    static func isTame(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let before = index > 0 ? bytes[index - 1] : 32
            let isName = before >= 0x80 || "_.-".utf8.contains(before) || isalnum(Int32(before)) != 0
            if byte == UInt8(ascii: "~") || byte == UInt8(ascii: "/") && !isName { return false }
            if byte == UInt8(ascii: "."), before == UInt8(ascii: "."),
                index + 1 == bytes.count
                    || !"<=".utf8.contains(bytes[index + 1])
            {
                return false
            }
        }
        return !text.contains("cd") && !text.contains("HOME")
    }

    /// A call of some command, its arguments drawn by their types; a few are left out, a few are of another type.
    static func call(_ mutator: inout Mutator) -> String {
        let commands = Runtime.table.commands.filter { $0.name != "cd" }
        guard let command = mutator.pick(commands) else { return "" }
        var text = command.name
        for parameter in command.parameters {
            let isSmall = ["n", "steps", "batch", "threads", "epochs", "count"].contains(parameter.name)
            let isNeeded = parameter.absence == .required || isSmall && mutator.isLikely(90)
            guard isNeeded || mutator.isLikely(35) else { continue }
            let value =
                isSmall && mutator.isLikely(70)
                ? "2" : value(mutator.isLikely(6) ? .any : parameter.type, &mutator)
            switch parameter.form {
            case .positional: text += mutator.isLikely(85) ? " \(value)" : " \(parameter.name)=\(value)"
            case .variadic: text += " \(value)" + (mutator.isLikely(30) ? " \(value)" : "")
            case .named: text += " \(parameter.name)=\(value)"
            case .clause: text += mutator.isLikely(80) ? " \(parameter.name) \(value)" : " \(parameter.name)=\(value)"
            }
        }
        return text
    }

    private static func value(_ type: ValueType, _ mutator: inout Mutator) -> String {
        func one(_ options: [String]) -> String { mutator.pick(options) ?? "none" }
        switch type {
        case .int:
            return one(["0", "1", "2", "3", "8", "-1", "65", "10001", "9223372036854775807", "-9223372036854775808"])
        case .float: return one(["0", "0.5", "1", "0.9", "-0.5", "1.5", "1e308", "1e-308", "3"])
        case .string: return one(["\"\"", "\"x\"", "\"e\u{301}\"", "\"a\\nb\"", "\"\\u{202e}\""])
        case .bool: return one(["true", "false"])
        case .path:
            return one([
                "s.pt", "r.json", "plans.pt", "plans.mat", "tiny.pt", "gone.pt", "out/x.json", "out/x.csv", "out/x.pt",
                "out/x.md", "out/x.bds", "out", "\"\"", "\"*.pt\"", "\"eval_results/loglinear/*.json\"", "a.bds",
                "n.md",
            ])
        case .symbol(let words): return mutator.pick(words) ?? "zzz"
        case .word: return one(["loglinear", "zzz", "llada_argmax_no_remask", "a/b", "3", "\"\"", "connected", "for"])
        case .list(let element):
            return "[" + (0..<mutator.number(0...3)).map { _ in value(element, &mutator) }.joined(separator: ", ") + "]"
        case .range: return one(["0..<3", "1..=2", "-5..<5", "0..<9223372036854775807"])
        case .object(let name):
            return ["Checkpoint": "$v1", "Dataset": "$rplan", "Samples": "$s", "Evaluation": "$e"][name] ?? "$e"
        case .optional(let type): return mutator.isLikely(20) ? "none" : value(type, &mutator)
        case .either(let types): return value(mutator.pick(types) ?? .any, &mutator)
        case .any, .none:
            return value(
                mutator.pick([
                    .int, .float, .string, .bool, .path(), .word(""), .range, .list(.int), .object("Samples"),
                    .object("Checkpoint"), .object("Evaluation"),
                ]) ?? .int, &mutator)
        }
    }
}
