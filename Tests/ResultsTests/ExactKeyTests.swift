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

    @Test func summariesAndDiffsKeepBoth() {
        let result = resultFile(["eval/\(one)": [1, 1], "eval/\(two)": [2, 2]])
        #expect(result.summary.count == 2)
        #expect(result[one]?.mean == 1 && result[two]?.mean == 2)
        let changed = resultFile(["eval/\(one)": [1, 1], "eval/\(two)": [3, 3]])
        let diff = ResultDiff(result, changed)
        #expect(diff.unexpected.map { ExactString($0.metric) }.allSatisfy { $0 == ExactString(two) })
        #expect(diff.groups.count == 1)
        let renamed = ResultDiff(resultFile(["eval/\(one)": [1, 1]]), resultFile(["eval/\(two)": [1, 1]]))
        #expect(renamed.groups.count == 2)
        #expect(ResultDiff(result, result, expectNew: [two]).isClean)
        #expect(
            !ResultDiff(resultFile(["a": [1, 1]]), resultFile(["a": [1, 1], one: [1, 1]]), expectNew: [two]).isClean)
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
