import Files
import Foundation
import JSON
import Results
import TestSupport
import Testing
import TorchFiles

@Suite struct ResultFileTests {
    @Test(.enabled(if: Reference.isPresent)) func readingAndWritingGivesTheBytes() throws {
        let files = try ReferenceResults.all()
        #expect(files.count == 36)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(try ResultFile(contentsOf: file).text == text, "\(file.path)")
            #expect(try JSON(parsing: text).text == text, "\(file.path)")
        }
    }

    @Test func writtenAndReadAgain() throws {
        var result = resultFile()
        result.denoising = ["denoise/acc_node@t=0.1": .float(0.25)]
        result.provenance = ["version": .string("1"), "created": .string("now")]
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("m.json")
            try result.write(to: url)
            #expect(try ResultFile(contentsOf: url) == result)
        }
    }

    @Test func contentApartFromTimes() {
        var first = resultFile()
        first.provenance = ["version": .string("1"), "created": .string("now")]
        var second = first
        second.timestamp = "2027-01-01T00:00:00"
        second.provenance?["created"] = .string("later")
        #expect(second.hasSameContent(as: first))
        second.provenance?["version"] = .string("2")
        #expect(!second.hasSameContent(as: first))
        #expect(!resultFile(["eval/x": [1, 2]]).hasSameContent(as: resultFile(["eval/x": [1, 3]])))
    }

    @Test func versionOne() throws {
        let text = """
            {"method": "old", "timestamp": "t", "config": {"seed": 42, "num_samples": 10},
             "metrics": {"eval/validity_rate": 0.5, "denoise/acc_node@t=0.1": 0.25,
                         "validity_by_num_rooms": {"4": {"overall": 1.0}}}}
            """
        let result = try read(text)
        #expect(result.formatVersion == 1)
        #expect(result.perSeed.map(\.name) == ["42"])
        #expect(result["validity_rate"] == Statistic(mean: 0.5, std: 0))
        #expect(result["validity_by_num_rooms/4/overall"] == Statistic(mean: 1, std: 0))
        #expect(result.denoising.keys == ["denoise/acc_node@t=0.1"])
        // Written, it is version 2.
        #expect(try JSON(parsing: result.text).object?["format_version"] == .int(2))
    }

    private static let head = #"{"format_version": 2, "per_seed": {}, "method": "m", "timestamp": "t""#

    @Test(
        arguments: [
            ("[]", "has a list as its content"), ("{", "line 1, column 2"), ("{}", "lacks per_seed"),
            (#"{"format_version": 3}"#, "format_version 3"),
            (#"{"format_version": "2"}"#, "a string as format_version"),
            (#"{"format_version": 2}"#, "lacks per_seed"),
            (#"{"format_version": 2, "per_seed": {"42": 1}}"#, "a number as per_seed/42"),
            (#"{"format_version": 2, "per_seed": {"42": {"a": {"b": "c"}}}}"#, "a string as per_seed/42/a/b"),
            (#"{"format_version": 2, "per_seed": {}, "denoising": [1]}"#, "a list as denoising"),
            (#"{"format_version": 2, "per_seed": {}}"#, "lacks method"),
            (head + #", "config": 1}"#, "a number as config"), (head + #", "config": {}}"#, "lacks summary"),
            (head + #", "config": {}, "summary": {"a": {"mean": 1}}}"#, "lacks summary/a/std"),
            (#"{"metrics": {"a": null}}"#, "null as metrics/a"),
        ] as [(String, String)])
    func malformed(_ text: String, _ clause: String) {
        let error = #expect(throws: ResultFileError.self) { try read(text) }
        let line = error?.description ?? ""
        #expect(line.contains(clause) && line.contains("r.json") && !line.contains("\n"), "\(line)")
    }

    @Test func missingFiles() {
        #expect(throws: FileAccessError.self) {
            try ResultFile(contentsOf: URL(fileURLWithPath: "/nowhere/r.json"))
        }
    }

    private func read(_ text: String) throws -> ResultFile {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("r.json")
            try AtomicFile.write(text, to: url)
            return try ResultFile(contentsOf: url)
        }
    }

    @Test func localTimes() {
        let time = LocalTime(Date(timeIntervalSince1970: 1_700_000_000.25))
        #expect(time.isoText.hasSuffix(":20.250000"))
        #expect(time.isoText.count == 26)
        #expect(!LocalTime(Date(timeIntervalSince1970: 1_700_000_000)).isoText.contains("."))
        #expect(time.minuteText == time.isoText.prefix(16).replacing("T", with: " "))
    }
}
