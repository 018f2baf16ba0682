import BubbleDiagrams
import Files
import Foundation
import JSON
import Results
import Sampling
import TestSupport
import Testing

@testable import Runtime

/// Kept seeds are what their key says, or are not used.
@Suite struct CachedSeedTests {
    private static let layout = TokenLayout.rplan
    private static let folder = Golden.file("bds-0.1.0/cells")

    private static func recipe(_ change: (inout Recipe) -> Void = { _ in }) throws -> SamplingRecipe {
        var recipe = Recipe()
        change(&recipe)
        return try SamplingRecipe(
            checkpoint: "c27f206bd18bd096c31d990b01a4a6fe338b9037819d534a8a46df13381f34cf", isV2: false,
            noise: "loglinear", count: recipe.count, steps: 6, unmasking: recipe.unmasking, topP: recipe.topP,
            temperature: recipe.temperature, rooms: recipe.rooms, layout: layout)
    }

    private struct Recipe {
        var count = 4
        var unmasking = Unmasking.random
        var topP: Double?
        var temperature = 0.0
        var rooms = RoomCounts.fixed(5)
    }

    private static func key(_ seed: Int = 1, _ change: (inout Recipe) -> Void = { _ in }) throws -> CachedSeedKey {
        CachedSeedKey(try recipe(change), seed: seed, layout: layout)
    }

    /// The digests under which bds 0.1.0 kept seeds are still theirs.
    @Test func keysAreThoseOfBefore() throws {
        #expect(try Self.key().digest.hasPrefix("a6fd92cc9d066737596ab562"))
        #expect(try Self.key(2).digest.hasPrefix("6ec6209fd251909bdad256e8"))
        #expect(try Self.key { $0.temperature = 0.7 }.digest.hasPrefix("51fc5f431cd04eb275ab06ed"))
        let uniform = try Self.key { ($0.unmasking, $0.topP, $0.rooms) = (.llada, 0.9, .uniform) }
        #expect(uniform.digest.hasPrefix("e249d2827b86472e9d3cb600"))
    }

    private func inStore(_ body: (CachedSeedStore, CachedSeedKey) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let store = CachedSeedStore(in: folder)
            let key = try Self.key()
            let kept = Self.folder.appendingPathComponent("random_argmax_no_remask/1-a6fd92cc9d066737596ab562.pt")
            try FileManager.default.createDirectory(
                at: store.url(key).deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: kept, to: store.url(key))
            try body(store, key)
        }
    }

    @Test func whatIsWholeIsFound() throws {
        try inStore { store, key in
            guard case .kept(let seed) = store.find(key) else {
                Issue.record("not found")
                return
            }
            #expect(seed.rows.count == 4)
            #expect(seed.made["host"] == .string("vm") && seed.made["created"] != nil)
            #expect(store.reason(try Self.key { $0.count = 5 }) == "n changed: 4 → 5")
            if case .missing = store.find(try Self.key(3)) {} else { Issue.record("another seed was found") }
        }
    }

    /// Each way a file can contradict its key, and what is said of it.
    private static let contradictions: [(String, @Sendable (inout SampleFile) -> Void, String)] = [
        ("method", { $0.method = "llada_argmax_no_remask" }, "its method is llada_argmax_no_remask"),
        (
            "rows",
            {
                $0.perSeed = [.init(seed: 1, rows: rows($0, 3))]
                $0.numSamples = 3
            }, "it holds 3 rows"
        ),
        ("seed", { $0.perSeed = [.init(seed: 2, rows: $0.perSeed[0].rows)] }, "it holds seed 2"),
        ("two seeds", { $0.perSeed.append(.init(seed: 2, rows: $0.perSeed[0].rows)) }, "it holds seed 1, 2"),
        ("key", { $0.provenance?["cell"] = .object(["n": .int(4)]) }, "it records another sampling"),
        ("no key", { $0.provenance = nil }, "it does not say of what it is"),
        ("steps", { $0.config.json["sampling_steps"] = .int(7) }, "config sampling_steps: 6 / 7"),
        ("top_p", { $0.config.json["top_p"] = .float(0.5) }, "config top_p: None / 0.5"),
        ("token", { $0.perSeed = [.init(seed: 1, rows: setting($0, 0, to: 1 << 62))] }, "row 0 cannot come of it"),
        ("MASK", { $0.perSeed = [.init(seed: 1, rows: setting($0, 1, to: 13))] }, "row 0 cannot come of it"),
        ("negative", { $0.perSeed = [.init(seed: 1, rows: setting($0, 36, to: -1))] }, "row 1 cannot come of it"),
    ]

    private static func rows(_ file: SampleFile, _ count: Int) -> TokenRows {
        let rows = file.perSeed[0].rows
        return TokenRows(
            layout: layout, tokens: Array(rows.tokens.prefix(count * layout.length)),
            padMask: Array(rows.padMask.prefix(count * layout.length)))
    }

    private static func setting(_ file: SampleFile, _ place: Int, to token: Int) -> TokenRows {
        var rows = file.perSeed[0].rows
        rows.tokens[place] = token
        return rows
    }

    @Test func whatContradictsItsKeyIsNot() throws {
        for (name, change, why) in Self.contradictions {
            try inStore { store, key in
                var file = try SampleFile(contentsOf: store.url(key))
                change(&file)
                try file.write(to: store.url(key))
                guard case .damaged(let found) = store.find(key) else {
                    Issue.record("\(name) was used")
                    return
                }
                #expect(found.hasSuffix("contradicts its name: \(why)"), "\(name): \(found)")
            }
        }
    }

    @Test func otherRoomCountsAreNotUsed() throws {
        try inStore { store, key in
            let six = try Self.key { $0.rooms = .fixed(6) }
            var file = try SampleFile(contentsOf: store.url(key))
            file.provenance?["cell"] = .object(six.fields)
            try file.write(to: store.url(six))
            guard case .damaged(let found) = store.find(six) else {
                Issue.record("five rooms were taken for six")
                return
            }
            #expect(found.hasSuffix("row 0 cannot come of it"), "\(found)")
        }
    }

    // MARK: Locks

    @Test func leasesAreHeldByOneAndVoidWhenTheyAreOld() throws {
        try withTemporaryFolder { folder in
            let (key, other) = (try Self.key(), try Self.key(2))
            let one = LeaseFiles(in: folder, on: "nfs", life: 1)
            let two = LeaseFiles(in: folder, on: "nfs", life: 1)
            #expect(one.take(key) && !two.take(key) && two.take(other) && !one.take(other))
            // Held for longer than its life: it is written to meanwhile.
            Thread.sleep(forTimeInterval: 1.5)
            #expect(!two.take(key))
            one.release(key)
            #expect(two.take(key))
            // Of a process that died.
            let lease = folder.appendingPathComponent("leases/\(try Self.key(3).digest.prefix(24)).lease")
            try Data("elsewhere 1\n".utf8).write(to: lease)
            #expect(!one.take(try Self.key(3)))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -5)], ofItemAtPath: lease.path)
            #expect(one.take(try Self.key(3)))
        }
    }

    @Test func theLocksOfTheKernelAreHeldByOne() throws {
        try withTemporaryFolder { folder in
            let key = try Self.key()
            let one = try #require(KernelLocks(in: folder))
            let two = try #require(KernelLocks(in: folder))
            #expect(one.take(key) && !two.take(key))
            one.release(key)
            #expect(two.take(key))
        }
    }

    @Test func fileSystemsOfSeveralMachinesAreKnown() {
        #expect(FileSystemKind(type: "nfs4") == .shared("nfs4"))
        #expect(FileSystemKind(type: "lustre") == .shared("lustre"))
        #expect(FileSystemKind(type: "fuse.sshfs") == .shared("fuse.sshfs"))
        // ext4, tmpfs, overlayfs.
        for type in ["ext4", "tmpfs", "overlay", "fuseblk", ""] { #expect(FileSystemKind(type: type) == .local) }
        let mounts = """
            22 1 254:0 / / rw - ext4 /dev/vda rw
            40 22 0:44 / /home/shared\\040disk rw,relatime shared:5 master:1 - nfs4 server:/export rw
            """
        #expect(FileSystemKind(device: "0:44", mounts: mounts) == .shared("nfs4"))
        #expect(FileSystemKind(device: "254:0", mounts: mounts) == .local)
        #expect(FileSystemKind(device: "9:9", mounts: mounts) == .local)
    }

    /// Two processes at one run: each takes a seed at a time, skips what the other has, and comes back for it.
    @Test func aSupplySkipsWhatOthersHold() throws {
        try inStore { store, key in
            let file = try SampleFile(contentsOf: store.url(key))
            guard case .kept(let seed) = store.find(key) else { return }
            let keys = try (1...4).map { try Self.key($0) }
            var one: SeedSupply? = SeedSupply(keys, in: store, store.locks(), isFresh: false)
            let two = SeedSupply(keys, in: store, store.locks(), isFresh: false)
            // Seed 1 is kept already.
            #expect(one?.next() == 2 && two.next() == 3 && one?.hasNext() == true && one?.next() == 4)
            #expect(!two.hasNext() && !two.isExhausted)
            #expect(one?.found.keys.sorted() == [1] && one?.keptCount == 1 && one?.isExhausted == false)
            // What one finishes, the other finds.
            try one?.finish(2) { _ in
                seed
            } file: { _, key in
                var two = file
                two.perSeed = [.init(seed: 2, rows: seed.rows)]
                two.config = SampleConfig(key.recipe, seeds: [2], checkpoint: "tiny_loglinear.pt")
                two.provenance?["cell"] = .object(key.fields)
                return two
            }
            #expect(two.next() == nil && two.found.keys.sorted() == [1, 2] && !two.isExhausted)
            // What one gives up, the other computes.
            one = nil
            #expect(two.next() == 4 && two.isExhausted)
        }
    }
}
