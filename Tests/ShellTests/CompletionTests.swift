import Foundation
import Testing

/// TAB in a real terminal.
@Suite(.serialized) struct CompletionTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(.timeLimit(.minutes(3))) func commandsNounsAndFiles() throws {
        try place.checkpoint()
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.send("load ch\t")
        try terminal.expect("load checkpoint ")
        terminal.send("ti\t")
        try terminal.expect("tiny_loglinear.pt ")
        try terminal.ask("as v1", "sha256")
        terminal.send("print $v1.noi\t")
        try terminal.expect("$v1.noise")
        try terminal.ask("", "\nloglinear\n")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aSecondTabListsArgumentsNotYetGiven() throws {
        try place.checkpoint()
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("load checkpoint tiny_loglinear.pt as v1", "sha256")
        terminal.send("sample $v1 top_p=0.9 t\t\t")
        let listed = try terminal.expect("bds> sample $v1 top_p=0.9 t")
        #expect(listed.contains("temperature=") && listed.contains("t_switch="))
        #expect(!listed.contains("top_p= "))
        try terminal.drop()
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func wordsFromTheDiskAndPathsWithSpaces() throws {
        try place.write("{}", to: "eval_results/loglinear/llada_argmax_no_remask.json")
        try place.write("", to: "my runs/a b.pt")
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.send("eval schedule=\t")
        try terminal.expect("schedule=loglinear ")
        terminal.send("model=\t")
        try terminal.expect("model=llada_argmax_no_remask ")
        try terminal.drop()
        terminal.send("load checkpoint m\t\t")
        try terminal.expect("\"my runs/a b.pt\"")
        try terminal.drop()
        #expect(terminal.leave() == 0)
    }
}
