import Foundation
import JSON
import Language
import Results

/// `diff A B [tolerance=1e-9] [expect_new=[inside_validity]]`
struct DiffCommand: Command {
    private static let side = ValueType.either([
        .object(ObjectTypes.evaluation), .object(ObjectTypes.samples), .path(extensions: ["json", "pt"]),
    ])

    let signature = CommandSignature(
        ["diff"], "says what differs between two results, two samples files or two folders of them",
        details: """
            Figures are compared seed by seed, in the summary and in the denoising figures; names match with or without \
            eval/. Differences in config are listed and do not count. It fails if anything differs that was not \
            expected. With sigma the means are compared in units of the seeds' standard deviation: two devices never \
            give the same tokens for one seed.
            """,
        parameters: [
            Parameter("first", side, .positional, absent: .required, "a file, a folder, an evaluation or samples"),
            Parameter("second", side, .positional, absent: .required, "what to hold against it"),
            Parameter("tolerance", .float, absent: .literal("1e-9"), "figures that lie no further apart are the same"),
            Parameter(
                "relative", .float, absent: .literal("0.0"),
                "added to the tolerance: so much of the larger of the two figures"),
            Parameter(
                "expect_new", .list(.word("metric")), absent: .literal("[]"),
                "metrics that the second may have beyond the first's"),
            Parameter(
                "sigma", .optional(.float), absent: .literal("none"),
                "compare means, in standard deviations of the seeds, instead of figures"),
        ],
        result: .object(ObjectTypes.diff),
        examples: [
            "diff before/llada_topp0.9_no_remask.json eval_results/loglinear/llada_topp0.9_no_remask.json "
                + "expect_new=[inside_validity]",
            "diff before eval_results/loglinear sigma=3",
        ])

    func validate(_ arguments: any ArgumentValues) throws {
        for name in ["tolerance", "relative"] {
            guard let number = arguments.optionalFloat(name), !(number >= 0) else { continue }
            throw CommandFailure(
                "\(name) is \(PythonFloat.repr(number)), expected 0 or more", about: name, isMistake: true)
        }
        if let sigma = arguments.optionalFloat("sigma"), !(sigma > 0) {
            throw CommandFailure(
                "sigma is \(PythonFloat.repr(sigma)), expected more than 0", about: "sigma", isMistake: true)
        }
        if let first = SideKind(arguments, "first"), let second = SideKind(arguments, "second"),
            first != second
        {
            throw Self.mismatch(first, second)
        }
    }

    private static func mismatch(_ first: SideKind, _ second: SideKind) -> CommandFailure {
        CommandFailure(
            "cannot compare \(first.rawValue) with \(second.rawValue)", about: "second", isMistake: true)
    }

    /// What a side of a diff is.
    private enum SideKind: String {
        case results, samples
        case folder = "a folder"

        /// nil where that is not known yet.
        init?(_ arguments: any ArgumentValues, _ name: String) {
            if let url = arguments.optionalPath(name) {
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
                    return nil
                }
                self = isFolder.boolValue ? .folder : url.pathExtension == "pt" ? .samples : .results
            } else {
                switch arguments.type(name) {
                case .object(ObjectTypes.evaluation)?: self = .results
                case .object(ObjectTypes.samples)?: self = .samples
                default: return nil
                }
            }
        }
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let options = Options(
            tolerance: try arguments.float("tolerance"), relative: try arguments.float("relative"),
            sigma: arguments.optionalFloat("sigma"),
            expectNew: Set(arguments.list("expect_new").compactMap(\.text)))
        let first = try Side(arguments, "first")
        let second = try Side(arguments, "second")
        let outcome = try Self.outcome(first, second, options)
        for line in outcome.lines { workspace.console.show(.text(line)) }
        if outcome.unexpected > 0 {
            throw CommandFailure("\(counted(outcome.unexpected, "difference")) not expected")
        }
        return .object(DiffObject(unexpected: 0, expected: outcome.expected))
    }

    struct Options {
        let tolerance: Double
        let relative: Double
        let sigma: Double?
        let expectNew: Set<String>
    }

    /// What one side of a diff is.
    private enum Side {
        case result(ResultFile)
        case samples(SampleFile)
        case folder(URL)

        init(_ arguments: Arguments, _ name: String) throws {
            if let evaluation = arguments.optionalObject(name, EvaluationObject.self) {
                self = .result(evaluation.file)
            } else if let samples = arguments.optionalObject(name, SamplesObject.self) {
                self = .samples(samples.file)
            } else {
                let url = try arguments.path(name)
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
                    throw CommandFailure("there is no file \(url.relativePath)", about: name)
                }
                if isFolder.boolValue {
                    self = .folder(url)
                } else {
                    try self.init(file: url)
                }
            }
        }

        init(file url: URL) throws {
            if url.pathExtension == "pt" {
                self = .samples(try SampleFile(contentsOf: url))
            } else {
                self = .result(try ResultFile(contentsOf: url))
            }
        }

        var kind: SideKind {
            switch self {
            case .result: .results
            case .samples: .samples
            case .folder: .folder
            }
        }
    }

    private static func outcome(_ first: Side, _ second: Side, _ options: Options) throws -> DiffOutcome {
        switch (first, second) {
        case (.result(let a), .result(let b)):
            return DiffOutcome(
                options.sigma.map { ResultDiff(a, b, sigma: $0, expectNew: options.expectNew) }
                    ?? ResultDiff(
                        a, b, tolerance: options.tolerance, relative: options.relative, expectNew: options.expectNew))
        case (.samples(let a), .samples(let b)):
            return DiffOutcome(SampleDiff(a, b))
        case (.folder(let a), .folder(let b)):
            var outcome = DiffOutcome()
            let pairs = FolderPairs(
                try ResultsFolder.files(in: a, ending: ".json").map(\.lastPathComponent),
                try ResultsFolder.files(in: b, ending: ".json").map(\.lastPathComponent))
            guard !pairs.common.isEmpty || !pairs.new.isEmpty || !pairs.missing.isEmpty else {
                throw CommandFailure("neither folder holds a result file", about: "first")
            }
            for name in pairs.common {
                let part = try Self.outcome(
                    try Side(file: a.appendingPathComponent(name)), try Side(file: b.appendingPathComponent(name)),
                    options)
                outcome.append(part, under: name)
            }
            for name in pairs.missing { outcome.append(DiffOutcome(unexpected: "missing"), under: name) }
            for name in pairs.new { outcome.append(DiffOutcome(unexpected: "new"), under: name) }
            return outcome
        default:
            throw Self.mismatch(first.kind, second.kind)
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        DryRun(findings: ["first", "second"].flatMap { state.missingFile(arguments, $0)?.findings ?? [] })
    }
}

/// What a diff says, line by line, and what it counts.
struct DiffOutcome {
    var lines: [String] = []
    var unexpected = 0
    var expected = 0

    init() {}

    init(unexpected line: String) {
        lines = [line]
        unexpected = 1
    }

    init(_ diff: ResultDiff) {
        for difference in diff.configDifferences { lines.append("config \(difference) (does not count)") }
        for seed in diff.missingSeeds { lines.append("seed \(seed): missing") }
        for seed in diff.newSeeds { lines.append("seed \(seed): new") }
        for group in diff.groups {
            var line = "\(group.description)"
            if let largest = group.largest, case .changed(let first, let second) = largest.change {
                line += ", most: \(PythonFloat.repr(first)) → \(PythonFloat.repr(second))"
                line +=
                    largest.sigmas.map { " (\(PythonFloat.repr(($0 * 100).rounded() / 100)) sigma)" }
                    ?? " (\(PythonFloat.repr(second - first)))"
            }
            lines.append(line + (group.isExpected ? " (expected)" : ""))
        }
        let groups = diff.groups
        unexpected = groups.count { !$0.isExpected } + diff.newSeeds.count + diff.missingSeeds.count
        expected = groups.count { $0.isExpected }
        let same = diff.entries.count { if case .same = $0.change { true } else { false } }
        lines.append("\(counted(same, "figure")) the same")
    }

    init(_ diff: SampleDiff) {
        if let first = diff.methods.first, let second = diff.methods.last {
            lines.append("method \(first) / \(second) (does not count)")
        }
        for difference in diff.configDifferences { lines.append("config \(difference) (does not count)") }
        for seed in diff.seeds {
            lines.append(
                seed.differing == 0
                    ? "seed \(seed.seed): all \(grouped(seed.firstRows)) rows the same"
                    : "seed \(seed.seed): \(grouped(seed.differing)) of \(grouped(max(seed.firstRows, seed.secondRows))) "
                        + "rows differ")
        }
        for seed in diff.missingSeeds { lines.append("seed \(seed): missing") }
        for seed in diff.newSeeds { lines.append("seed \(seed): new") }
        unexpected = diff.seeds.count { $0.differing > 0 } + diff.newSeeds.count + diff.missingSeeds.count
    }

    mutating func append(_ part: DiffOutcome, under name: String) {
        lines += part.lines.map { "\(name): \($0)" }
        unexpected += part.unexpected
        expected += part.expected
    }
}

/// A diff that found nothing unexpected, as scripts see it.
struct DiffObject: ObjectValue {
    let unexpected: Int
    let expected: Int

    var typeName: String { ObjectTypes.diff }
    var summary: String { "diff: \(counted(unexpected, "difference")) not expected, \(expected) expected" }

    func field(_ name: String) -> Value? {
        switch name {
        case "unexpected": .int(unexpected)
        case "expected": .int(expected)
        default: nil
        }
    }
}
