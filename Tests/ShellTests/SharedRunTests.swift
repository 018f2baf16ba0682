import Files
import Foundation
import TestSupport
import Testing

/// Two runs of one script in one folder.
@Suite(.serialized) struct SharedRunTests {
    private func start(_ place: Workplace, _ name: String) throws -> Child {
        try start(in: place.folder, errors: place.url(name))
    }

    private func start(in folder: URL, errors: URL) throws -> Child {
        try Child(
            Workplace.binary, ["--threads=1", "run.bds"], in: folder.path, environment: Workplace.environment,
            streams: [
                .file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY),
                .file(errors.path, O_WRONLY | O_CREAT | O_TRUNC),
            ])
    }

    private func count(_ word: String, in text: String) -> Int? {
        text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix(word + "=") }
            .flatMap { Int($0.dropFirst(word.count + 1)) }
    }

    /// Each computes within a fifth of half of all seeds, none twice, and both end with the same files.
    @Test(.timeLimit(.minutes(5))) func theyShareTheWorkEvenly() throws {
        let place = try Workplace()
        try place.checkpoint()
        try place.write(
            """
            load checkpoint tiny_loglinear.pt as m
            for steps in [60, 61, 62, 63, 64, 65] {
              sample $m n=200 seeds=0..<10 rooms=8 steps=$steps remask=confidence top_p=0.9 as _s
            }
            """, to: "run.bds")
        let (one, two) = (try start(place, "one.txt"), try start(place, "two.txt"))
        #expect(one.wait(seconds: 250) == 0 && two.wait(seconds: 250) == 0)
        let texts = [try place.contents("one.txt"), try place.contents("two.txt")]
        let computed = texts.compactMap { count("computed", in: $0) }
        #expect(computed.reduce(0, +) == 60, "\(texts)")
        #expect(computed.allSatisfy { abs($0 - 30) <= 6 }, "\(computed)")
        #expect(texts.allSatisfy { count("cells", in: $0) == 60 })
    }

    /// Two machines on one folder, each with its own mount: they share the seeds by lease files, which each says once,
    /// and what comes out is what one alone makes.
    @Test(.enabled(if: SharedMounts.arePossible), .timeLimit(.minutes(5))) func twoMountsOfOneFolder() throws {
        let script = """
            load checkpoint tiny_loglinear.pt as m
            for steps in [60, 61, 62, 63] {
              sample $m n=200 seeds=0..<10 rooms=8 steps=$steps remask=confidence top_p=0.9 as s
              export $s to "{$steps}.csv" overwrite=true
            }
            """
        let alone = try Workplace()
        let shared = try SharedMounts()
        for folder in [alone.folder, shared.folder] {
            try FileManager.default.copyItem(
                at: Golden.file("checkpoints/tiny_loglinear.pt"),
                to: folder.appendingPathComponent("tiny_loglinear.pt"))
            try script.write(to: folder.appendingPathComponent("run.bds"), atomically: true, encoding: .utf8)
        }
        let runs = try shared.mounts.enumerated().map { try start(in: $1, errors: alone.url("errors\($0).txt")) }
        for run in runs { #expect(run.wait(seconds: 250) == 0) }
        let texts = [try alone.contents("errors0.txt"), try alone.contents("errors1.txt")]
        for text in texts {
            #expect(text.ranges(of: "by lease files, since this is fuse.sshfs").count == 1, "\(text)")
            #expect(count("cells", in: text) == 40 && count("failed", in: text) == 0, "\(text)")
        }
        // A mount may not see for some seconds what the other has made: then a seed is computed twice, to the same bytes.
        let computed = texts.compactMap { count("computed", in: $0) }
        #expect(computed.allSatisfy { $0 > 0 && $0 < 40 }, "\(computed)")
        #expect((40...50).contains(computed.reduce(0, +)), "\(computed)")
        #expect(try start(alone, "alone.txt").wait(seconds: 250) == 0)
        for steps in 60...63 {
            let bytes = try WholeFile.read(alone.url("\(steps).csv"))
            #expect(try WholeFile.read(shared.folder.appendingPathComponent("\(steps).csv")) == bytes)
        }
        let leases = shared.folder.appendingPathComponent(".bds/cells/leases").path
        let left = try FileManager.default.contentsOfDirectory(atPath: leases)
        #expect(left.filter { $0.hasSuffix(".lease") } == [])
    }
}
