import Testing

@testable import TorchFiles

@Suite struct PickleReaderTests {
    private func reason(
        _ body: [UInt8], storages: [String: [Int]] = [:], budget: Int = 1 << 20
    ) -> TorchFileError.Reason? {
        do {
            _ = try PickleBytes.read(body, storages: storages, budget: budget)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Plain data

    /// What Python's pickle.dumps writes for {"a": [1, -2, 300, 70000, 2**40, 1.5], "b": (None, True, "é")}.
    @Test(arguments: [
        // protocol 2
        "80027d71002858010000006171015d710228 4b014afeffffff4d2c014a701101008a0600000000000147"
            + "3ff8000000000000655801000000627103 4e88580200000 0c3a971048771057 52e",
        // protocol 4, with a frame and memoized
        "80049540000000000000007d94288c0161945d9428 4b014afeffffff4d2c014a701101008a0600000000000147"
            + "3ff8000000000000658c0162944e888c02c3a994879475 2e",
    ])
    func readsProtocols(hex: String) throws {
        let digits = Array(hex.filter { $0 != " " })
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        let value = try PickleReader.read(bytes, budget: 0) { key throws(TorchFileError.Reason) in
            throw .missingEntry(key)
        }
        let numbers: [TorchValue] = [.int(1), .int(-2), .int(300), .int(70000), .int(1 << 40), .float(1.5)]
        #expect(value == .dict(["a": .list(numbers), "b": .tuple([.none, .bool(true), .string("é")])]))
    }

    @Test func sharedContainersAreFilledEverywhere() throws {
        // d = {}; [d, d], and only then d["k"] = 1
        let body =
            PickleBytes.ascii("]q\u{1}(}q\u{0}h\u{0}e") + PickleBytes.ascii("h\u{0}") + PickleBytes.text("k")
            + PickleBytes.ascii("K\u{1}s0")
        #expect(try PickleBytes.read(body) == .list([.dict(["k": .int(1)]), .dict(["k": .int(1)])]))
    }

    @Test func memoNumbersMayComeInAnyOrder() throws {
        // 7, then 0, then 0 again with another value; read back 0, 7
        let body = PickleBytes.ascii("]K\u{1}q\u{7}0K\u{2}q\u{0}0K\u{3}q\u{0}0(h\u{0}h\u{7}e")
        #expect(try PickleBytes.read(body) == .list([.int(3), .int(1)]))
    }

    @Test func aRepeatedKeyKeepsItsPlace() throws {
        let body =
            PickleBytes.ascii("}(") + PickleBytes.text("a") + PickleBytes.ascii("K\u{1}") + PickleBytes.text("b")
            + PickleBytes.ascii("K\u{2}") + PickleBytes.text("a") + PickleBytes.ascii("K\u{3}u")
        #expect(try PickleBytes.read(body) == .dict(["a": .int(3), "b": .int(2)]))
    }

    @Test func stateOfAnOrderedDictIsIgnored() throws {
        let body =
            PickleBytes.ascii("ccollections\nOrderedDict\n)R}") + PickleBytes.text("_metadata")
            + PickleBytes.ascii("}sb")
        #expect(try PickleBytes.read(body) == .dictionary(TorchDictionary(isOrderedDict: true)))
    }

    @Test func sizesAndParameters() throws {
        let size = PickleBytes.ascii("ctorch\nSize\n") + PickleBytes.tuple(PickleBytes.tuple([0x4b, 3], [0x4b, 4]))
        #expect(try PickleBytes.read(size + PickleBytes.ascii("R")) == .tuple([.int(3), .int(4)]))
        let parameter =
            PickleBytes.ascii("ctorch._utils\n_rebuild_parameter\n")
            + PickleBytes.tuple(
                PickleBytes.tensor(shape: [2], stride: [1], count: 2), [0x88],
                PickleBytes.ascii("ccollections\nOrderedDict\n)R"))
            + PickleBytes.ascii("R")
        let value = try PickleBytes.read(parameter, storages: ["0": [5, 6]])
        #expect(try value.tensorValue?.int64s() == [5, 6])
    }

    // MARK: Names

    @Test(arguments: [
        ("os", "system"), ("builtins", "eval"), ("torch", "load"), ("numpy", "ndarray"),
        ("torch._utils", "_rebuild_tensor"), ("pathlib", "PosixPath"), ("datetime", "datetime"),
    ])
    func otherNamesStandForThemselves(module: String, name: String) throws {
        let call = PickleBytes.tuple(PickleBytes.text("echo")) + PickleBytes.ascii("R")
        #expect(try PickleBytes.read(PickleBytes.ascii("c\(module)\n\(name)\n") + call) == .opaque("\(module).\(name)"))
        let stacked = PickleBytes.text(module) + PickleBytes.text(name) + [0x93]
        #expect(try PickleBytes.read(stacked + call) == .opaque("\(module).\(name)"))
    }

    @Test func whatIsOpaqueIsNeverWritten() {
        #expect(throws: TorchFileError.Reason.opaque("os.system")) {
            try TorchFile.bytes(of: .list([.opaque("os.system")]))
        }
    }

    @Test func controlCharactersOfANameStayOutOfTheMessage() throws {
        #expect(try PickleBytes.read(PickleBytes.ascii("cos\u{1b}[2J\nx\n")) == .opaque("os?[2J.x"))
    }

    /// What protocol 2 writes for np.float64(1.5), a set, a Namespace, a defaultdict and bytes.
    @Test func whatMeansSomethingIsRead() throws {
        let bytes = PickleBytes.ascii("c_codecs\nencode\n")
        func encoded(_ text: String) -> [UInt8] {
            bytes + PickleBytes.tuple(PickleBytes.text(text), PickleBytes.text("latin1")) + PickleBytes.ascii("R")
        }
        let dtype =
            PickleBytes.ascii("cnumpy\ndtype\n") + PickleBytes.tuple(PickleBytes.text("f8"), [0x89], [0x88])
            + PickleBytes.ascii("R") + PickleBytes.tuple([0x4b, 3], PickleBytes.text("<")) + PickleBytes.ascii("b")
        let scalar =
            PickleBytes.ascii("cnumpy._core.multiarray\nscalar\n")
            + PickleBytes.tuple(dtype, encoded("\0\0\0\0\0\0\u{f8}\u{3f}")) + PickleBytes.ascii("R")
        #expect(try PickleBytes.read(scalar) == .float(1.5))
        let set = PickleBytes.ascii("c__builtin__\nset\n") + PickleBytes.tuple(PickleBytes.ascii("](K\u{1}K\u{2}e"))
        #expect(try PickleBytes.read(set + PickleBytes.ascii("R")) == .list([.int(1), .int(2)]))
        let entry = PickleBytes.ascii("}") + PickleBytes.text("lr") + PickleBytes.ascii("K\u{1}s")
        let space = PickleBytes.ascii("cargparse\nNamespace\n)\u{0}").dropLast() + [0x81] + entry
        #expect(try PickleBytes.read(space + PickleBytes.ascii("b")) == .dict(["lr": .int(1)]))
        let other =
            PickleBytes.ascii("ccollections\ndefaultdict\n")
            + PickleBytes.tuple(PickleBytes.ascii("c__builtin__\nlist\n"))
            + PickleBytes.ascii("R") + PickleBytes.text("a") + PickleBytes.ascii("K\u{1}s")
        #expect(try PickleBytes.read(other) == .dict(["a": .int(1)]))
        #expect(try PickleBytes.read([0x8a, 9] + [UInt8](repeating: 1, count: 9)) == .opaque("an integer of 9 bytes"))
    }

    @Test(arguments: [
        "i", "o", "P", "I01\n", "S'x'\n", "\u{0}", "p0\n",
    ])
    func opcodesBeyondPlainDataAreRefused(code: String) {
        let bytes = code.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        guard case .opcode? = reason(bytes) else {
            Issue.record("\(String(describing: reason(bytes)))")
            return
        }
    }

    // MARK: Malformed

    @Test(arguments: [
        "", "a", "(", "t", "K\u{1}K\u{2}s", "}K\u{1}a", "](K\u{1}u", "}(K\u{1}u", "h\u{5}", "R", "K\u{1})R",
        "K\u{1}}b", "Q",
        "(K\u{1}\u{31}", "\u{85}", "}(]K\u{1}u", "(K\u{1}(\u{30}0", "ctorch", "K\u{1}Q",
    ])
    func malformedPicklesThrow(body: String) {
        let bytes = body.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        #expect(reason(bytes) != nil)
    }

    @Test func everyCutOfAPickleThrows() throws {
        let whole = try PickleWriter(.dict(["a": .list([.int(-5), .float(2)]), "b": .tuple([.int(1 << 50)])])).bytes
        for count in 0..<whole.count {
            #expect(throws: TorchFileError.Reason.self) {
                try PickleReader.read(Array(whole[..<count]), budget: 0) { key throws(TorchFileError.Reason) in
                    throw .missingEntry(key)
                }
            }
        }
    }

    @Test func lengthsBeyondTheFileThrow() {
        #expect(reason([0x58, 0xff, 0xff, 0xff, 0xff]) != nil)
        #expect(reason([0x8d] + [UInt8](repeating: 0xff, count: 8)) != nil)
        #expect(reason([0x8b, 0xff, 0xff, 0xff, 0x7f]) != nil)
    }

    @Test func integersOfEveryWidth() throws {
        #expect(try PickleBytes.read([0x8a, 0]) == .int(0))
        #expect(try PickleBytes.read([0x8a, 1, 0xff]) == .int(-1))
        #expect(try PickleBytes.read([0x8a, 2, 0xff, 0]) == .int(255))
        #expect(try PickleBytes.read(PickleBytes.int(.min)) == .int(.min))
        #expect(try PickleBytes.read([0x4a, 0, 0, 0, 0x80]) == .int(-(1 << 31)))
    }

    @Test func deepNestingIsRefusedWithoutRecursion() {
        let depth = 1_000_000
        let lists = [UInt8](repeating: 0x5d, count: depth) + [UInt8](repeating: 0x61, count: depth - 1)
        #expect(reason(lists) == .tooDeep(limit: 100))
        #expect(reason([0x4b, 1] + [UInt8](repeating: 0x85, count: depth)) == .tooDeep(limit: 100))
        #expect(reason([UInt8](repeating: 0x5d, count: depth)) == nil)
    }

    @Test func aListInItselfIsRefused() {
        #expect(reason(PickleBytes.ascii("]q\u{0}h\u{0}a")) == .tooDeep(limit: 100))
    }

    @Test func sharingThatBlowsUpIsRefused() {
        // Each list holds the one before it ten times: 10^20 values in a few hundred bytes.
        var body = PickleBytes.ascii("]q\u{0}")
        for level in 0..<20 {
            let get = [UInt8(ascii: "h"), UInt8(level)]
            body += PickleBytes.ascii("](") + (0..<10).flatMap { _ in get } + PickleBytes.ascii("e")
            body += [UInt8(ascii: "q"), UInt8(level + 1)]
        }
        #expect(reason(body) == .tooLarge)
    }

    // MARK: Tensors

    private func tensor(_ body: [UInt8], _ values: [Int]) throws -> [Int]? {
        try PickleBytes.read(body, storages: ["0": values]).tensorValue?.int64s()
    }

    @Test func stridesAndOffsetsAreFollowed() throws {
        let values = Array(0..<12)
        #expect(try tensor(PickleBytes.tensor(shape: [3, 4], stride: [4, 1], count: 12), values) == values)
        #expect(
            try tensor(PickleBytes.tensor(shape: [4, 3], stride: [1, 4], count: 12), values)
                == [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11])
        #expect(
            try tensor(PickleBytes.tensor(offset: 5, shape: [2, 2], stride: [4, 1], count: 12), values) == [
                5, 6, 9, 10,
            ])
        #expect(try tensor(PickleBytes.tensor(offset: 2, shape: [3], stride: [1], count: 12), values) == [2, 3, 4])
        #expect(try tensor(PickleBytes.tensor(offset: 7, shape: [], stride: [], count: 12), values) == [7])
        #expect(try tensor(PickleBytes.tensor(offset: 1, shape: [3], stride: [0], count: 12), values) == [1, 1, 1])
        #expect(try tensor(PickleBytes.tensor(shape: [0, 5], stride: [5, 1], count: 12), values) == [])
        // A single element on an axis: its stride may be anything.
        #expect(
            try tensor(PickleBytes.tensor(offset: 3, shape: [1, 2], stride: [.max, 2], count: 12), values) == [3, 5])
    }

    @Test func tensorsBeyondTheirStorageAreRefused() {
        func reason(_ body: [UInt8]) -> TorchFileError.Reason? {
            self.reason(body, storages: ["0": [0, 1, 2, 3]])
        }
        #expect(
            reason(PickleBytes.tensor(shape: [5], stride: [1], count: 4))
                == .storageTooShort(key: "0", elements: 4, needed: 5))
        #expect(
            reason(PickleBytes.tensor(offset: 1, shape: [2, 2], stride: [2, 1], count: 4))
                == .storageTooShort(key: "0", elements: 4, needed: 5))
        #expect(
            reason(PickleBytes.tensor(shape: [5], stride: [1], count: 5))
                == .storageTooShort(key: "0", elements: 4, needed: 5))
        #expect(
            reason(PickleBytes.tensor(shape: [4], stride: [1], key: "7", count: 4)) == .missingEntry("data/7"))
        let senseless = [
            PickleBytes.tensor(shape: [-1], stride: [1], count: 4),
            PickleBytes.tensor(offset: -1, shape: [2], stride: [1], count: 4),
            PickleBytes.tensor(shape: [2], stride: [-1], count: 4),
            PickleBytes.tensor(shape: [2], stride: [1, 1], count: 4),
            PickleBytes.tensor(shape: [.max, 4], stride: [4, 1], count: 4),
            PickleBytes.tensor(shape: [3, 3], stride: [.max, .max], count: 4),
            PickleBytes.tensor(offset: .max, shape: [1], stride: [1], count: 4),
        ]
        for body in senseless {
            guard case .badTensor? = reason(body) else {
                Issue.record("\(String(describing: reason(body)))")
                continue
            }
        }
    }

    @Test func expandedTensorsMayNotFillTheMemory() {
        let body = PickleBytes.tensor(shape: [1 << 40], stride: [0], count: 1)
        #expect(reason(body, storages: ["0": [1]]) == .tooLarge)
    }
}
