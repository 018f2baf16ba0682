import Foundation
import Language
import Runtime

/// What TAB offers at a place of the text: the language's candidates, and what only the disk knows.
struct Completing {
    let session: Language.Session
    let runtime: Runtime

    func candidates(_ text: String, _ cursor: Int) -> Candidates {
        let completion = session.complete(text, at: cursor)
        var entries = completion.candidates.map { candidate in
            Candidates.Entry(
                text: candidate.text,
                // A declaration begins with the name that stands beside it.
                summary: candidate.summary.hasPrefix(candidate.text)
                    ? String(candidate.summary.dropFirst(candidate.text.count)) : candidate.summary,
                isWhole: candidate.kind != .variable && !candidate.text.hasSuffix("=")
                    && candidate.kind != .function && candidate.kind != .field)
        }
        if let kind = completion.wordKind ?? completion.argument?.parameter {
            let before = String(decoding: Array(text.utf8).prefix(cursor), as: UTF8.self)
            let words = runtime.words(of: kind, before: before).filter { $0.text.hasPrefix(completion.typed) }
            entries += words.map {
                .init(
                    text: Int($0.text) == nil
                        ? Self.written($0.text, isQuoted: completion.isQuoted, isWhole: true) : $0.text,
                    summary: $0.summary, isWhole: true)
            }
        }
        if let extensions = completion.extensions, !completion.typed.hasPrefix("$") {
            entries += Self.files(completion.typed, extensions, isQuoted: completion.isQuoted)
        }
        return Candidates(start: completion.replaced.lowerBound, entries: entries)
    }

    /// The folders and the files of the wanted extensions that `typed` may become.
    private static func files(_ typed: String, _ extensions: [String], isQuoted: Bool) -> [Candidates.Entry] {
        let slash = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
        let (folder, beginning) = (String(typed[..<slash]), typed[slash...])
        let place = folder.isEmpty ? "." : NSString(string: folder).expandingTildeInPath
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let matching = names.filter { $0.hasPrefix(beginning) && ($0.first != "." || beginning.first == ".") }.sorted()
        var found: [(path: String, isFolder: Bool)] = []
        for name in matching {
            var isFolder: ObjCBool = false
            let path = (place as NSString).appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            let fits = extensions.isEmpty || extensions.contains((name as NSString).pathExtension)
            if isFolder.boolValue || fits { found.append((folder + name, isFolder.boolValue)) }
        }
        // All or none in quotes, or they would have no beginning in common.
        let quotes = isQuoted || found.contains { !Value.isBareWord($0.path) }
        return found.map { path, isFolder in
            .init(
                text: written(isFolder ? path + "/" : path, isQuoted: quotes, isWhole: !isFolder),
                summary: "", isWhole: !isFolder)
        }
    }

    /// A text as a script writes it; the closing quote is left out where more may follow.
    private static func written(_ text: String, isQuoted: Bool, isWhole: Bool) -> String {
        guard isQuoted || !Value.isBareWord(text) else { return text }
        let quoted = Value.quoted(text)
        return isWhole ? quoted : String(quoted.dropLast())
    }
}
