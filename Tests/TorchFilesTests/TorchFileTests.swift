import Files
import Foundation
import TestSupport
import Testing

@testable import TorchFiles

@Suite struct TorchFileTests {
    private static let sample: TorchValue = {
        guard let tokens = try? Tensor(int64s: [1, -2, 3, .max, 5, 6], shape: [2, 3]),
            let mask = try? Tensor(bools: [true, false, true], shape: [3]),
            let weights = try? Tensor(floats: [0.5, -1e-30, .infinity], shape: [3, 1])
        else { return .none }
        return .dict([
            "format_version": .int(1), "method": .string("llada_topp0.9"), "seeds": .list([.int(42), .int(1 << 40)]),
            "nothing": .none, "flag": .bool(false), "eta": .float(0.1), "pair": .tuple([.int(-7), .string("ünï")]),
            "empty": .list([]), "unit": .tuple([]), "wide": .list([.int(256), .int(65536), .int(-1), .int(.min)]),
            "state": .dictionary(TorchDictionary([(key: .string("w"), value: .tensor(weights))], isOrderedDict: true)),
            "per_seed": .dict([(key: .int(42), value: .dict(["tokens": .tensor(tokens), "mask": .tensor(mask)]))]),
        ])
    }()

    private func reason(_ bytes: [UInt8]) -> TorchFileError.Reason? {
        do {
            _ = try TorchFile.read(bytes, from: URL(fileURLWithPath: "x.pt"))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func whatIsWrittenReadsBack() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("a/b/samples.pt")
            try TorchFile.write(Self.sample, to: url)
            let value = try TorchFile.read(url)
            #expect(value == Self.sample)
            #expect(value.dictionaryValue?.keys == Self.sample.dictionaryValue?.keys)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a/b") == ["samples.pt"])
        }
    }

    @Test func theSameValueGivesTheSameBytes() throws {
        #expect(try TorchFile.bytes(of: Self.sample) == TorchFile.bytes(of: Self.sample))
        #expect(try TorchFile.bytes(of: Self.sample) != TorchFile.bytes(of: .dict(["a": .int(1)])))
    }

    @Test func entriesAreAligned() throws {
        // Every local header's name and extra field end at a multiple of 64.
        let bytes = try TorchFile.bytes(of: Self.sample)
        var offset = 0
        var names: [String] = []
        while bytes[offset..<offset + 4] == [0x50, 0x4b, 3, 4] {
            func short(_ at: Int) -> Int { Int(bytes[offset + at]) | Int(bytes[offset + at + 1]) << 8 }
            #expect(short(8) == 0, "stored")
            names.append(String(decoding: bytes[offset + 30..<offset + 30 + short(26)], as: UTF8.self))
            let start = offset + 30 + short(26) + short(28)
            #expect(start % 64 == 0)
            offset = start + short(18) + short(20) << 16
        }
        #expect(
            names == [
                "archive/data.pkl", "archive/.format_version", "archive/.storage_alignment", "archive/byteorder",
                "archive/data/0", "archive/data/1", "archive/data/2", "archive/version",
                "archive/.data/serialization_id",
            ])
    }

    @Test func tooDeepToReadIsNotWritten() {
        var value = TorchValue.int(1)
        for _ in 0..<200 { value = .list([value]) }
        #expect(throws: TorchFileError.Reason.tooDeep(limit: 100)) { try TorchFile.bytes(of: value) }
    }

    // MARK: Bad files

    @Test func notAZIP() {
        #expect(reason([]) == .foreign("empty: copy or download it again"))
        #expect(reason(Array("hello, this is text".utf8)) == .notZIP)
    }

    @Test(arguments: [
        ("version https://git-lfs.github.com/spec/v1\n", "git lfs pull"), ("<!DOCTYPE html>", "HTML"),
        ("{\"a\": 1}", "JSON"),
    ])
    func whatItIsInsteadIsNamed(text: String, part: String) {
        guard case .foreign(let what)? = reason(Array(text.utf8)) else {
            Issue.record("\(text)")
            return
        }
        #expect(what.contains(part))
    }

    @Test func theOldFormatCutOffIsRefused() {
        let magic: [UInt8] = [
            0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e, 0x80,
        ]
        #expect(reason(magic) != nil)
    }

    @Test func everyCutOfAFileIsRefused() throws {
        let bytes = try TorchFile.bytes(of: Self.sample)
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(reason(Array(bytes[..<count])) != nil, "cut at \(count)")
        }
        #expect(reason(Array(bytes[..<(bytes.count / 2)])) == .cutShort)
    }

    @Test func damagedFilesNeverCrash() throws {
        let bytes = try TorchFile.bytes(of: Self.sample)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            _ = reason(damaged)
        }
    }

    @Test func damagedPicklesNeverCrash() throws {
        let writer = try PickleWriter(Self.sample)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            var damaged = writer.bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            _ = try? PickleReader.read(damaged, budget: 1 << 20) { key throws(TorchFileError.Reason) in
                guard let index = Int(key), writer.storages.indices.contains(index) else { throw .missingEntry(key) }
                return writer.storages[index]
            }
        }
    }

    @Test func aFlippedByteOfAStorageIsFound() throws {
        var bytes = try TorchFile.bytes(of: Self.sample)
        // The int64 .max of the sample's tokens stands nowhere else.
        let pattern: [UInt8] = [3, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]
        let at = try #require(bytes.indices.first { bytes[$0...].starts(with: pattern) })
        bytes[at] = 4
        guard case .brokenEntry(let name)? = reason(bytes) else {
            Issue.record("\(String(describing: reason(bytes)))")
            return
        }
        #expect(name.hasPrefix("data/"))
    }

    // MARK: Other people's archives

    /// Python's zipfile layout is not needed for these: our own writer's bytes with one thing changed.
    private func replacing(_ old: String, _ new: String) throws -> [UInt8] {
        var bytes = try TorchArchiveWriter.bytes(pickle: PickleBytes.pickle([0x4b, 1]), storages: [])
        let from = Array(old.utf8)
        for index in bytes.indices where bytes[index...].starts(with: from) {
            bytes.replaceSubrange(index..<index + from.count, with: Array(new.utf8))
        }
        return bytes
    }

    @Test func anyTopFolderWillDo() throws {
        #expect(reason(try replacing("archive/", "v1_best/")) == nil)
    }

    @Test func aZIPWithoutPickleIsNotTorch() throws {
        #expect(reason(try replacing("archive/data.pkl", "archive/data.txt")) == .notTorch)
    }

    // MARK: The operating system

    @Test func missingFilesAndFolders() throws {
        try withTemporaryFolder { folder in
            #expect(throws: FileAccessError.self) { try TorchFile.read(folder.appendingPathComponent("none.pt")) }
            let error = #expect(throws: FileAccessError.self) { try TorchFile.read(folder) }
            #expect(error?.description == "cannot read \(folder.relativePath): it is a folder")
            #expect(throws: FileAccessError.self) { try TorchFile.read(URL(fileURLWithPath: "/dev/zero")) }
        }
    }

    // MARK: PyTorch's own

    @Test(.enabled(if: Reference.isPresent), arguments: ["tiny_learned", "tiny_linear", "small_loglinear", "small_v2"])
    func checkpoints(name: String) throws {
        let value = try TorchFile.read(Reference.file("checkpoints/\(name).pt"))
        let width = try #require(value["config"]?["model"]?["d_model"]?.intValue)
        let state = try #require(value["model_state_dict"]?.dictionaryValue)
        #expect(state.isOrderedDict)
        let embedding = try #require(state["node_embedding.embedding.weight"]?.tensorValue)
        #expect(embedding.shape == [15, width])
        #expect(try embedding.floats().allSatisfy { $0.isFinite })
        #expect((value["rate_network_state_dict"] != nil) == (name.hasSuffix("learned") || name.hasSuffix("v2")))
        // Everything that was read can be written and read again.
        #expect(try TorchFile.read(TorchFile.bytes(of: value), from: URL(fileURLWithPath: "again.pt")) == value)
    }

    @Test(.enabled(if: Reference.isPresent)) func samples() throws {
        let value = try TorchFile.read(
            Reference.file("golden/samples/learned/v2_random_topp0.9_no_remask_samples.pt"))
        #expect(value["config"]?["remasking_eta"] == TorchValue.none)
        #expect(value["seeds"]?.elements == [.int(42), .int(1337)])
        let tokens = try #require(value["per_seed"]?["42"]?["tokens"]?.tensorValue)
        #expect(tokens.shape == [150, 36])
        #expect(try tokens.int64s().prefix(6) == [3, 3, 9, 3, 11, 14])
        let mask = try #require(value["per_seed"]?["42"]?["pad_masks"]?.tensorValue)
        #expect(try mask.bools().prefix(6) == [true, true, true, true, true, false])
    }
}
