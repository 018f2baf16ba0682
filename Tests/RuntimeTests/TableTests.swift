import BubbleDiagrams
import Foundation
import JSON
import Language
import Results
import Tables
import TestSupport
import Testing

@testable import Runtime

/// `table`, `rank`, `results`, `files`, and the fields they read.
@Suite struct TableTests {
    /// Results of three methods of two seeds in `folder/results`; the last lacks inside_validity.
    private static func results(in folder: URL) throws -> String {
        let place = folder.appendingPathComponent("results")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for (name, eta, validity, js) in [
            ("a", 0.2, [0.9, 1.0], [0.1, 0.3]), ("b", 0.4, [0.96, 0.98], [0.1, 0.1]), ("c", 0.6, [], [0.1, 0.1]),
        ] {
            let seeds = js.indices.map { seed -> ResultFile.Seed in
                var metrics: JSONObject = ["eval/edge_js": .float(js[seed])]
                if !validity.isEmpty { metrics["eval/inside_validity"] = .float(validity[seed]) }
                return .init(name: "\(seed)", metrics: metrics)
            }
            try ResultFile(
                method: name, timestamp: "", config: SampleConfig(["remasking_eta": .float(eta)]), perSeed: seeds
            ).write(to: place.appendingPathComponent("\(name).json"))
        }
        return "let all = results(\"\(place.path)\")\n"
    }

    private func texts(_ script: String) throws -> [String] {
        try withTemporaryFolder { folder in
            let sitting = Sitting()
            try sitting.run(try Self.results(in: folder) + script)
            return sitting.console.texts
        }
    }

    private func table(_ script: String) throws -> Table? {
        try withTemporaryFolder { folder in
            let sitting = Sitting()
            try sitting.run(try Self.results(in: folder) + script)
            guard case .table(let table)? = sitting.console.shown.last else { return nil }
            return table
        }
    }

    @Test func rowsColumnsAndOrder() throws {
        let table = try #require(
            try table("table $all [method, config.eta, edge_js, inside_validity, edge_js.std] sort=edge_js"))
        #expect(table.headers == ["method", "config.eta", "edge_js", "inside_validity", "edge_js.std"])
        #expect(
            table.rows.map { $0.map(\.screenText) } == [
                ["b", "0.4", "0.1000", "97.0 +/- 1.0%", "0"], ["c", "0.6", "0.1000", "--", "0"],
                ["a", "0.2", "0.2000 +/- 0.1000", "95.0 +/- 5.0%", "0.1000"],
            ])
        // Both that share the best figure; of the metric that one lacks the best of the rest; no column without direction.
        let marked = (0..<3).map { row in (0..<5).filter { table.isMarked(row, $0) } }
        #expect(marked == [[2, 3], [2], []])
    }

    @Test func bestSortedRank() throws {
        #expect(
            try texts(
                """
                print best($all, inside_validity).method best($all, by=edge_js).config.eta
                print (for e in sorted($all, by=config.eta) { $e.method })
                print (for e in $all if has($e, inside_validity) and $e.inside_validity.mean > 0.96 { $e.method })
                print $all[0].inside_validity.values $all[0].config["remasking_eta"]
                let ranked = rank($all, [inside_validity, edge_js])
                print (for r in $ranked { [$r.method, $r.rank, $r.edge_js] })
                """) == [
                    "b 0.4", #"["a", "b", "c"]"#, #"["b"]"#, "[0.9, 1.0] 0.2",
                    #"[["b", 1.25, 1.5], ["c", 2.25, 1.5], ["a", 2.5, 3.0]]"#,
                ])
    }

    /// Places are no shares, whatever the metric.
    @Test func ranksAreWrittenAsPlaces() throws {
        let table = try #require(
            try table("table rank($all, [inside_validity, edge_js]) [method, rank, inside_validity]"))
        #expect(
            table.rows.map { $0.map(\.screenText) } == [
                ["b", "1.25", "1.0"], ["c", "2.25", "3.0"], ["a", "2.5", "2.0"],
            ])
        #expect(table.isMarked(0, 1) && table.isMarked(0, 2) && !table.isMarked(1, 2))
    }

    @Test func groupsAndLists() throws {
        #expect(
            try texts("table $all [method, edge_js] group=config.eta").last
                == "config.eta 0.2\nconfig.eta 0.4\nconfig.eta 0.6")
        let rows = try #require(try table("table [[4, 0.5], [3, 0.25]] [rooms, share] sort=rooms title=\"By rooms\""))
        #expect(rows.title == "By rooms")
        #expect(rows.rows.map { $0.map(\.screenText) } == [["3", "0.25"], ["4", "0.5"]])
    }

    @Test func filesByTheirEnding() throws {
        try withTemporaryFolder { folder in
            let sitting = Sitting()
            try sitting.run(
                try Self.results(in: folder)
                    + ["md", "csv", "json"].map { "table $all [method, edge_js] to \"\(folder.path)/t.\($0)\"" }
                    .joined(separator: "\n"))
            func text(_ ending: String) throws -> String {
                try String(contentsOf: folder.appendingPathComponent("t.\(ending)"), encoding: .utf8)
            }
            #expect(try text("md").contains("| b | **0.1000** |"))
            #expect(try text("csv").hasPrefix("method,edge_js mean,edge_js std\na,0.2,0."))
            #expect(try text("json").contains(#""method": "a""#))
        }
    }

    @Test(arguments: [
        ("table $all [method, edge_jss]", "Evaluation has no field `edge_jss`"),
        ("table $all [method] sort=config.eat", "Config has no field `eat`"),
        ("table $all [method] group=config", "values of config have no order"),
        ("table $all []", "columns is empty"), ("table $all to x.txt", "x.txt ends neither in .md nor in .csv"),
        ("table [1, 2]", "table shows objects or lists, and these are [Int]"),
        ("table [[1, 2]]", "lists need columns"), ("table [[1, 2]] [a]", "[1, 2] has 2 parts for 1 column"),
        ("table [[1, 2]] [a, b] sort=c", "there is no column c"),
        ("print rank($all, [edge_jss])", "there is no metric edge_jss"),
        ("print rank($all, [topN])", "topN tells, and none is better"), ("print rank($all, [])", "by is empty"),
        ("print best($all, edge_jss).method", "Evaluation has no field `edge_jss`"),
        ("print best($all, method).method", "no value of `method` of Evaluation is better"),
        ("print results(\"nowhere/*/\")", "there are no results in nowhere/*/"),
        ("sample n=len(date())", "`date()` is another on another day"),
        ("let home = env(\"HOME\")\nload checkpoint \"{$home}/x.pt\"", "`$home` is another on another day"),
    ])
    func knownBeforeTheRun(_ command: String, _ message: String) throws {
        try withTemporaryFolder { folder in
            let findings = Sitting().findings(try Self.results(in: folder) + command)
            #expect(findings.contains { $0.hasPrefix("error: " + message) }, "\(findings)")
        }
    }

    /// At the prompt a variable is known for what it holds from line to line.
    @Test func whatVariesIsRemembered() throws {
        let sitting = Sitting()
        try sitting.run("let day = date()")
        #expect(sitting.findings("print $day") == [])
        #expect(sitting.findings("set threads=len($day)").first?.contains("must decide nothing") == true)
    }

    @Test func pathsOfFiles() throws {
        try withTemporaryFolder { folder in
            let sitting = Sitting()
            let results = try Self.results(in: folder)
            try sitting.run(
                results
                    + "print files(\"\(folder.path)/*/[ab].json\") len(files(\"\(folder.path)/results/\")) len(files(\"\(folder.path)/no*\"))"
            )
            #expect(
                sitting.console.texts == [
                    "[\"\(folder.path)/results/a.json\", \"\(folder.path)/results/b.json\"] 3 0"
                ])
            // What stands there is known, so a loop over it is walked one by one.
            let findings = sitting.findings("for f in files(\"\(folder.path)/results/*.json\") { load samples $f }")
            #expect(findings.contains { $0.hasPrefix("error") }, "\(findings)")
        }
    }

    @Test func diagramsOfSamples() throws {
        try withTemporaryFolder { folder in
            let sitting = Sitting()
            try sitting.run(
                Sitting.load() + (try Sitting.plans(in: folder))
                    + """
                    sample $v1 n=4 seeds=[1, 2] steps=2 rooms=3 fresh=true as s
                    print len($s[0].rooms) $s[0].size $s[5].seed $s[5].row count($s, 3) count($s, 4)
                    print (count($s, valid) + count($s, invalid)) $s.config.steps $s.config.eta
                    let valid = filter $s valid
                    print (len($valid) == count($s, valid))
                    show $s[0..<2]
                    let e = eval $s[1..<6] against=$plans
                    print $e.method len($e.seeds)
                    """)
            let texts = sitting.console.texts
            #expect(texts[0] == "3 3 2 1 8 0")
            #expect(texts[1] == "8 2 none")
            #expect(texts[2] == "true")
            #expect(texts.last == "random_argmax_no_remask (1..<6) 2")
        }
    }

    @Test func schedulesWithinSchedules() throws {
        #expect(ResultsFolder.isName("loglinear/round4"))
        for bad in ["", "a//b", "/a", "a/", "../a", "a/.."] { #expect(!ResultsFolder.isName(bad), "\(bad)") }
        let file = URL(fileURLWithPath: "/x/eval_results/a/b/m_samples.pt")
        #expect(ResultsFolder().schedule(of: file) == "a/b")
        #expect(ResultsFolder().schedule(of: URL(fileURLWithPath: "/x/eval_results/m_samples.pt")) == nil)
        #expect(ResultsFolder().schedule(of: URL(fileURLWithPath: "/x/y/m_samples.pt")) == nil)
        #expect(ResultsFolder("/r").schedule(of: URL(fileURLWithPath: "/r/a/m_samples.pt")) == "a")
    }
}
