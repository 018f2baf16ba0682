import Foundation
import Results
import TestSupport
import Testing

@Suite struct AggregationTests {
    @Test func meanAndPopulationDeviation() {
        let statistic = Statistic(of: [1, 2, 3, 4])
        #expect(statistic.mean == 2.5)
        #expect(statistic.std == 1.25.squareRoot())
        #expect(Statistic(of: [0.3]) == Statistic(mean: 0.3, std: 0))
    }

    // From numpy 2: the values are (k * 0.1) ** 2 for k in 0 ..< count.
    @Test(arguments: [
        (7, 0.13000000000000003, 0.12489995996796799), (8, 0.17500000000000004, 0.16680827317612282),
        (13, 0.5000000000000001, 0.4658325879540847), (200, 132.335, 118.69617139992344),
    ])
    func roundsAsNumPyDoes(_ count: Int, _ mean: Double, _ std: Double) {
        let values = (0..<count).map { (Double($0) * 0.1) * (Double($0) * 0.1) }
        #expect(Statistic(of: values) == Statistic(mean: mean, std: std))
    }

    @Test func keysAreFlattenedSortedAndAveragedOverTheSeedsThatHaveThem() {
        let summary = aggregate([
            ResultFile.Seed(name: "1", metrics: ["b": .float(1), "a": .object(["x": .object(["y": .int(2)])])]),
            ResultFile.Seed(name: "2", metrics: ["b": .float(3), "B": .float(5)]),
        ])
        #expect(summary.map(\.name) == ["B", "a/x/y", "b"])
        #expect(summary.map(\.value.mean) == [5, 2, 2])
    }

    @Test(.enabled(if: Reference.isPresent)) func publishedSummariesToTheLastDigit() throws {
        for file in try ReferenceResults.all() {
            let result = try ResultFile(contentsOf: file)
            #expect(aggregate(result.perSeed) == result.summary, "\(file.lastPathComponent)")
        }
    }
}
