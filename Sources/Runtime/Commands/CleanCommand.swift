import Files
import Foundation
import Language
import Tables
import Results

/// `clean [delete=true]`
struct CleanCommand: Command {
    let signature = CommandSignature(
        ["clean"], "lists what earlier runs left behind, and deletes it where told so",
        details: """
            That is: cells below .bds/cells that a later one of the same method, seed, noise and checkpoint file \
            replaced, with all=true every cell, and halves of files that a killed run left. Each is listed with the \
            command that computes it again. Only files that bds made beyond doubt are touched, and none through a link.
            """,
        parameters: [
            Parameter("all", .bool, absent: .literal("false"), "every cell"),
            Parameter("delete", .bool, absent: .literal("false"), "delete what is listed"), .format,
        ],
        examples: ["clean", "clean delete=true"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let store = CachedSeedStore()
        let kept = store.files()
        var latest: [[String]: CachedSeedFile] = [:]
        for seed in kept.reversed() { latest[seed.question] = seed }
        let seeds = arguments.bool("all") ? kept : kept.filter { latest[$0.question]?.url != $0.url }
        let halves = AtomicFile.leftovers(below: store.folder) + AtomicFile.leftovers(below: workspace.results.url)
        var left = seeds.map { (url: $0.url, size: $0.size, loss: $0.replay) }
        left += halves.map { ($0, FileStatus($0, followingLinks: false)?.size ?? 0, "nothing: half a file") }
        if left.isEmpty {
            workspace.console.tell("there is nothing to clean")
            return .none
        }
        let deletes = arguments.bool("delete")
        for url in left.map(\.url) where deletes {
            guard unlink(url.path) == 0 || errno == ENOENT else {
                throw FileAccessError(.delete, url, SystemError(code: errno))
            }
        }
        let here = URL(fileURLWithPath: ".").standardizedFileURL.path + "/"
        let rows = left.map { url, size, loss -> [String] in
            let path = url.standardizedFileURL.path
            return [path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path, grouped(size), loss]
        }
        workspace.console.show(
            .table(
                Table(
                    headers: [deletes ? "Deleted" : "File", "Bytes", "Computes it again"], rows: rows,
                    alignments: [.left, .right, .left])))
        if !deletes { workspace.console.tell("clean delete=true deletes them") }
        return .none
    }
}
