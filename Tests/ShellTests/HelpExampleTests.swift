import Foundation
import TestSupport
import Testing

/// The examples that `help` prints pass the whole check, where the files lie that they name.
@Suite(.serialized) struct HelpExampleTests {
    private struct Help: Decodable {
        struct Command: Decodable {
            let name: String
            let examples: [String]
        }
        let commands: [Command]
        let functions: [Command]
    }

    private static let checkpoint = "outputs/2026-02-19_16-58-23/checkpoints/checkpoint_final.pt"
    private static let result = "eval_results/loglinear/llada_topp0.9_no_remask"

    /// What the examples take for granted.
    private static let prelude = """
        load checkpoint \(checkpoint) as v1
        load dataset data/data.mat as rplan
        load dataset data/data.mat as plans
        load samples \(result)_samples.pt as s
        load results before/llada_topp0.9_no_remask.json as before
        load results \(result).json as after
        load results \(result).json as e
        let all = [$before, $after]

        """

    let place: Workplace

    init() throws {
        place = try Workplace()
        // As many as a batch of `train` takes.
        try place.dataset(plans: 400)
        for (from, to) in [
            (Golden.file("checkpoints/tiny_loglinear.pt"), Self.checkpoint),
            (place.url("plans.pt"), "data/data.mat"),
        ] { try copy(from, to) }
        let outcome = try place.run(
            """
            load checkpoint \(Self.checkpoint)
            load dataset data/data.mat
            sample n=4 seeds=[1] steps=2 unmask=llada top_p=0.9 | save
            eval schedule=loglinear
            """)
        try #require(outcome.status == 0, "\(outcome.errors)")
        for to in [
            "before/llada_topp0.9_no_remask.json", "eval_results/linear/random_argmax_no_remask.json",
            "old/random_argmax_no_remask.json",
        ] { try copy(place.url(Self.result + ".json"), to) }
        try FileManager.default.removeItem(at: place.url("plans.pt"))
    }

    private func copy(_ from: URL, _ to: String) throws {
        try FileManager.default.createDirectory(
            at: place.url(to).deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: from, to: place.url(to))
    }

    /// Those of functions run as well: they change nothing.
    @Test func thoseOfFunctionsRun() throws {
        let help = try place.bds("help", "--format=json").output
        let functions = try JSONDecoder().decode(Help.self, from: Data(help.utf8)).functions
        #expect(functions.contains { $0.name == "best" } && functions.contains { $0.name == "files" })
        let examples = functions.flatMap(\.examples)
        #expect(examples.count > 15)
        for example in examples {
            let outcome = try place.run(Self.prelude + example + "\n")
            #expect(outcome.status == 0, "\(example): \(outcome.errors)")
        }
    }

    @Test func theyPassTheCheck() throws {
        let help = try place.bds("help", "--format=json").output
        let commands = try JSONDecoder().decode(Help.self, from: Data(help.utf8)).commands
        #expect(commands.count > 30)
        var promptOnly: Set<String> = []
        for command in commands {
            #expect(!command.examples.isEmpty, "\(command.name) has no example")
            try place.write(Self.prelude + command.examples.joined(separator: "\n") + "\n", to: "example.bds")
            let outcome = try place.bds("check", "example.bds")
            if outcome.messages.contains(where: { $0.hasSuffix(", not for scripts") }) {
                promptOnly.insert(command.name)
            } else {
                #expect(outcome.messages == [], "the examples of \(command.name)")
            }
        }
        #expect(
            promptOnly.isSubset(of: [
                "cd", "explain", "history", "history save", "ls", "pwd", "rename", "retry failed", "source",
            ]))
    }
}
