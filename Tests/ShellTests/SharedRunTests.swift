import Foundation
import Testing

/// Two runs of one script in one folder.
@Suite(.serialized) struct SharedRunTests {
    private func start(_ place: Workplace, _ name: String) throws -> Child {
        try Child(
            Workplace.binary, ["--threads=1", "run.bds"], in: place.folder.path, environment: Workplace.environment,
            streams: [
                .file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY),
                .file(place.url(name).path, O_WRONLY | O_CREAT | O_TRUNC),
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
}
