import Datasets
import Files
import Foundation
import Language
import Results

/// What a command finds where it is to write a file.
enum Standing {
    case nothing
    /// What it would write, as far as that kind of file goes: when and where it was made is no part of it.
    case same
    /// Something else, in words that follow "holds".
    case other(String, isOurs: Bool = false)

    /// A text against what is there, by bytes.
    /// - Parameter beginning: lines that begin so count for nothing; they say when a text was written.
    static func of(_ text: String, at url: URL, exceptLinesBeginning beginning: String? = nil) -> Standing {
        // What may be left out is little.
        at(url, upTo: (1 << 20) + 2 * text.utf8.count) { bytes in
            func lines(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
                bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
                    .filter { line in beginning.map { !line.starts(with: $0.utf8) } ?? true }
            }
            return bytes.elementsEqual(text.utf8) || lines(bytes) == lines(Array(text.utf8))
        }
    }

    /// A dataset's cache against what is there.
    static func of(_ dataset: Dataset, at url: URL) -> Standing {
        // No plan takes more bytes in a cache.
        at(url, upTo: (1 << 20) + (64 << 10) * dataset.diagrams.count) { SHA256.of($0) == dataset.sha256 }
    }

    /// Samples against what is there.
    static func of(_ samples: SampleFile, at url: URL) -> Standing {
        guard FileStatus(url)?.kind == .file else { return .nothing }
        guard let found = try? SampleFile(contentsOf: url) else { return .other("something else") }
        if found.hasSameContent(as: samples) { return .same }
        let isOurs = found.provenance?["bds"] != nil
        return .other(isOurs ? "other samples" : "samples made elsewhere", isOurs: isOurs)
    }

    // What is no file will be refused when it is written; what is too large cannot be the same.
    private static func at(_ url: URL, upTo limit: Int, _ isSame: ([UInt8]) -> Bool) -> Standing {
        guard let status = FileStatus(url), status.kind == .file else { return .nothing }
        if status.size > limit { return .other("something else") }
        guard let bytes = try? WholeFile.read(url) else { return .other("something that cannot be read") }
        return isSame(bytes) ? .same : .other("something else")
    }
}

/// The one rule for what a command may replace: nothing but the same content, unless it is told to.
enum OverwriteRule {
    case never
    /// What is a command's own: `overwrite=own`, and the comparison.md of a folder.
    case own
    case always

    /// As the argument `overwrite` says.
    init(_ value: Value?) {
        switch value {
        case .bool(true)?: self = .always
        case let value? where value.text == "own": self = .own
        default: self = .never
        }
    }

    /// Why what stands at `url` may not be replaced; nil where it may, or need not.
    /// - Parameter parameter: the argument that names the file.
    func refusal(_ standing: Standing, at url: URL, about parameter: String? = "to", hint: String? = nil)
        -> CommandFailure?
    {
        guard case .other(let what, let isOurs) = standing else { return nil }
        switch self {
        case .always: return nil
        case .own where isOurs: return nil
        case .own, .never:
            return CommandFailure(
                "\(url.relativePath) exists and holds \(what)", about: parameter,
                hint: hint ?? "write to another path, or say overwrite=true")
        }
    }
}

extension Workspace {
    /// Writes a file by the rule, and says what became of it.
    /// - Parameters:
    ///   - done: "saved", "wrote".
    ///   - parameter: the argument that names the file.
    /// - Throws: `CommandFailure` where something else stands there, and what `write` throws.
    func write(
        _ url: URL, over standing: Standing, _ rule: OverwriteRule, done: String = "wrote",
        about parameter: String? = "to", hint: String? = nil, _ write: () throws -> Void
    ) throws {
        if case .same = standing {
            console.tell("unchanged \(url.relativePath)")
            return
        }
        if let refusal = rule.refusal(standing, at: url, about: parameter, hint: hint) { throw refusal }
        try write()
        console.tell("\(done) \(url.relativePath)")
    }

    /// The same for a text.
    /// - Throws: `CommandFailure`, `FileAccessError`.
    func writeText(
        _ text: String, to url: URL, _ rule: OverwriteRule, about parameter: String = "to",
        exceptLinesBeginning beginning: String? = nil
    ) throws {
        let standing = Standing.of(text, at: url, exceptLinesBeginning: beginning)
        try write(url, over: standing, rule, about: parameter) { try AtomicFile.write(text, to: url) }
    }
}
