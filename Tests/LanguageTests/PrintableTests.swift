import Display
import Testing

@Suite struct PrintableTests {
    @Test(arguments: [
        ("plain é 😀\t", "plain é 😀\t"), ("\u{1b}[31mred", "\u{fffd}[31mred"),
        ("a\u{202e}b\u{2066}c", "a\u{fffd}b\u{fffd}c"),
        ("a\u{2028}b\u{2029}c", "a\u{fffd}b\u{fffd}c"), ("a\r\nb", "a\u{fffd}\u{fffd}b"),
        ("\u{9b}1m\u{7f}", "\u{fffd}1m\u{fffd}"),
        // What joins letters stays.
        ("👩\u{200d}🚀", "👩\u{200d}🚀"),
    ])
    func oneLine(_ text: String, _ shown: String) { #expect(text.printable == shown) }

    @Test func ofAColouredTextOnlyOurInksStay() {
        let text = Style.coloured.paint("a", .red) + "\u{1b}[5mb\u{1b}]0;title\u{7}\n\r"
        let kept = "\u{1b}[1;31ma\u{1b}[0m\u{fffd}[5mb\u{fffd}]0;title\u{fffd}\n\u{fffd}"
        #expect(Style.coloured.outgoing(text) == kept)
        #expect(Style.plain.outgoing(text) == kept.replacing("\u{1b}", with: "\u{fffd}"))
    }
}
