import Files
import Foundation
import Language
import Results

/// `clean [delete=true]`
struct CleanCommand: Command {
    let signature = CommandSignature(
        ["clean"], "lists what earlier runs left behind, and deletes it where told so",
        details: """
            That is: cells below .bds/cells that a later one of the same method and seed replaced, with all=true every \
            cell, and halves of files that a killed run left. What is deleted and asked for again is computed again.
            """,
        parameters: [
            Parameter("all", .bool, absent: .literal("false"), "every cell"),
            Parameter("delete", .bool, absent: .literal("false"), "delete what is listed"), .format,
        ],
        examples: ["clean", "clean delete=true"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let store = CachedSeedStore()
        let kept = store.entries()
        var left = (arguments.bool("all") ? kept : Self.replaced(kept)).map(\.url)
        left += Self.halves(below: store.folder) + Self.halves(below: workspace.results.url)
        if left.isEmpty {
            workspace.console.tell("there is nothing to clean")
            return .none
        }
        let deletes = arguments.bool("delete")
        let here = URL(fileURLWithPath: ".").standardizedFileURL.path + "/"
        var rows: [[String]] = []
        for url in left {
            let size = FileStatus(url, followingLinks: false)?.size ?? 0
            if deletes {
                do { try FileManager.default.removeItem(at: url) } catch {
                    throw CommandFailure("cannot delete \(url.path): \(describe(error))")
                }
            }
            let path = url.standardizedFileURL.path
            rows.append([path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path, grouped(size)])
        }
        workspace.console.show(.table(Table(headers: [deletes ? "Deleted" : "File", "Bytes"], rows: rows)))
        if !deletes { workspace.console.tell("clean delete=true deletes them") }
        return .none
    }

    /// Those that a later one of the same method and seed replaced.
    private static func replaced(_ entries: [CachedSeedStore.Entry]) -> [CachedSeedStore.Entry] {
        zip(entries.dropFirst(), entries).filter { $0.method == $1.method && $0.seed == $1.seed }.map(\.0)
    }

    /// What `AtomicFile` was writing when its process was killed: older than any write takes.
    private static func halves(below folder: URL) -> [URL] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { name in
            let last = name.split(separator: "/").last ?? ""
            return last.hasPrefix(".") && last.hasSuffix(".tmp")
        }.map { folder.appendingPathComponent($0) }.filter { url in
            (FileStatus(url, followingLinks: false)?.modified ?? .distantFuture) < Date(timeIntervalSinceNow: -60)
        }
    }
}
