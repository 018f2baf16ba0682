import Files
import Foundation
import TestSupport
import Testing
import TorchFiles

/// One clear line for samples, results and datasets that are none, and for places that cannot be written.
@Suite(.serialized) struct BadFileTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// The one message of a command that fails, and leaves no file: what is in a file is known before the run.
    private func message(_ commands: String, status: Int32 = 2) throws -> String {
        let files = place.files
        let outcome = try place.bds("-c", commands)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.messages.count == 1, "\(outcome.errors)")
        #expect(!outcome.errors.contains("\u{1b}"))
        #expect(place.files == files)
        return outcome.messages.first ?? ""
    }

    // MARK: Samples

    private func samples(_ change: (inout TorchValue) throws -> Void) throws {
        let int64s = TorchValue.tensor(try Tensor(int64s: [Int](repeating: 0, count: 36), shape: [1, 36]))
        let masks = TorchValue.tensor(try Tensor(bools: [Bool](repeating: true, count: 36), shape: [1, 36]))
        var value = TorchValue.dict([
            "format_version": .int(1), "method": .string("m"), "n_max": .int(8), "seeds": .list([.int(7)]),
            "num_samples": .int(1), "config": .dict([]),
            "per_seed": .dict(["7": .dict(["tokens": int64s, "pad_masks": masks])]),
        ])
        try change(&value)
        try TorchFile.write(value, to: place.url("s.pt"))
    }

    @Test func theSamplesTheOthersAreMadeFromAreGood() throws {
        try samples { _ in }
        #expect(try place.bds("-c", "load samples s.pt").status == 0)
    }

    @Test(arguments: ["format_version", "method", "n_max", "seeds", "num_samples", "config"])
    func samplesThatLackAKey(key: String) throws {
        try samples { $0[[key]] = nil }
        #expect(try message("load samples s.pt") == "s.pt is not a samples file: it lacks \(key)")
        try samples { $0[[key]] = TorchValue.none }
        #expect(try message("load samples s.pt").hasPrefix("s.pt has None as \(key), expected "))
    }

    @Test(arguments: ["../../x", "/etc/x", "..", "", "a/b", "x\ny\u{1b}[31m", String(repeating: "x", count: 300)])
    func aMethodThatIsNoFileName(method: String) throws {
        try samples { $0[["method"]] = .string(method) }
        #expect(try message("load samples s.pt").hasSuffix("as method, expected a file name"))
    }

    @Test func samplesOfTheWrongShapeOrType() throws {
        let tokens = ["per_seed", "7", "tokens"]
        try samples { $0[tokens] = .tensor(try Tensor(int64s: [Int](repeating: 0, count: 35), shape: [1, 35])) }
        #expect(try message("load samples s.pt") == "s.pt has tokens of seed 7 of shape [1, 35], expected [1, 36]")
        try samples { $0[tokens] = .tensor(try Tensor(floats: [Float](repeating: 0, count: 36), shape: [1, 36])) }
        #expect(try message("load samples s.pt") == "s.pt has tokens of seed 7 that holds float32, expected integers")
        try samples { $0[["per_seed", "7", "pad_masks"]] = nil }
        #expect(try message("load samples s.pt") == "s.pt is not a samples file: it lacks pad_masks of seed 7")
        try samples { $0[["num_samples"]] = .int(1 << 62) }
        #expect(
            try message("load samples s.pt").hasPrefix("s.pt has tokens of seed 7 of shape [1, 36], expected [4611"))
        try samples { $0[["num_samples"]] = .int(0) }
        #expect(try message("load samples s.pt") == "s.pt has 0 samples a seed, expected 1 or more")
        try samples { $0[["n_max"]] = .int(1000) }
        #expect(try message("load samples s.pt") == "s.pt has n_max 1000, expected 1 to 64")
    }

    @Test func seedsThatAreMissingOrTwiceThere() throws {
        try samples { $0[["seeds"]] = .list([.int(7), .int(7)]) }
        #expect(try message("load samples s.pt") == "s.pt lists seeds [7, 7], but per_seed has [7]")
        try samples { value in
            value[["seeds"]] = .list([])
            value[["per_seed"]] = .dict([])
        }
        #expect(try message("load samples s.pt") == "s.pt has 0 seeds, expected 1 or more")
        try samples { value in
            let seed = try #require(value[["per_seed", "7"]])
            value[["per_seed"]] = .dict([(key: .string("7"), value: seed), (key: .int(7), value: seed)])
            value[["seeds"]] = .list([.int(7), .int(7)])
        }
        #expect(try message("load samples s.pt") == "s.pt has seed 7 twice")
    }

    @Test func wildTokensAreInvalidDiagrams() throws {
        try place.dataset()
        for token in [Int.max, Int.min, -1, 99] {
            try samples { value in
                value[["per_seed", "7", "tokens"]] = .tensor(
                    try Tensor(int64s: [Int](repeating: token, count: 36), shape: [1, 36]))
            }
            let outcome = try place.bds("-c", "load dataset plans.pt\nload samples s.pt\neval")
            #expect(outcome.status == 0)
            #expect(outcome.output.contains(/Validity rate +0\.0%/))
        }
    }

    // MARK: Results

    @Test(arguments: [
        ("", "r.json, line 1, column 1: expected a value"),
        ("[]", "r.json has a list as its content, expected an object"),
        ("{\"method\": }", "r.json, line 1, column 12: expected a value"),
        ("{\n\"a\": 1,\n", "r.json, line 3, column 1: expected a key in double quotes"),
        ("{} x", "r.json, line 1, column 4: more text after the end of the value"),
        ("{}", "r.json is not a result file: it lacks per_seed"),
        ("{\"format_version\": 9}", "r.json has format_version 9, expected 1 or 2"),
        ("{\"format_version\": 99999999999999999999}", "r.json, line 1, column 20: an integer of more than 64 bits"),
        ("{\"format_version\": 2, \"per_seed\": []}", "r.json has a list as per_seed, expected an object"),
        (
            "{\"format_version\": 2, \"per_seed\": {\"1\": {\"a\": \"x\"}}}",
            "r.json has a string as per_seed/1/a, expected a number or a table of numbers"
        ),
        (
            "{\"format_version\": 2, \"per_seed\": {}, \"method\": \"a\\nb\\u001b[31m\", \"timestamp\": \"\", \"config\": {}}",
            "expected a name on one line"
        ),
    ])
    func aResultFileThatIsNone(text: String, message expected: String) throws {
        try place.write(text, to: "r.json")
        #expect(try message("load results r.json").hasSuffix(expected))
    }

    @Test func aResultFileNestedTooDeep() throws {
        try place.write(String(repeating: "[", count: 100_000), to: "r.json")
        #expect(try message("load results r.json") == "r.json, line 1, column 201: values nested more than 200 deep")
    }

    // MARK: Datasets

    private func plan(rooms: [Int], edge: [Int], count: Int? = nil) -> TorchValue {
        .dict([
            "node_types": .list(rooms.map { .int($0) }), "edge_triples": .list([.tuple(edge.map { .int($0) })]),
            "num_rooms": .int(count ?? rooms.count),
        ])
    }

    @Test(arguments: [
        ([0, 25], [0, 1, 2], 2, "room type 25 is out of range, expected 0 to 12"),
        ([0, -1], [0, 1, 2], 2, "room type -1 is out of range"),
        ([0, 1], [0, 1, 10], 2, "relation 10 is out of range"),
        ([0, 1], [0, 7, 1], 2, "an edge ends at room 7"), ([0, 1], [0, Int.min, 1], 2, "an edge ends at room -92"),
        ([0, 1], [0, 1], 2, "edge_triples is missing or malformed"), ([0, 1], [0, 1, 2], 3, "num_rooms is 3"),
    ])
    func aPlanOutOfRange(rooms: [Int], edge: [Int], count: Int, expected: String) throws {
        let good = plan(rooms: [0, 2], edge: [0, 1, 3])
        try TorchFile.write(.list([good, good, plan(rooms: rooms, edge: edge, count: count)]), to: place.url("d.pt"))
        #expect(try message("load dataset d.pt").hasPrefix("d.pt, plan 3: \(expected)"))
    }

    @Test func aDatasetThatIsNone() throws {
        try TorchFile.write(.list([]), to: place.url("d.pt"))
        #expect(try message("load dataset d.pt") == "d.pt has 0 plans of 1 to 8 rooms, too few to split")
        try place.write("plans", to: "d.mat")
        #expect(try message("load dataset d.mat") == "d.mat is neither a MATLAB file nor one of PyTorch's")
        try place.write("", to: "d.mat")
        #expect(try message("load dataset d.mat") == "d.mat is empty: copy or download it again")
        try place.write("version https://git-lfs.github.com/spec/v1\n", to: "d.mat")
        #expect(
            try message("load dataset d.mat")
                == "d.mat is a pointer of git-LFS: fetch the file itself with `git lfs pull`")
        #expect(try message("load dataset d.mat max_rooms=1") == "max_rooms is 1, expected 2 to 64")
        #expect(try message("load dataset /dev/zero") == "cannot read /dev/zero: it is not a regular file")
    }

    @Test(.enabled(if: Reference.isPresent)) func aTruncatedDataset() throws {
        let whole = try WholeFile.read(Reference.file("data/small.mat"))
        for length in [200, whole.count / 2, whole.count - 1] {
            try place.write(Array(whole[..<length]), to: "d.mat")
            #expect(try message("load dataset d.mat").hasPrefix("d.mat is "))
        }
    }

    // MARK: Places

    @Test(
        arguments: [
            // What the check finds is a mistake; the rest is a failed run.
            ("file/x.pt", "cannot write file/x.pt: file is a file, not a folder", 2),
            ("folder", "cannot write folder: it is a folder", 2),
            ("/proc/x.pt", "cannot write /proc/x.pt: there is no such file", 1),
            ("/dev/null", "cannot write /dev/null: it is not a regular file", 1),
            ("/dev/full", "cannot write /dev/full: it is not a regular file", 1),
        ] as [(String, String, Int32)])
    func aPlaceThatCannotBeWritten(path: String, expected: String, status: Int32) throws {
        try place.checkpoint()
        try place.write("", to: "file")
        try FileManager.default.createDirectory(at: place.url("folder"), withIntermediateDirectories: true)
        let script = "load checkpoint tiny_loglinear.pt\nsample n=1 seeds=[1] steps=2 rooms=3"
        #expect(try message("\(script) | save to \"\(path)\" overwrite=true", status: status) == expected)
    }

    @Test func whereResultsBelongStandsAFile() throws {
        try place.checkpoint()
        try place.write("", to: "eval_results")
        let script = "load checkpoint tiny_loglinear.pt\nsample n=1 seeds=[1] steps=2 rooms=3 | save"
        #expect(
            try message(script)
                == "cannot write eval_results/loglinear/random_argmax_no_remask_samples.pt: "
                + "eval_results is a file, not a folder")
    }

    @Test(arguments: [
        ("tolerance=-1", "tolerance is -1.0, expected 0 or more"), ("sigma=0", "sigma is 0.0, expected more than 0"),
    ])
    func diffsAskedForWrongly(arguments: String, expected: String) throws {
        try samples { _ in }
        #expect(try message("diff s.pt s.pt \(arguments)") == expected)
    }

    @Test func aDiffOfDifferentKinds() throws {
        try samples { _ in }
        try place.write("{}", to: "r.json")
        #expect(try message("diff s.pt nope.pt") == "there is no file nope.pt, and nothing before makes it")
        #expect(try message("diff s.pt r.json") == "cannot compare samples with results")
        try FileManager.default.createDirectory(at: place.url("a"), withIntermediateDirectories: true)
        #expect(try message("diff s.pt a") == "cannot compare samples with a folder")
        #expect(try message("diff a a", status: 1) == "neither folder holds a result file")
    }
}
