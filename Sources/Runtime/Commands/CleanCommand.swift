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
        let cells = CellStore().folder
        var left = arguments.bool("all") ? Self.cells(in: cells).flatMap(\.self) : Self.replaced(in: cells)
        left += Self.halves(below: cells) + Self.halves(below: workspace.results.url)
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

    /// The cells of each method and seed, latest first.
    private static func cells(in folder: URL) -> [[URL]] {
        let manager = FileManager.default
        let methods = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
        func time(_ url: URL) -> Date { FileStatus(url)?.modified ?? .distantPast }
        return methods.sorted().flatMap { method -> [[URL]] in
            let place = folder.appendingPathComponent(method)
            let names = ((try? manager.contentsOfDirectory(atPath: place.path)) ?? [])
                .filter { $0.hasSuffix(".pt") && !$0.hasPrefix(".") }
            // SEED-DIGEST.pt; a seed may be negative.
            let bySeed = Dictionary(grouping: names) { $0.split(separator: "-").dropLast().joined(separator: "-") }
            return bySeed.sorted { $0.key < $1.key }.map { _, names in
                names.map { place.appendingPathComponent($0) }.sorted { time($0) > time($1) }
            }
        }
    }

    private static func replaced(in folder: URL) -> [URL] { cells(in: folder).flatMap { $0.dropFirst() } }

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
