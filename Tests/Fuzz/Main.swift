import Files
import Foundation
import Runtime
import TestSupport

/// Mutated files are read and mutated programs run, until a number of inputs or of seconds is reached. An input that
/// ends the process, or computes for longer than a minute, is left in the folder as `input`.
///
///     bds-fuzz FOLDER [--inputs N] [--seconds S] [--seed N] [--only readers|programs|cells] [--strict]
///
/// With `--strict` a mistake that only the run finds is a failure, too.
@main
struct Main {
    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.popFirst() else { return print("bds-fuzz FOLDER [--inputs N] [--seconds S]") }
        var (inputs, seconds, seed, only, isStrict) = (Int.max, 60.0, UInt64(1), "", false)
        while let option = arguments.popFirst() {
            switch option {
            case "--inputs": inputs = arguments.popFirst().flatMap(Int.init) ?? inputs
            case "--seconds": seconds = arguments.popFirst().flatMap(Double.init) ?? seconds
            case "--seed": seed = arguments.popFirst().flatMap { UInt64($0) } ?? seed
            case "--only": only = arguments.popFirst() ?? ""
            case "--strict": isStrict = true
            default: return print("unknown option \(option)")
            }
        }
        let folder = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
        let playground = try Playground(folder.appendingPathComponent("playground"))
        var fuzzer = Fuzzer(
            playground: playground, input: folder.appendingPathComponent("input"),
            mutator: Mutator(dice: SplitMix(state: seed)), readers: try Reader.all(in: playground.folder))
        let end = Date().addingTimeInterval(seconds)
        var count = 0
        while count < inputs, Date() < end {
            if only != "programs", only != "cells" { count += fuzzer.readEach(10) }
            if only != "readers", only != "cells" { count += fuzzer.runPrograms(10) }
            if only.isEmpty || only == "cells" { count += try fuzzer.spoilCells(2) }
        }
        print(
            "\(count) inputs: \(fuzzer.readCount) files read, of which \(fuzzer.acceptedCount) were taken, and programs:"
        )
        print(playground.summary)
        for (finding, program) in playground.findings.sorted(by: { $0.key < $1.key }) {
            print("found in the run alone: \(finding)\n\(program)\n")
        }
        try? FileManager.default.removeItem(at: fuzzer.input)
        if isStrict, !playground.findings.isEmpty { exit(1) }
    }
}

/// One input after another.
struct Fuzzer {
    let playground: Playground
    /// Where the input stands while it is used.
    let input: URL
    var mutator: Mutator
    let readers: [Reader]
    private(set) var readCount = 0
    private(set) var acceptedCount = 0

    /// So many files for each reader.
    mutating func readEach(_ count: Int) -> Int {
        for reader in readers {
            let pieces = reader.pieces.map { Array($0.utf8) }
            for _ in 0..<count {
                let seed = mutator.pick(reader.seeds) ?? []
                let bytes = reader.wrapped(mutator.mutate(seed, pieces: pieces), &mutator)
                let url = playground.folder.appendingPathComponent(reader.file)
                try? bytes.withUnsafeBytes { try Data($0).write(to: url) }
                begin("\(reader.name): \(url.path)", bytes)
                readCount += 1
                if (try? reader.read(url)) != nil { acceptedCount += 1 }
            }
        }
        return count * readers.count
    }

    /// So many programs: written ones and generated ones, half of them mutated.
    mutating func runPrograms(_ count: Int) -> Int {
        for number in 0..<count {
            if number == 0 { try? playground.fill() }
            var text = ""
            repeat {
                text = (0..<mutator.number(1...3)).map { _ in
                    mutator.isLikely(60) ? Programs.call(&mutator) : mutator.pick(Programs.all) ?? ""
                }.joined(separator: "\n")
                if mutator.isLikely(50) {
                    let pieces = Programs.pieces.map { Array($0.utf8) }
                    text = String(decoding: mutator.mutate(Array(text.utf8), pieces: pieces), as: UTF8.self)
                }
            } while !Programs.isTame(text)
            begin("program", Array(text.utf8))
            playground.run(Programs.prelude + text, origin: mutator.pick([.script, .commandLine, .prompt]) ?? .script)
        }
        return count
    }

    /// So many runs over kept seeds that were changed.
    mutating func spoilCells(_ count: Int) throws -> Int {
        let program = "load checkpoint tiny.pt as v1\nsample n=2 steps=2 rooms=3 seeds=[1, 2]\nlist\nclean\n"
        for _ in 0..<count {
            try playground.fill()
            playground.run(program, origin: .script)
            let cells = playground.folder.appendingPathComponent(".bds/cells")
            let names = FileManager.default.enumerator(atPath: cells.path)?.compactMap { $0 as? String } ?? []
            guard let name = mutator.pick(names.filter { $0.hasSuffix(".pt") }) else { continue }
            let url = cells.appendingPathComponent(name)
            var bytes = try WholeFile.read(url)
            if mutator.isLikely(70) {
                var files = StoredZip.files(bytes)
                guard let place = mutator.pick(Array(files.indices)) else { continue }
                files[place].data = mutator.mutate(files[place].data)
                bytes = StoredZip.bytes(files)
            } else {
                bytes = mutator.mutate(bytes)
            }
            try Data(bytes).write(to: url)
            begin("a kept seed, \(url.path)", bytes)
            playground.run(program, origin: .script)
        }
        return count
    }

    /// Keeps what is used now, and ends the process when it has computed for another minute, whoever else computes
    /// beside it, or does nothing for ten.
    private func begin(_ what: String, _ bytes: [UInt8]) {
        var minute = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: 60, tv_usec: 0))
        setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &minute, nil)
        alarm(600)
        try? (Data("\(what)\n".utf8) + Data(bytes)).write(to: input)
    }
}
