import Display
import Language

/// An object of the fake host: named fields, elements by number, values by name.
struct FakeObject: ObjectValue {
    let typeName: String
    let summary: String
    var fields: [String: Value] = [:]
    var count = 0

    func field(_ name: String) -> Value? { fields[name] }

    func count(of what: Value) -> Int? { what.text == "valid" ? count - 3 : 0 }

    func element(at index: Value) -> Value? {
        switch index {
        case .int(let number) where (0..<count).contains(number): return .int(number)
        case .range(let range) where range.lowerBound >= 0 && range.upperBound <= count:
            var part = self
            part.count = range.count
            part.fields["count"] = .int(range.count)
            return .object(part)
        case .string(let key): return fields[key]
        default: return nil
        }
    }
}

/// A table shaped like the real one.
let fakeTable = SignatureTable(
    commands: [
        CommandSignature(
            ["load", "checkpoint"], "Loads a checkpoint.",
            parameters: [
                Parameter("path", .path(extensions: ["pt"]), .positional, absent: .required, "the file")
            ], result: .object("Checkpoint"), examples: ["load checkpoint small.pt as v1"]),
        CommandSignature(
            ["load", "dataset"], "Loads a dataset.",
            parameters: [
                Parameter("path", .path(extensions: ["mat", "pt"]), .positional, absent: .required, "the file")
            ], result: .object("Dataset")),
        CommandSignature(
            ["load", "samples"], "Loads samples.",
            parameters: [
                Parameter("path", .path(extensions: ["pt"]), .positional, absent: .required, "the file")
            ], result: .object("Samples")),
        CommandSignature(
            ["sample"], "Draws samples from a checkpoint.", details: "By ancestral sampling.",
            parameters: [
                Parameter(
                    "checkpoint", .object("Checkpoint"), .positional, absent: .session, takesPipe: true, "the model"),
                Parameter("n", .int, absent: .literal("1000"), "samples per seed"),
                Parameter("seeds", .list(.int), absent: .literal("[42, 123]"), "one run each"),
                Parameter("unmask", .symbol(["random", "llada"]), absent: .literal("random"), "the order"),
                Parameter("top_p", .optional(.float), absent: .literal("none"), "nucleus"),
                Parameter("temperature", .float, absent: .literal("0"), "of the logits"),
                Parameter(
                    "remask", .symbol(["none", "cap", "rescale", "confidence"]), absent: .literal("none"), "the rule"),
                Parameter("eta", .float, absent: .decided("none without remasking"), "its strength"),
                Parameter(
                    "rooms", .either([.int, .symbol(["uniform"])]), absent: .decided("the dataset's"), "room counts"),
            ], result: .object("Samples"), examples: ["sample n=8", "sample $v1 n=1000 unmask=llada top_p=0.9"]),
        CommandSignature(
            ["save"], "Writes samples.",
            parameters: [
                Parameter(
                    "samples", .object("Samples"), .positional, absent: .session, takesPipe: true, "what to save"),
                Parameter("to", .path(extensions: ["pt"]), .clause, absent: .decided("the folder"), "the file"),
            ], result: .object("Samples")),
        CommandSignature(
            ["pick"], "Picks samples.",
            parameters: [
                Parameter(
                    "samples", .object("Samples"), .positional, absent: .session, takesPipe: true, "of which"),
                Parameter("kind", .symbol(["valid", "invalid"]), .positional, absent: .required, "which"),
            ], result: .object("Samples")),
        CommandSignature(
            ["eval"], "Evaluates samples.",
            parameters: [
                Parameter("samples", .object("Samples"), .positional, absent: .sessionIfAny, takesPipe: true, "which"),
                Parameter("schedule", .word("folder"), absent: .decided("none"), "a folder of results"),
                Parameter("model", .word("method"), absent: .decided("all"), "one method"),
            ], result: .object("Evaluation")),
        CommandSignature(
            ["compare"], "Compares evaluations.",
            parameters: [
                Parameter("evaluations", .list(.object("Evaluation")), .variadic, absent: .decided("none"), "which"),
                Parameter("schedule", .word("folder"), absent: .decided("none"), "a folder of results"),
                Parameter("models", .list(.word("method")), absent: .decided("all"), "some methods"),
            ]),
        CommandSignature(
            ["diff"], "Differences between two results.",
            parameters: [
                Parameter("a", .path(extensions: ["json"]), .positional, absent: .required, "the first"),
                Parameter("b", .path(extensions: ["json"]), .positional, absent: .required, "the second"),
                Parameter("tolerance", .float, absent: .literal("1e-9"), "what counts as the same"),
                Parameter("expect_new", .list(.word("metric")), absent: .literal("[]"), "metrics that may be new"),
            ]),
        CommandSignature(
            ["print"], "Prints values.",
            parameters: [Parameter("values", .any, .variadic, absent: .required, mayVary: true, "what to print")]),
        CommandSignature(["list"], "Lists the session."),
        CommandSignature(
            ["forget"], "Forgets a variable.",
            parameters: [Parameter("value", .any, .positional, absent: .required, "which")]),
        CommandSignature(
            ["help"], "Explains.",
            parameters: [Parameter("topic", .word("command"), .variadic, absent: .decided("all"), "of what")]),
        CommandSignature(["fail"], "Fails.", result: .none),
        CommandSignature(
            ["evaluations"], "Several.",
            parameters: [Parameter("of", .list(.float), .positional, absent: .literal("[]"), "their inside_validity")],
            result: .list(.object("Evaluation"))),
    ],
    objectTypes: [
        ObjectType(
            "Checkpoint", "a trained model",
            fields: [.init("noise", .word("noise"), "its noise"), .init("epoch", .int, "when saved")]),
        ObjectType("Dataset", "plans", fields: [.init("count", .int, "how many")]),
        ObjectType(
            "Samples", "drawn diagrams",
            fields: [.init("count", .int, "how many"), .init("seeds", .list(.int), "of which seeds")], element: .int,
            counts: .either([.symbol(["valid", "invalid"]), .int])),
        ObjectType(
            "Evaluation", "metrics of samples",
            fields: [
                .init("inside_validity", .object("Metric"), "share", better: .higher),
                .init("seeds", .list(.int), "of which seeds"),
                .init("eta", .float, "a"), .init("eti", .float, "b"),
            ], keyed: .object("Metric"), isKey: { $0.contains("/") || $0 == "inside_validity" }),
        ObjectType(
            "Metric", "over the seeds", fields: [.init("mean", .float, "mean"), .init("std", .float, "spread")],
            measure: "mean"),
    ],
    hostFunctions: [
        CommandSignature(
            ["lookup"], "what the host knows under a name",
            parameters: [
                Parameter("name", .string, .positional, absent: .required, "under which"),
                Parameter("otherwise", .int, .positional, absent: .literal("7"), "where there is none"),
            ], result: .int),
        CommandSignature(["today"], "varies", result: .string, varies: true),
    ],
    foreignWords: [
        ForeignWord("eval.num_samples", here: "it is n= here"), ForeignWord("--list", here: "`list` lists here"),
    ], habits: [ForeignWord("quit", here: "exit"), ForeignWord("\\q", here: "exit"), ForeignWord("?", here: "help")])

final class FakeHost: CommandHost {
    let table = fakeTable
    /// What ran, as `name key=value …`.
    private(set) var ran: [String] = []
    private(set) var shown: [String] = []
    private(set) var told: [String] = []
    private(set) var failures: [Diagnostic] = []
    private(set) var passed: [String] = []
    var goesOn = false
    /// Files that are there.
    var files: Set<String> = ["small.pt", "data/data.mat"]
    /// The command at which Ctrl-C comes.
    var interruptAt: Int?
    /// Statements and loop runs until it comes, for programs that would run too long.
    var stepsLeft = Int.max

    func run(_ call: Call, in environment: inout Environment) throws -> Value {
        if ran.count == interruptAt { throw Interrupted() }
        let arguments = call.arguments.sorted { $0.key < $1.key }.filter { $0.value.origin != .byDefault }
        ran.append(
            ([call.signature.name] + arguments.map { "\($0.key)=\($0.value.value.literal)" }).joined(separator: " "))
        switch call.signature.name {
        case "print":
            if case .list(let values)? = call.arguments["values"]?.value { show(values) }
            return .none
        case "today": return .string("monday")
        case "fail": throw CommandFailure("it fails")
        case "lookup":
            return call.arguments["name"]?.value.text == "one" ? .int(1) : call.arguments["otherwise"]?.value ?? .none
        case "evaluations":
            guard case .list(let means)? = call.arguments["of"]?.value else { return .none }
            return .list(
                means.enumerated().map { offset, mean in
                    .object(
                        FakeObject(
                            typeName: "Evaluation", summary: "evaluation \(offset)",
                            fields: [
                                "inside_validity": .object(
                                    FakeObject(typeName: "Metric", summary: "", fields: ["mean": mean])),
                                "eta": .float(Double(10 - offset)),
                            ]))
                })
        case "forget":
            if let name = call.arguments["value"]?.variable { environment.variables[name] = nil }
            return .none
        case "load checkpoint":
            guard let path = call.arguments["path"]?.value.text, files.contains(path) else {
                throw CommandFailure("no such file", about: "path")
            }
            return .object(Self.made("Checkpoint"))
        default:
            if case .object(let name) = call.signature.result { return .object(Self.made(name)) }
            return .none
        }
    }

    static func made(_ type: String) -> FakeObject {
        switch type {
        case "Checkpoint":
            FakeObject(
                typeName: type, summary: "a checkpoint", fields: ["noise": .string("loglinear"), "epoch": .int(3)])
        case "Samples":
            FakeObject(
                typeName: type, summary: "16 samples", fields: ["count": .int(16), "seeds": .list([.int(42)])],
                count: 16)
        case "Evaluation":
            FakeObject(
                typeName: type, summary: "an evaluation",
                fields: [
                    "inside_validity": .object(
                        FakeObject(
                            typeName: "Metric", summary: "0.93", fields: ["mean": .float(0.93), "std": .float(0.01)])),
                    "per_step": .object(FakeObject(typeName: "Metric", summary: "0.1")),
                    "a/b": .object(
                        FakeObject(
                            typeName: "Metric", summary: "0.5", fields: ["mean": .float(0.5), "std": .float(0)])),
                    "eta": .float(0.4), "seeds": .list([.int(42)]),
                ])
        default: FakeObject(typeName: type, summary: "a \(type)")
        }
    }

    func show(_ values: [Value]) { shown.append(values.map(\.description).joined(separator: " ")) }
    func tell(_ message: String) { told.append(message) }

    func letPass(_ failure: Diagnostic, isExpected: Bool) {
        failures.append(failure)
        passed.append((isExpected ? "expected: " : "") + failure.oneLine)
    }

    func checkInterruption() throws {
        stepsLeft -= 1
        if stepsLeft < 0 { throw Interrupted() }
    }

    func makeDryRunner() -> any DryRunner { FakeDryRunner(files: files) }
}

/// Knows which files are there and which a script writes.
final class FakeDryRunner: DryRunner {
    private var files: Set<String>

    init(files: Set<String>) { self.files = files }

    func dryRun(_ call: PlannedCall) -> DryRun {
        if call.signature.name == "save", case .known(let to)? = call.arguments["to"], let path = to.text {
            files.insert(path)
        }
        if call.signature.words.first == "load", case .known(let value)? = call.arguments["path"],
            let path = value.text,
            !files.contains(path), !call.isUncertain
        {
            return DryRun(findings: [.init(isError: true, "there is no file \(path)", about: "path")])
        }
        if call.signature.name == "forget" { return DryRun(forgotten: call.variables["value"]) }
        // One that the check knows.
        if call.signature.name == "eval", case .known(let model)? = call.arguments["model"], model.text == "known" {
            return DryRun(result: FakeHost.made("Evaluation"))
        }
        return DryRun()
    }
}

struct FakeModules: ModuleLoader {
    var texts: [String: String] = [:]

    func module(_ name: String, usedIn user: SourceText) throws -> SourceText {
        guard let text = texts[name] else {
            throw ModuleNotFound("there is no module `\(name)`", available: texts.keys.sorted())
        }
        return SourceText(name: "\(name).bds", text: text)
    }
}

/// What a check says of `text`, rendered.
func checkText(
    _ text: String, modules: [String: String] = [:], settings: ScriptSettings = .init(), warnings: Bool = false
) -> String {
    let session = Session(host: FakeHost(), modules: FakeModules(texts: modules))
    let checked = session.check(Script(SourceText(name: "test.bds", text: text)), settings: settings)
    return DiagnosticRenderer().render(checked.diagnostics.filter { warnings || $0.severity == .error })
}

/// Runs `text` and gives the host that ran it; an error of the check is thrown like one of the run.
@discardableResult
func runText(
    _ text: String, modules: [String: String] = [:], settings: ScriptSettings = .init(), goesOn: Bool = false
) throws -> FakeHost {
    let host = FakeHost()
    host.goesOn = goesOn
    let session = Session(host: host, modules: FakeModules(texts: modules))
    try session.run(session.check(Script(SourceText(name: "test.bds", text: text)), settings: settings))
    return host
}

/// What `text` prints, line by line.
func output(_ text: String, modules: [String: String] = [:], settings: ScriptSettings = .init()) throws -> [String] {
    try runText(text, modules: modules, settings: settings).shown
}

/// The message of the first error of a check or a run.
func failure(_ text: String, modules: [String: String] = [:]) -> String? {
    do {
        try runText(text, modules: modules)
        return nil
    } catch let diagnostic as Diagnostic {
        return diagnostic.message
    } catch {
        return "\(error)"
    }
}
