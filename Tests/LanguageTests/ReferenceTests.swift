import Foundation
import TestSupport
import Testing

@testable import Language

/// `help language` is true.
@Suite struct ReferenceTests {
    /// The examples: runs of lines indented by four blanks, but for the grammar.
    private var examples: [String] {
        let text = languageReference.components(separatedBy: "## Grammar")[0]
        return text.components(separatedBy: "\n\n").filter { $0.hasPrefix("    ") }
    }

    @Test func examplesParse() {
        #expect(examples.count >= 8)
        for example in examples {
            #expect(Script(SourceText(name: "", text: example)).diagnostics.isEmpty, "\(example)")
        }
    }

    @Test func everyRuleThatIsUsedIsDefined() {
        let rules = Grammar.text.components(separatedBy: ";\n").flatMap { $0.components(separatedBy: " ;") }
        let defined = Set(
            rules.compactMap { $0.components(separatedBy: " = ").first?.trimmed }.flatMap {
                $0.components(separatedBy: "*)")
            }.map(\.trimmed))
        for name in ["statement", "pipeline", "value", "primary", "string", "type"] {
            #expect(defined.contains(name), "\(name)")
        }
    }

    /// The rules above the parser's functions are those of the grammar.
    @Test func functionsRepeatTheGrammar() throws {
        func bare(_ text: some StringProtocol) -> String { String(text.filter { !$0.isWhitespace }) }
        let grammar = bare(Grammar.text)
        var count = 0
        for file in ["Statements", "Commands", "Expressions"] {
            let url = Reference.packageFolder.appendingPathComponent("Sources/Language/Syntax/Parser\(file).swift")
            for line in try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n") {
                let text = line.trimmed
                guard text.hasPrefix("/// "), text.contains(" = "), text.hasSuffix(";") else { continue }
                for rule in text.dropFirst(4).components(separatedBy: " ; ") {
                    guard !rule.contains("atom =") else { continue }
                    count += 1
                    #expect(grammar.contains(bare(rule).trimmed.replacing(";", with: "")), "\(rule)")
                }
            }
        }
        #expect(count >= 20)
    }

    @Test func functionsAreNamed() {
        for function in Function.all { #expect(languageReference.contains(function.synopsis)) }
    }
}
