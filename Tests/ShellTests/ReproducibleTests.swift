import Foundation
import Results
import TestSupport
import Testing

/// What identifies samples and results is what was read, by its SHA-256, and what came out; who made them, where, when
/// and in how much time is recorded beside it.
@Suite struct ReproducibleTests {
    private static let script = """
        load checkpoint tiny_loglinear.pt as m
        load checkpoint tiny_learned.pt as v2
        load dataset plans.pt as d
        sample $m n=5 seeds=[1, 2, 3] dataset=$d top_p=0.9 remask=cap eta=0.4 | save
        sample $m n=5 seeds=[1] steps=7 rooms=uniform temperature=0.7 unmask=llada | save
        sample $v2 n=5 seeds=[1] rooms=4 noise=loglinear | save
        eval schedule=loglinear against=$d
        compare schedule=loglinear
        """

    private static func place() throws -> Workplace {
        let place = try Workplace()
        for name in ["loglinear", "learned"] { try place.checkpoint(name) }
        try place.dataset()
        return place
    }

    private static func contents(_ place: Workplace) throws -> [String: Data] {
        let names = FileManager.default.enumerator(atPath: place.folder.path)?.compactMap { $0 as? String } ?? []
        let written = names.filter { name in
            name.contains("/") && [".pt", ".json", ".md"].contains { name.hasSuffix($0) }
        }
        return try Dictionary(uniqueKeysWithValues: written.map { ($0, try Data(contentsOf: place.url($0))) })
    }

    @Test func withADateSetTwoRunsWriteTheSameBytes() throws {
        let environment = ["SOURCE_DATE_EPOCH": "1700000000"]
        let (one, two) = (try Self.place(), try Self.place())
        for (place, more) in [(one, ["TZ": "Asia/Tokyo"]), (two, ["TZ": "America/Lima"])] {
            try place.write(Self.script, to: "run.bds")
            let outcome = try place.bds("run.bds", environment: environment.merging(more) { $1 })
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let (first, second) = (try Self.contents(one), try Self.contents(two))
        #expect(first.count == 5 + 3 + 3 + 1)
        #expect(first == second, "\(first.keys.filter { first[$0] != second[$0] }.sorted())")
        for (path, bytes) in first { #expect(bytes.range(of: Data("host".utf8)) == nil, "\(path)") }
        let samples = try SampleFile(contentsOf: one.url("eval_results/loglinear/llada_temp0.7_no_remask_samples.pt"))
        #expect(
            samples.provenance?["computed"]?.object?["1"]?.object?["created"]?.string == "2023-11-14T22:13:20")
    }

    @Test func seedsSayWhoComputedThemAndWhen() throws {
        let place = try Self.place()
        let sample = "load checkpoint tiny_loglinear.pt as m\nsample $m n=5 rooms=4 "
        #expect(try place.run(sample + "seeds=[1]").status == 0)
        let cell = try #require(
            FileManager.default.enumerator(atPath: place.url(".bds/cells").path)?.compactMap { $0 as? String }
                .first { $0.hasSuffix(".pt") })
        // As if another machine had computed it, last year.
        let url = place.url(".bds/cells/" + cell)
        var file = try SampleFile(contentsOf: url)
        file.provenance?["host"] = .string("elsewhere")
        file.provenance?["created"] = .string("2025-01-01T00:00:00")
        file.provenance?["seconds"] = .float(3600)
        try file.write(to: url)
        #expect(try place.run(sample + "seeds=[1, 2] | save to both.pt").status == 0)
        let computed = try SampleFile(contentsOf: place.url("both.pt")).provenance?["computed"]?.object
        #expect(computed?["1"]?.object?["host"] == .string("elsewhere"))
        #expect(computed?["1"]?.object?["created"] == .string("2025-01-01T00:00:00"))
        #expect(computed?["1"]?.object?["seconds"] == .float(3600))
        #expect(computed?["2"]?.object?["host"] == .string(ProcessInfo.processInfo.hostName))
    }

    /// Byte copies of checkpoint and dataset under other names, files from another host: the same samples.
    @Test func copiesUnderOtherNamesAreTheSame() throws {
        let place = try Self.place()
        #expect(try place.run(Self.script).status == 0)
        let before = try Self.contents(place).filter { !$0.key.hasSuffix(".md") }
        for (name, copy) in [("tiny_loglinear.pt", "v1.pt"), ("tiny_learned.pt", "v2.pt"), ("plans.pt", "data.pt")] {
            try FileManager.default.moveItem(at: place.url(name), to: place.url(copy))
        }
        let moved = Self.script.replacing("tiny_loglinear.pt", with: "v1.pt")
            .replacing("tiny_learned.pt", with: "v2.pt").replacing("plans.pt", with: "data.pt")
        let outcome = try place.run(moved)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("summary: cells=5 computed=0 kept=5 failed=0\n"))
        let after = try Self.contents(place).filter { !$0.key.hasSuffix(".md") }
        #expect(after == before, "\(after.keys.filter { after[$0] != before[$0] }.sorted())")
    }
}
