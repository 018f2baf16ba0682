import Foundation
import TestSupport
import Testing

/// Files as people have them: `Tests/Golden/faults`, random weights and made-up tokens.
@Suite(.serialized) struct FaultyFileTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func load(_ name: String, as kind: String) throws -> Workplace.Outcome {
        let path = Golden.file("faults/\(name).pt").path
        return try place.bds("-c", "load \(kind) \"\(path)\"")
    }

    @Test(arguments: ["nocrc", "npfloat", "param_attrs", "ddp", "legacy"])
    func aCheckpointLoads(name: String) throws {
        let outcome = try load(name, as: "checkpoint")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("module.") == (name == "ddp"))
    }

    @Test func samplesWithoutSeedsLoad() throws {
        let outcome = try load("bare_samples", as: "samples")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("not recorded"))
    }

    @Test func aPointerOfGitIsNamed() throws {
        let outcome = try load("lfs", as: "checkpoint")
        #expect(outcome.messages.count == 1 && outcome.messages[0].contains("git lfs pull"), "\(outcome.errors)")
    }

    @Test func nestedSharedListsAreRefused() throws {
        let outcome = try load("laughs_8x8", as: "samples")
        #expect(outcome.messages.count == 1 && outcome.messages[0].contains("far more memory"), "\(outcome.errors)")
    }

    @Test func aSparseFileIsNotRead() throws {
        try place.write("", to: "huge.pt")
        #expect(truncate(place.url("huge.pt").path, 200 << 30) == 0)
        let outcome = try place.bds("-c", "load checkpoint huge.pt")
        #expect(
            outcome.messages == [
                "huge.pt is not a PyTorch file, but zeros, as a download leaves that was never filled: download it again"
            ])
    }
}
