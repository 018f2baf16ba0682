import Files
import Foundation
import Language
import Results
import Tables

/// `compare schedule=NAME [models=[…]] [primary_only=true]`, `compare $a $b`
struct CompareCommand: Command {
    let signature = CommandSignature(
        ["compare"], "puts methods side by side",
        details: """
            With schedule=NAME alone the folder's comparison.md is written too, as the reference writes it. With models, \
            or for evaluations, the table is printed, and written only where to says.
            """,
        parameters: [
            Parameter(
                "evaluations", .list(.object(ObjectTypes.evaluation)), .variadic, absent: .decided("the folder's"),
                takesPipe: true, "what to compare"),
            Parameter(
                "schedule", .word("schedule"), absent: .decided("only the evaluations"), "a folder of eval_results"),
            Parameter(
                "models", .list(.word("method")), absent: .decided("all of the folder"),
                "methods of the folder, in this order"),
            Parameter("primary_only", .bool, absent: .literal("false"), "leave out the rows marked (diag.)"),
            Parameter(
                "to", .path(extensions: ["md"]), .clause, absent: .decided("comparison.md of the folder"),
                mayVary: true,
                "the Markdown file"),
            Parameter(
                "overwrite", .bool, absent: .literal("false"),
                "replace a file with other content; a comparison.md is brought up to date anyway"),
            .format,
        ],
        result: .object(ObjectTypes.comparison),
        examples: ["compare schedule=loglinear", "compare $before $after to comparison.md"])

    func validate(_ arguments: any ArgumentValues) throws {
        try arguments.requireOne(of: "evaluations", or: "schedule")
        try arguments.requireSchedule(for: "models")
        let evaluations = arguments.value("evaluations")
        let isEmpty = evaluations.map { $0.elements.isEmpty } ?? arguments.isAbsent("evaluations")
        if isEmpty, !arguments.isGiven("schedule") {
            throw CommandFailure("compare needs schedule=NAME or evaluations", isMistake: true)
        }
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let evaluations = arguments.list("evaluations").compactMap { value -> EvaluationObject? in
            if case .object(let object) = value { object as? EvaluationObject } else { nil }
        }
        var results = evaluations.map(\.file)
        var target = arguments.optionalPath("to")
        if let schedule = try arguments.schedule(of: workspace.results) {
            results = try workspace.results.files(schedule, ending: ".json").map { try ResultFile(contentsOf: $0) }
            guard !results.isEmpty else {
                throw CommandFailure(
                    "\(workspace.results.url(schedule).relativePath) holds no results", about: "schedule",
                    hint: "eval schedule=\(schedule) makes them")
            }
            let models = arguments.list("models").compactMap(\.text)
            if models.isEmpty {
                target = target ?? workspace.results.url(schedule).appendingPathComponent(Self.fileName)
            } else {
                results = try models.map { model in
                    guard let result = results.first(where: { $0.method.hasSameBytes(as: model) }) else {
                        throw CommandFailure(
                            "\(workspace.results.url(schedule).relativePath) has no results of \(model)",
                            about: "models",
                            hint: "it has " + results.map(\.method).joined(separator: ", "))
                    }
                    return result
                }
            }
        }
        let table = ComparisonTable(results, primaryOnly: arguments.bool("primary_only"))
        workspace.console.show(.tables(table.families.map { Self.shown($0, of: table) }))
        for caveat in table.caveats { workspace.console.warn("compare: \(caveat)") }
        if let target { try write(table, to: target, OverwriteRule(arguments.value("overwrite")), workspace) }
        return .object(ComparisonObject(table: table, url: target))
    }

    /// A family fitted for the screen: columns are methods.
    private static func shown(_ family: ComparisonTable.Family, of table: ComparisonTable) -> Table {
        Table(
            title: family.title,
            headers: [family.corner] + table.methods + (family.hasDelta ? ["Delta"] : []),
            rows: family.rows.map { row in
                [.text(row.label)] + row.cells + (family.hasDelta ? [row.delta ?? .missing] : [])
            })
    }

    private static let fileName = "comparison.md"

    /// A comparison.md is ours and brought up to date; whatever else stands there may be the user's own.
    private func write(_ table: ComparisonTable, to url: URL, _ rule: OverwriteRule, _ workspace: Workspace) throws {
        let text = table.markdown()
        var standing = Standing.of(text, at: url, exceptLinesBeginning: ComparisonTable.generatedBeginning)
        var rule = rule
        if case .other(let what, _) = standing, url.lastPathComponent == Self.fileName {
            standing = .other(what, isOurs: true)
            if case .never = rule { rule = .own }
        }
        try workspace.write(url, over: standing, rule) { try AtomicFile.write(text, to: url) }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let missing = state.missingFolder(arguments) { return missing }
        if arguments.isGiven("to") { return state.willWrite(arguments, "to") ?? DryRun() }
        guard let folder = arguments.text("schedule").flatMap({ state.results?.url($0) }), !arguments.isGiven("models")
        else { return DryRun() }
        let file = folder.appendingPathComponent(Self.fileName)
        var primaryOnly = false
        if case .bool(true)? = arguments.value("primary_only") { primaryOnly = true }
        let isUpToDate = Self.isUpToDate(file, primaryOnly: primaryOnly, state)
        return state.willWrite(file, isUpToDate: isUpToDate, about: "schedule") ?? DryRun()
    }

    /// Whether comparing the results beside `file` gives what stands there; asked for a plan alone.
    private static func isUpToDate(_ file: URL, primaryOnly: Bool, _ state: PlannedState) -> Bool {
        let folder = file.deletingLastPathComponent()
        guard state.plan != nil, !state.changesAny(in: folder),
            let files = try? ResultsFolder.files(in: folder, ending: ".json"), !files.isEmpty,
            let results = try? files.map({ try ResultFile(contentsOf: $0) })
        else { return false }
        let text = ComparisonTable(results, primaryOnly: primaryOnly).markdown()
        if case .same = Standing.of(text, at: file, exceptLinesBeginning: ComparisonTable.generatedBeginning) {
            return true
        }
        return false
    }
}

/// A comparison as scripts see it.
struct ComparisonObject: ObjectValue, Described {
    let table: ComparisonTable
    let url: URL?

    var typeName: String { ObjectTypes.comparison }
    var summary: String {
        "comparison of \(counted(table.methods.count, "method"))" + (url.map { ", \($0.relativePath)" } ?? "")
    }
    var details: [(name: String, text: String)] {
        [
            ("comparison", url?.relativePath ?? "only printed"),
            ("methods", table.methods.joined(separator: ", ")),
        ]
    }

    func field(_ name: String) -> Value? {
        switch name {
        case "methods": .list(table.methods.map { .string($0) })
        case "path": url.map { .string($0.relativePath) } ?? Value.none
        default: nil
        }
    }
}
