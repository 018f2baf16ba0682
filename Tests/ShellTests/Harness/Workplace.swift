import BubbleDiagrams
import Datasets
import Files
import Foundation
import TestSupport
import TorchFiles

/// A working directory for bds, gone with the test.
final class Workplace {
    /// How a run ended.
    struct Outcome {
        /// As a shell tells it; nil when it had to be killed.
        let status: Int32?
        let output: String
        let errors: String

        /// The messages of `error:` lines.
        var messages: [String] {
            errors.split(separator: "\n").compactMap { $0.hasPrefix("error: ") ? String($0.dropFirst(7)) : nil }
        }
    }

    let folder: URL
    /// What bds writes to its standard streams, away from where it works.
    private let streams: URL

    init() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("bds-test-\(UUID().uuidString)")
        folder = place.appendingPathComponent("work")
        streams = place.appendingPathComponent("streams")
        for url in [folder, streams] {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

    /// The binary that SwiftPM built beside the test bundle.
    static let binary: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("bds").path
    }()

    static let environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm", "LANG": "C.UTF-8"]

    // MARK: Running

    /// Starts bds with its streams on files; `finish` tells how it ended.
    /// - Parameter shell: commands that `sh` runs before it becomes bds.
    func start(
        _ arguments: [String], input: String? = nil, output: Child.Stream? = nil, inputStream: Child.Stream? = nil,
        environment: [String: String] = [:], through shell: String? = nil
    ) throws -> Child {
        let source = stream("input")
        if let input { try input.write(to: source, atomically: true, encoding: .utf8) }
        return try Child(
            shell == nil ? Self.binary : "/bin/sh",
            shell.map { ["-c", "\($0); exec \"$0\" \"$@\"", Self.binary] + arguments } ?? arguments, in: folder.path,
            environment: Self.environment.merging(environment) { $1 },
            streams: [
                inputStream ?? .file(input == nil ? "/dev/null" : source.path, O_RDONLY),
                output ?? .file(stream("output").path, O_WRONLY | O_CREAT | O_TRUNC),
                .file(stream("errors").path, O_WRONLY | O_CREAT | O_TRUNC),
            ])
    }

    func finish(_ child: Child) -> Outcome {
        let status = child.wait(seconds: 120)
        return Outcome(status: status, output: text(stream("output")), errors: text(stream("errors")))
    }

    func bds(
        _ arguments: String..., input: String? = nil, output: Child.Stream? = nil, inputStream: Child.Stream? = nil,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        finish(
            try start(
                arguments, input: input, output: output, inputStream: inputStream, environment: environment))
    }

    /// Runs `script` as a file.
    func run(_ script: String) throws -> Outcome {
        try write(script, to: "script.bds")
        return try bds("script.bds")
    }

    /// What has been written to standard error so far.
    var errorsSoFar: String { text(stream("errors")) }

    private func stream(_ name: String) -> URL { streams.appendingPathComponent(name) }

    private func text(_ url: URL) -> String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }

    // MARK: Files

    func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

    func write(_ text: String, to path: String) throws { try AtomicFile.write(text, to: url(path)) }

    func write(_ bytes: [UInt8], to path: String) throws { try AtomicFile.write(bytes, to: url(path)) }

    func contents(_ path: String) throws -> String { try String(contentsOf: url(path), encoding: .utf8) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

    /// Every file and folder, hidden ones too.
    /// All but the cells that `sample` keeps.
    var files: Set<String> {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return Set(names.filter { $0 != ".bds" && !$0.hasPrefix(".bds/") })
    }

    /// The checkpoint `tiny_NAME.pt`, under that name.
    @discardableResult func checkpoint(_ name: String = "loglinear") throws -> String {
        let file = "tiny_\(name).pt"
        if !exists(file) {
            try FileManager.default.copyItem(at: Golden.file("checkpoints/\(file)"), to: url(file))
        }
        return file
    }

    /// A checkpoint with something changed, as `bad.pt`.
    func checkpoint(_ name: String = "loglinear", changing change: (inout TorchValue) throws -> Void) throws {
        var value = try TorchFile.read(Golden.file("checkpoints/tiny_\(name).pt"))
        try change(&value)
        try TorchFile.write(value, to: url("bad.pt"))
    }

    /// Forty made-up plans, as the pipeline's cache: `plans.pt`.
    func dataset(plans count: Int = 40) throws {
        let diagrams = (0..<count).map { number in
            let rooms = 2 + number % 7
            return Diagram(
                rooms: (0..<rooms).map { RoomType.allCases[$0 == 0 ? 0 : (number + 3 * $0) % 10] },
                edges: (1..<rooms).map {
                    .init(first: $0 - 1, second: $0, relation: Relation.allCases[(number + $0) % 10])
                })
        }
        try Dataset(diagrams: diagrams, layout: .rplan, source: url("plans.pt"), sha256: "")
            .saveCache(to: url("plans.pt"))
    }
}

extension TorchValue {
    /// The entry at a path of string keys; setting nil removes it.
    subscript(path: [String]) -> TorchValue? {
        get { path.reduce(self) { $0?[$1] } }
        set {
            guard let key = path.first, var dictionary = dictionaryValue else { return }
            if path.count == 1 {
                dictionary[key] = newValue
            } else if var inner = dictionary[key] {
                inner[Array(path.dropFirst())] = newValue
                dictionary[key] = inner
            }
            self = .dictionary(dictionary)
        }
    }
}
