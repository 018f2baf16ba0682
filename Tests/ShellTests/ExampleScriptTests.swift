import Foundation
import TestSupport
import Testing

/// The scripts in `stdlib/examples/`, checked and run with few diagrams of a tiny checkpoint.
@Suite(.serialized) struct ExampleScriptTests {
    private static let folder = Reference.packageFolder.appendingPathComponent("stdlib/examples")

    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
        try place.dataset()
    }

    private func run(_ name: String, _ arguments: String...) throws -> Workplace.Outcome {
        let script = Self.folder.appendingPathComponent("\(name).bds").path
        let checked = place.finish(try place.start(["check", script] + arguments))
        #expect(checked.status == 0, "\(checked.errors)")
        let outcome = place.finish(try place.start([script] + arguments))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome
    }

    /// Every script there is run by a test here.
    @Test func allAreRun() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(
            names == ["above.bds", "best_eta.bds", "by_rooms.bds", "ranks.bds", "rerun_grid.bds", "selected.bds"])
    }

    @Test func aGridAndWhatIsMadeOfIt() throws {
        let grid = try run(
            "rerun_grid", "tiny_loglinear.pt", "plans.pt", "--set", "n=4", "--set", "seeds=[1, 2]", "--set", "steps=3",
            "--set", "etas=[0.4]")
        let rows = grid.output.split(separator: "\n").filter { $0.contains("_topp") || $0.contains("argmax") }
        // Each method in its own line of `eval`, and in the table.
        #expect(rows.count >= 6)
        #expect(grid.output.contains("config.unmask"))
        #expect(place.exists("eval_results/loglinear/llada_topp0.9_remdm_cap_eta0.4.json"))
        #expect(place.files.filter { $0.hasSuffix(".json") }.count == 6)

        let selected = try run("selected", "eval_results/loglinear", "--set", "starts=llada")
        #expect(selected.output.contains("llada_topp0.9_no_remask"))
        #expect(!selected.output.contains("random_"))

        let ranks = try run("ranks", "eval_results/*/")
        #expect(ranks.output.contains("first: "))
        let table = try place.contents("ranks.md").split(separator: "\n").map(String.init)
        #expect(table.count == 8)
        #expect(table[0] == "| method | rank | validity_rate | edge_js | node_js | transitivity_score |")

        let above = try run("above", "eval_results/*/", "--set", "threshold=0.0")
        #expect(above.output.contains("6 of 6 models are above 0.0; 0 have no figure"))
        #expect(above.output.contains("config.unmask llada"))
        let none = try run("above", "eval_results/*/", "--set", "threshold=1.0")
        #expect(none.output.contains("0 of 6 models"))
    }

    @Test func theBestEtaIsRunWithMoreSeeds() throws {
        let outcome = try run(
            "best_eta", "tiny_loglinear.pt", "plans.pt", "--set", "n=4", "--set", "steps=3", "--set", "few=[1]",
            "--set", "more=[1, 2, 3]", "--set", "etas=[0.2, 0.8]")
        #expect(outcome.output.contains("the best eta is 0."))
        // Of the three seeds one is kept from the first round.
        #expect(outcome.errors.contains("kept=1"), "\(outcome.errors)")
        let values = outcome.output.split(separator: "[").last?.split(separator: ",")
        #expect(values?.count == 3)
    }

    @Test func samplesByRooms() throws {
        let made = try place.run(
            """
            load checkpoint tiny_loglinear.pt
            load dataset plans.pt
            sample n=6 seeds=[1] steps=3 | save to s.pt
            """)
        #expect(made.status == 0, "\(made.errors)")
        let outcome = try run("by_rooms", "s.pt", "plans.pt")
        #expect(outcome.output.contains("By number of rooms"))
        #expect(outcome.output.contains("of 6 diagrams are valid"))
    }
}
