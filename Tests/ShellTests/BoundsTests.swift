import Files
import Foundation
import TestSupport
import Testing

/// What reading costs follows from what a file holds, not from what it claims: each of these runs within 200 MB of
/// memory and five seconds of computing, or the kernel refuses more.
@Suite(.serialized) struct BoundsTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// How bds ends within the bounds. Of addresses, libraries and the allocator reserve another 200 MB.
    private func bounded(_ arguments: [String]) throws -> Workplace.Outcome {
        place.finish(try place.start(["--threads=1"] + arguments, through: "ulimit -v 400000; ulimit -t 5"))
    }

    private func bounded(_ commands: String) throws -> Workplace.Outcome { try bounded(["-c", commands]) }

    /// The one message of commands that fail.
    private func message(_ commands: String) throws -> String {
        let outcome = try bounded(commands)
        #expect(outcome.status == 2 || outcome.status == 1, "\(commands): \(outcome.errors)")
        #expect(outcome.messages.count == 1, "\(commands): \(outcome.errors)")
        return outcome.messages.first ?? ""
    }

    private typealias Matrix = MATBytes.Matrix
    private static let plan: (Matrix, Matrix) = (.bytesSaved(1, 2, [0, 1]), .doubles(1, 3, [0, 1, 2]))

    private func zeros(_ count: Int) -> Matrix {
        .bytesSaved(1, count, [UInt8](repeating: 0, count: count))
    }

    @Test func aRoomListOf90MB() throws {
        try FileManager.default.copyItem(at: Golden.file("faults/bomb_90MB.mat"), to: place.url("d.mat"))
        #expect(try message("load dataset d.mat") == "d.mat has 0 plans of 1 to 8 rooms, too few to split")
        #expect(try message("info d.mat") == "d.mat has 0 plans of 1 to 8 rooms, too few to split")
    }

    @Test func listsThatNoPlanHas() throws {
        let plans = [(zeros(90 << 20), Self.plan.1), (Self.plan.0, zeros(90 << 20)), (Self.plan.0, zeros(30_000))]
        let clauses = [
            "d.mat has 0 plans of 1 to 8 rooms, too few to split",
            "d.mat, plan 1: has 31457280 edges, expected 4096 at most",
            "d.mat, plan 1: has 10000 edges, expected 4096 at most",
        ]
        for (plan, clause) in zip(plans, clauses) {
            try place.write(MATBytes.file([plan], compress: true), to: "d.mat")
            #expect(try message("load dataset d.mat") == clause)
        }
    }

    @Test func whatUnpacksToHundredsOfMegabytes() throws {
        try place.write(MATBytes.file([(zeros(400 << 20), Self.plan.1)], compress: true), to: "d.mat")
        #expect(try message("load dataset d.mat").hasPrefix("d.mat unpacks to more than "))
    }

    @Test func oneSmallPlanAgainAndAgain() throws {
        let plans = [(Matrix, Matrix)](repeating: Self.plan, count: 400_000)
        try place.write(MATBytes.file(plans, compress: true), to: "d.mat")
        #expect(try message("load dataset d.mat").hasSuffix(" MB of plans, too much for a file of its size"))
    }

    @Test func largeVariablesOfOtherNames() throws {
        let other = MATBytes.compressed(MATBytes.matrix(zeros(200 << 20), name: "boundary"))
        let data = MATBytes.file([Self.plan, Self.plan, Self.plan], compress: true)[128...]
        try place.write(MATBytes.header + (0..<8).flatMap { _ in other } + data, to: "d.mat")
        let outcome = try bounded("load dataset d.mat")
        #expect(outcome.status == 0, "\(outcome.errors)")
        try place.write(MATBytes.header + (0..<8).flatMap { _ in other }, to: "d.mat")
        let names = [String](repeating: "boundary", count: 8).joined(separator: ", ")
        #expect(try message("load dataset d.mat") == "d.mat has no variable data; it has \(names)")
    }

    @Test func manySmallValuesInJSON() throws {
        for (piece, count) in [("[],", 1_000_000), ("{\"a\":0},", 400_000), ("0,", 1_500_000), ("\"\",", 1_000_000)] {
            try place.write("{\"x\": [" + String(repeating: piece, count: count) + "0]}", to: "r.json")
            #expect(try message("load results r.json") == "r.json is not a result file: it lacks per_seed")
        }
    }

    @Test func aByteOrderMark() throws {
        let golden = Golden.file("faults/bom.json")
        let text = try #require(String(data: try Data(contentsOf: golden).dropFirst(3), encoding: .utf8))
        try FileManager.default.copyItem(at: golden, to: place.url("utf8.json"))
        for (name, encoding) in [("little", String.Encoding.utf16LittleEndian), ("big", .utf16BigEndian)] {
            let mark: [UInt8] = name == "little" ? [0xff, 0xfe] : [0xfe, 0xff]
            try place.write(mark + [UInt8](try #require(text.data(using: encoding))), to: "\(name).json")
        }
        let outcome = try bounded("diff utf8.json little.json\ndiff utf8.json big.json\nload results utf8.json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!outcome.output.contains("differ"))
    }

    /// 200 GB of zeros behind a beginning of each kind, given to all that reads files: one line.
    @Test(arguments: [
        ("d.mat", Array("MATLAB 5.0 MAT-file".utf8) + [UInt8](repeating: 32, count: 105) + [0, 1, 0x49, 0x4d]),
        ("h.mat", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]), ("zeros.mat", []), ("r.json", []),
        ("text.json", Array("{".utf8)), ("s.bds", []), ("n.md", Array("# note\n".utf8)), ("other", []),
    ]) func sparseFiles(name: String, beginning: [UInt8]) throws {
        try place.write(beginning, to: name)
        try #require(truncate(place.url(name).path, 200 << 30) == 0)
        for command in [
            "load dataset \(name)", "load results \(name)", "info \(name)", "replay \(name)",
            "diff \(name) \(name)", "upgrade \(name)", "synthesize dataset n=20 seed=1 to \(name)",
        ] {
            #expect(try message(command).contains(name), "\(command)")
        }
        for arguments in [["fmt", name], ["check", name], ["plan", name], [name]] {
            #expect(try bounded(arguments).errors == "bds: cannot read \(name): it is too large\n", "\(arguments)")
        }
    }
}
