import Checkpoints
import Datasets
import Files
import Foundation
import JSON
import Language
import Results
import Runtime
import TestSupport
import TorchFiles

/// A file that is read, and who reads it.
struct Reader {
    let name: String
    /// The file's name: endings decide.
    let file: String
    /// What is mutated.
    let seeds: [[UInt8]]
    /// What means something to the reader.
    var pieces: [String] = []
    /// Turns the mutated bytes into those of the file.
    var wrapped: (_ bytes: [UInt8], _ mutator: inout Mutator) -> [UInt8] = { bytes, _ in bytes }
    let read: (URL) throws -> Void
}

extension Reader {
    /// All of them, with files of the golden figures and of `folder`, which `Playground` has filled.
    static func all(in folder: URL) throws -> [Reader] {
        func bytes(_ path: String) throws -> [UInt8] { try WholeFile.read(Golden.file(path)) }
        func made(_ path: String) throws -> [UInt8] { try WholeFile.read(folder.appendingPathComponent(path)) }
        let checkpoints = try ["tiny_loglinear", "tiny_learned"].map { try bytes("checkpoints/\($0).pt") }
        let samples = try [
            "samples/loglinear/llada_argmax_no_remask_samples.pt",
            "samples/loglinear/llada_topp0.9_remdm_cap_eta0.2_samples.pt",
        ].map(bytes)
        let results = try [
            "bds-0.1.0/eval_results/loglinear/llada_topp0.9_no_remask.json",
            "bds-0.1.0/eval_results/loglinear/random_argmax_no_remask.json",
        ].map(bytes)
        let plans = [
            MATBytes.file(Playground.plans), MATBytes.file(Playground.plans, compress: true),
        ]
        let hdf5 = try ["plans", "packed", "plain", "single"].map { try bytes("mat73/\($0).mat") }
        return [
            Reader(name: "checkpoints", file: "x.pt", seeds: checkpoints) { _ = try Checkpoint(contentsOf: $0) },
            pickled("checkpoints, within the archive", checkpoints) { _ = try Checkpoint(contentsOf: $0) },
            Reader(name: "samples", file: "x.pt", seeds: samples) { _ = try SampleFile(contentsOf: $0) },
            pickled("samples, within the archive", samples) { _ = try SampleFile(contentsOf: $0) },
            Reader(name: "datasets' caches", file: "x.pt", seeds: [try made("plans.pt")]) {
                _ = try Dataset.load($0)
            },
            pickled("datasets' caches, within the archive", [try made("plans.pt")]) { _ = try Dataset.load($0) },
            Reader(name: "MAT files", file: "x.mat", seeds: plans) { _ = try Dataset.load($0) },
            Reader(name: "MAT files of version 7.3", file: "x.mat", seeds: hdf5) { _ = try Dataset.load($0) },
            Reader(
                name: "MAT files, before they are compressed", file: "x.mat",
                seeds: [Array(plans[0].dropFirst(MATBytes.header.count))],
                wrapped: { bytes, _ in MATBytes.header + MATBytes.compressed(bytes) },
                read: { _ = try Dataset.load($0) }),
            Reader(name: "results", file: "x.json", seeds: results, pieces: json) {
                _ = try ResultFile(contentsOf: $0)
            },
            Reader(name: "JSON", file: "x.json", seeds: results + [Array("[1, {\"a\": null}]".utf8)], pieces: json) {
                let value = try JSON(parsing: try WholeFile.read($0))
                _ = value.text
                _ = value.text(.readable)
            },
            Reader(name: "failed.json", file: ".bds/failed.json", seeds: [try made(".bds/failed.json")], pieces: json) {
                _ in _ = FailedRun.here
            },
            Reader(
                name: "histories", file: "history", seeds: [Array(Programs.history.utf8)],
                pieces: ["\\", "\\n", "\\\\", "\r\n", "\n\n", "\r", "\u{0}"]
            ) { url in
                let entries = HistoryLine.entries(try WholeFile.read(url))
                let again = HistoryLine.entries(Array(entries.map(HistoryLine.line).joined().utf8))
                precondition(again.elementsEqual(entries, by: { $0.utf8.elementsEqual($1.utf8) }), "a history changes")
            },
            Reader(
                name: "notes", file: "x.md", seeds: [Array(Programs.note.utf8)],
                pieces: Programs.pieces + ["```", "~~~", "bds> ", "...> ", "{#", "name="]
            ) { url in
                let source = try SourceText(name: "x.md", bytes: try WholeFile.read(url))
                let note = MarkdownNote(source)
                _ = note.script().written
                for block in note.blocks { if let name = block.name { _ = try note.script(named: name) } }
                _ = Transcript.commands(in: source.text(0..<source.bytes.count))
            },
            Reader(
                name: "scripts", file: "x.bds", seeds: Programs.all.map { Array($0.utf8) }, pieces: Programs.pieces
            ) { url in
                let source = try SourceText(name: "x.bds", bytes: try WholeFile.read(url))
                let text = source.text(0..<source.bytes.count)
                _ = Completeness(text)
                _ = try Formatter.format(source)
            },
        ]
    }

    private static let json = [
        "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "null", "true", "NaN", "-Infinity", "1e400", "-",
        "\"seed\"", "\"per_seed\"", "\"metrics\"", "\"e\u{301}\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ]

    /// A PyTorch archive of which the pickle, or the numbers, are changed and the sums are right.
    private static func pickled(_ name: String, _ seeds: [[UInt8]], _ read: @escaping (URL) throws -> Void) -> Reader {
        Reader(
            name: name, file: "x.pt", seeds: seeds,
            wrapped: { _, mutator in
                var files = StoredZip.files(mutator.pick(seeds) ?? [])
                let isPickle = mutator.isLikely(80)
                let places = files.indices.filter { files[$0].name.hasSuffix(".pkl") == isPickle }
                guard let place = mutator.pick(places) else { return [] }
                files[place].data = mutator.mutate(files[place].data)
                if mutator.isLikely(5) { files.remove(at: mutator.number(0...files.count - 1)) }
                return StoredZip.bytes(files)
            }, read: read)
    }
}
