import Foundation
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

    @Test func functionsAreNamed() {
        for function in Function.all { #expect(languageReference.contains(function.signature.callSynopsis)) }
    }
}
