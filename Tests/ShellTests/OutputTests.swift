import Foundation
import Testing

/// What commands print and write, for people and for programs.
@Suite(.serialized) struct OutputTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
    }

    private static let sample =
        "load checkpoint tiny_loglinear.pt as v1\nsample $v1 n=6 seeds=[42, 7] steps=5 rooms=8 top_p=0.9 as s\n"

    // MARK: Diagrams

    @Test func drawingsFitEightyColumnsWithoutColour() throws {
        let outcome = try place.bds("-c", Self.sample + "show $s")
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.filter { $0.hasPrefix("#") }.count == 8)
        #expect(lines.first == "#0 of seed 42")
        #expect(lines.allSatisfy { $0.count <= 80 && !$0.contains("\u{1b}") })
        #expect(outcome.errors.contains("8 of 12 drawn; limit=12 draws all"))
    }

    @Test func filterSaysHowManyAndWhy() throws {
        let outcome = try place.bds(
            "-c", Self.sample + "filter $s valid as good\nfilter $s invalid as bad\nprint (len($good) + len($bad))")
        #expect(outcome.status == 0)
        #expect(outcome.output == "12\n")
        #expect(outcome.errors.contains("1 of 12 diagrams is invalid\n  1: 2 entrances\n"))
    }

    @Test func filterNeedsADatasetForTheTrainSplit() throws {
        let outcome = try place.bds("-c", Self.sample + "filter $s in_train")
        #expect(outcome.status == 2)
        #expect(outcome.messages == ["in_train needs a dataset"])
    }

    @Test func exportedJSONHasRoomsAndRelations() throws {
        struct Exported: Decodable {
            struct Relation: Decodable {
                let first: Int
                let relation: String
                let second: Int
            }
            let seed: Int
            let row: Int
            let rooms: [String]?
            let relations: [Relation]?
        }
        #expect(try place.bds("-c", Self.sample + "export $s[5..<8] to few.json").status == 0)
        let diagrams = try JSONDecoder().decode([Exported].self, from: Data(try place.contents("few.json").utf8))
        #expect(diagrams.map(\.seed) == [42, 7, 7] && diagrams.map(\.row) == [5, 0, 1])
        for diagram in diagrams {
            #expect(diagram.rooms?.count ?? 8 == 8)
            #expect((diagram.relations ?? []).allSatisfy { $0.first < $0.second && $0.second < 8 })
        }
    }

    @Test func exportedCSVHasAsManyFieldsInEveryLine() throws {
        #expect(try place.bds("-c", Self.sample + "export $s to all.csv").status == 0)
        let lines = try place.contents("all.csv").split(separator: "\n")
        #expect(lines.first == "seed,row,room,type,relation,other")
        #expect(lines.allSatisfy { $0.filter { $0 == "," }.count == 5 })
        let again = try place.bds("-c", Self.sample + "export $s to all.csv")
        #expect(again.errors.contains("unchanged all.csv"))
        let other = try place.bds("-c", Self.sample + "export $s[0] to all.csv")
        #expect(other.status == 1 && other.messages == ["all.csv exists and holds something else"])
        let ending = try place.bds("-c", Self.sample + "export $s to all.txt")
        #expect(ending.status == 2 && ending.messages == ["all.txt ends neither in .json nor in .csv"])
    }

    // MARK: Formats

    @Test func jsonIsOneDocumentOfAllDigits() throws {
        try place.dataset()
        let outcome = try place.bds("-c", Self.sample + "load dataset plans.pt\neval $s format=json")
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        #expect(rows?.first?["Metric"] as? String == "Validity rate")
        #expect((rows?.first?["Value"] as? [String: Double])?.keys.sorted() == ["mean", "std"])
    }

    @Test func aSessionsFormatHoldsUntilACommandSaysOtherwise() throws {
        let outcome = try place.bds(
            "-c", "let text = \"a, \\\"b\\\" | c\"\nset format=csv\nlist\nlist format=markdown")
        #expect(
            outcome.output == """
                Name,Type,What
                $text,String,"a, ""b"" | c"
                | Name | Type | What |
                |---|---|---|
                | $text | String | a, "b" \\| c |

                """)
    }

    // MARK: Several files

    @Test func aPatternLoadsAllThatMatchInOrder() throws {
        let save = ["b", "a", "c[1]"].map { "save $s to \"out/\($0)_samples.pt\"" }.joined(separator: "\n")
        #expect(try place.bds("-c", Self.sample + save).status == 0)
        let all = try place.bds("-c", "for s in (load samples out/*_samples.pt) { print $s.path }")
        #expect(all.output == "out/a_samples.pt\nout/b_samples.pt\nout/c[1]_samples.pt\n")
        // A file that is called so is that file.
        let one = try place.bds("-c", "load samples \"out/c[1]_samples.pt\" as s\nprint $s.path")
        #expect(one.output == "out/c[1]_samples.pt\n")
        let nothing = try place.bds("-c", "print 1\nload samples out/z*.pt")
        #expect(nothing.status == 2 && nothing.output.isEmpty)
        #expect(nothing.messages == ["nothing matches out/z*.pt, and nothing before makes such a file"])
        // Another file that the script makes there is no match.
        let other = try place.bds("-c", Self.sample + "save $s to out/y.pt\nload samples out/z*.pt")
        #expect(other.status == 2 && other.messages == nothing.messages)
    }

    @Test func aFolderThatCannotBeWrittenIsFoundBeforeSampling() throws {
        try place.write("", to: "notes")
        let outcome = try place.bds("-c", Self.sample + "save $s to notes/s.pt")
        #expect(outcome.status == 2)
        #expect(outcome.messages == ["cannot write notes/s.pt: notes is a file, not a folder"])
        #expect(!outcome.errors.contains("sampled"))
    }

    @Test(arguments: ["table", "dumb", "NO_COLOR"])
    func aTerminalIsPaintedOnlyWhereItMayBe(kind: String) throws {
        let environment = kind == "dumb" ? ["TERM": "dumb"] : kind == "NO_COLOR" ? ["NO_COLOR": "1"] : [:]
        let terminal = try Terminal(in: place, environment: environment)
        try terminal.expect("bds> ")
        try terminal.ask("help list", "Examples")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
        #expect(terminal.colours == (kind == "table"))
    }
}
