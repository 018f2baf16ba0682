import Foundation
import TestSupport
import Testing

/// What README.md shows, done.
@Suite(.serialized) struct ReadmeTests {
    let place: Workplace
    let readme: String

    init() throws {
        place = try Workplace()
        readme = try String(
            contentsOf: Reference.packageFolder.appendingPathComponent("README.md"), encoding: .utf8)
        try place.write(readme, to: "README.md")
    }

    /// The files that README's examples load, small ones under their names.
    private func makeFiles() throws {
        try place.dataset()
        let plans = place.url("plans.pt")
        let tiny = Golden.file("checkpoints/tiny_loglinear.pt")
        for folder in ["outputs/run", "data", "before"] {
            try FileManager.default.createDirectory(at: place.url(folder), withIntermediateDirectories: true)
        }
        for (from, name) in [
            (tiny, "small_loglinear.pt"), (tiny, "outputs/run/checkpoint_final.pt"), (plans, "data.mat"),
            (plans, "data/data.mat"),
        ] {
            try FileManager.default.copyItem(at: from, to: place.url(name))
        }
    }

    /// Its last line holds the results against earlier ones, which here are the same run's.
    @Test func thePageOfTheLanguageRuns() throws {
        try makeFiles()
        let block = try #require(readme.firstMatch(of: /```bds name=page\n((?:.*\n)*?)```/)?.1)
        let small = ["--set", "n=4", "--set", "seeds=[1, 2]"]
        let first = block.split(separator: "\n").filter { !$0.hasPrefix("diff ") }.joined(separator: "\n")
        try place.write(first, to: "first.bds")
        #expect(place.finish(try place.start(["first.bds"] + small)).status == 0)
        try FileManager.default.removeItem(at: place.url("before"))
        try FileManager.default.copyItem(at: place.url("eval_results/loglinear"), to: place.url("before"))
        let outcome = place.finish(try place.start(["README.md#page"] + small))
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// What was typed there has the one mistake that it shows.
    @Test func theSessionHasTheMistakeItShows() throws {
        try makeFiles()
        let outcome = try place.bds("check", "README.md#session")
        #expect(outcome.status == 2)
        #expect(outcome.messages == ["`sample` has no argument `top`"])
        #expect(outcome.errors.contains("= help: did you mean `top_p`?"))
    }

    @Test func namedOptionsExist() throws {
        let help = try place.bds("--help").output
        for option in Set(readme.matches(of: /--[a-z][a-z-]+/).map { String($0.output) }) {
            #expect(help.contains(option), "README names \(option)")
        }
    }

    @Test func namedFilesExist() {
        let paths = readme.matches(of: /\b(?:scripts|stdlib|Sources|Tests)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9_]/).map {
            String($0.output)
        }
        #expect(paths.count > 5)
        for path in Set(paths) {
            let url = Reference.packageFolder.appendingPathComponent(path)
            #expect(FileManager.default.fileExists(atPath: url.path), "README names \(path)")
        }
    }
}
