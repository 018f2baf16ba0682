import Files
import Foundation
import JSON
import Metrics
import Results
import TestSupport
import Testing
import TorchFiles

/// "é" of one scalar and of two are one text to Swift's String, and two keys in a file.
@Suite struct ExactKeyTests {
    private let one = "caf\u{e9}"
    private let two = "cafe\u{301}"

    @Test func textsAreToldApartByBytes() {
        #expect(one == two)
        #expect(ExactString(one) != ExactString(two))
        #expect(ExactString(one) == ExactString("caf\u{e9}"))
        #expect(JSON.string(one) != .string(two))
        #expect(Set([JSON.string(one), .string(two)]).count == 2)
        #expect(TorchValue.string(one) != .string(two))
    }

    /// A dictionary of Strings would be the mistake that this is about.
    private func result(_ figures: (key: String, value: Double)...) -> ResultFile {
        let metrics = JSONObject(figures.map { (key: "eval/" + $0.key, value: .float($0.value)) })
        return ResultFile(
            method: "m", timestamp: "", config: SampleConfig([:]),
            perSeed: [ResultFile.Seed(name: "1", metrics: metrics)])
    }

    @Test func summariesAndDiffsKeepBoth() {
        let both = result((one, 1), (two, 2))
        #expect(both.summary.count == 2)
        #expect(both[one]?.mean == 1 && both[two]?.mean == 2)
        let diff = ResultDiff(both, result((one, 1), (two, 3)))
        #expect(diff.groups.map { ExactString($0.metric) } == [ExactString(two)])
        let renamed = ResultDiff(result((one, 1)), result((two, 1)))
        #expect(renamed.groups.count == 2)
        #expect(ResultDiff(result((one, 1)), both, expectNew: [two]).isClean)
        #expect(!ResultDiff(result((one, 1)), both, expectNew: [one]).isClean)
    }

    @Test func methodsAndFileNames() {
        #expect(SampleDiff(sampleFile(method: one), sampleFile(method: two)).methods.count == 2)
        let pairs = FolderPairs([one, "a"], [two, "a"])
        #expect(pairs.common == ["a"] && pairs.missing.count == 1 && pairs.new.count == 1)
    }

    @Test func samplesWithBothKeysAreReadBack() throws {
        var file = sampleFile()
        file.provenance = [one: .string(two), two: .string(one)]
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("s.pt")
            try file.write(to: url)
            #expect(try SampleFile(contentsOf: url).provenance == file.provenance)
        }
    }
}
