import Files
import Foundation
import Language
import Results

/// `results("eval_results/*/")`
struct ResultsFunction: Command {
    let signature = CommandSignature(
        ["results"], "the results of a folder, or of all that match a pattern, as a list of evaluations",
        details: "Of a folder all its .json files, in the order of their names; a file stands for itself.",
        parameters: [
            Parameter(
                "path", .path(extensions: ["json"]), .positional, absent: .required,
                "a folder or a file; with *, ? or [ ] all that match")
        ],
        result: .list(.object(ObjectTypes.evaluation)),
        examples: [
            "best(results(\"eval_results/loglinear/\"), inside_validity).method",
            "table results(\"eval_results/*/\") sort=edge_js",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let path = try arguments.path("path").relativePath
        let files = PathPattern.files(arguments.text("path") ?? path, ending: ".json")
        if files.isEmpty { throw CommandFailure("there are no results in \(path)", about: "path") }
        return .list(
            try files.map { file in
                try workspace.cancellation.check()
                let url = URL(typed: file)
                return .object(EvaluationObject(file: try ResultFile(contentsOf: url), url: url))
            })
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard let path = arguments.text("path") else { return DryRun() }
        let files = PathPattern.files(path, ending: ".json")
        if files.isEmpty, !arguments.call.isUncertain, !state.mayMake(path) {
            return .error("there are no results in \(path), and nothing before makes some", about: "path")
        }
        for file in files where state.canRead(URL(typed: file)) {
            do { _ = try ResultFile(contentsOf: URL(typed: file)) } catch {
                return .error(describe(error), about: "path")
            }
        }
        return DryRun()
    }
}

/// `files("runs/*/*_samples.pt")`
struct FilesFunction: Command {
    let signature = CommandSignature(
        ["files"], "the paths of the files in a folder, or of all that match a pattern, in the order of their names",
        details: "None where nothing matches. Where nothing before writes there, the check knows them.",
        parameters: [
            Parameter(
                "path", .path(), .positional, absent: .required, "a folder; with *, ? or [ ] all files that match")
        ],
        result: .list(.path()),
        examples: ["for file in files(\"eval_results/loglinear/*_samples.pt\") { load samples $file }"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        .list(PathPattern.files(arguments.text("path") ?? "", ending: "").map { .string($0) })
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard let path = arguments.text("path"), !arguments.call.isUncertain, !state.mayMake(path) else {
            return DryRun()
        }
        return DryRun(value: .list(PathPattern.files(path, ending: "").map { .string($0) }))
    }
}

/// Folders and patterns as the files they stand for.
private enum PathPattern {
    /// - Parameter ending: of the files that count in a folder.
    static func files(_ path: String, ending: String) -> [String] {
        let matches = Glob.isPattern(path) ? Glob.files(path) : [path]
        return matches.flatMap { match -> [String] in
            guard let status = FileStatus(URL(typed: match)) else { return [] }
            guard status.kind == .folder else { return [match] }
            let folder = match.hasSuffix("/") ? String(match.dropLast()) : match
            let names = (try? FileManager.default.contentsOfDirectory(atPath: URL(typed: folder).path)) ?? []
            return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted { $0.sortsBefore($1) }
                .map { folder + "/" + $0 }.filter { Writability.isFile(URL(typed: $0)) }
        }
    }
}

extension PlannedState {
    /// Whether something before may write files that a folder or a pattern stands for.
    fileprivate func mayMake(_ path: String) -> Bool {
        let url = URL(typed: path)
        let beginning = path.prefix { !"*?[".contains($0) }
        // Up to the last folder that has no sign in it.
        let folder =
            Glob.isPattern(path)
            ? URL(typed: String(beginning[..<(beginning.lastIndex(of: "/") ?? beginning.startIndex)]))
            : url
        let root = path.hasPrefix("/") && folder.path.isEmpty ? "/" : folder.standardizedFileURL.path
        return written.contains { $0 == root || $0.hasPrefix(root + "/") }
            || filled.contains { $0 == root || $0.hasPrefix(root + "/") || root.hasPrefix($0) }
    }
}
