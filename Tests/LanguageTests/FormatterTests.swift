import Testing

@testable import Language

private func format(_ text: String) throws -> String {
    try Formatter.format(SourceText(name: "test.bds", text: text)).text
}

/// The tree without its places.
func outline(_ text: String) -> String {
    var result = ""
    dump(Script(SourceText(name: "", text: text)).statements, to: &result)
    // Ranges and the heights that parentheses add do not matter.
    return result.split(separator: "\n").filter {
        !$0.contains("Bound:") && !$0.contains("height") && !$0.contains("Range")
    }
    .joined(separator: "\n")
}

@Suite struct FormatterTests {
    @Test func spacing() throws {
        #expect(
            try format(
                "let   x=[ 1,2 ,3 ]   # three\nfor i in 0 ..< 3{print $i ,($i+1)|save}\n\n\n\nsample   n = 8\tseeds=$x")
                    == """
                    let x = [1, 2, 3]  # three
                    for i in 0..<3 { print $i, ($i + 1) | save }

                    sample n=8 seeds=$x

                    """)
    }

    @Test func indentationAndComments() throws {
        #expect(
            try format(
                """

                # head
                def f(a:Int,b = 1 ){   # one
                      if $a>1 { # two, longer
                list
                    # inside
                } else {
                print (-  $a) ,(not   true)
                }
                        }
                let xs=[
                1,   # a
                22, # b
                ]
                sample n=1 |
                save
                """) == """
                    # head
                    def f(a: Int, b = 1) {  # one
                      if $a > 1 {           # two, longer
                        list
                        # inside
                      } else {
                        print (-$a), (not true)
                      }
                    }
                    let xs = [
                      1,   # a
                      22,  # b
                    ]
                    sample n=1 |
                      save

                    """)
    }

    @Test(arguments: Programs.all) func idempotentAndSameMeaning(_ text: String) throws {
        let once = try format(text)
        #expect(try format(once) == once)
        #expect(outline(once) == outline(text))
    }

    @Test func generatedPrograms() throws {
        var generator = ProgramGenerator(seed: 7)
        for _ in 0..<200 {
            let text = generator.program()
            let once = try format(text)
            #expect(try format(once) == once)
            #expect(outline(once) == outline(text), "\(text)")
        }
    }

    @Test func syntaxErrorsAreLeftAlone() {
        #expect(throws: Diagnostic.self) { try format("let x = (") }
    }
}
