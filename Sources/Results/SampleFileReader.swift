import BubbleDiagrams
import JSON
import TorchFiles

/// Checks every part of a samples file before anyone uses it.
struct SampleFileReader {
    typealias Reason = SampleFileError.Reason

    /// ResPlan's plans have up to 14 rooms; the metrics take up to 64.
    private static let maxRoomsLimit = TokenLayout.maxRoomsLimit

    private let root: TorchDictionary

    init(_ value: TorchValue) throws(Reason) {
        guard let root = value.dictionaryValue else { throw .notSamples(found: value.typeName) }
        guard root["per_seed"] != nil || Self.isBare(root) else {
            let keys = root.keys.prefix(8).map { $0.stringValue ?? $0.typeName }.joined(separator: ", ")
            throw .notSamples(found: "one with \(keys.isEmpty ? "nothing" : keys)")
        }
        self.root = root
    }

    /// {tokens, pad_masks} alone, as the reference's `sample.py` writes them.
    private static func isBare(_ root: TorchDictionary) -> Bool {
        root["per_seed"] == nil && root["tokens"]?.tensorValue != nil && root["pad_masks"]?.tensorValue != nil
    }

    /// The layout follows from the rows' length.
    private func bareFile() throws(Reason) -> SampleFile {
        let shape = root["tokens"]?.tensorValue?.shape ?? []
        let layouts = (1...Self.maxRoomsLimit).lazy.map { TokenLayout(maxRooms: $0) }
        guard shape.count == 2, shape[0] >= 1, let layout = layouts.first(where: { $0.length == shape[1] }) else {
            throw .shape(seed: 0, "tokens", shape, expected: [max(1, shape.first ?? 1), TokenLayout.rplan.length])
        }
        let rows = try rows(of: .dictionary(root), seed: 0, layout, shape)
        return SampleFile(
            method: "unknown", config: SampleConfig([:]), layout: layout, numSamples: shape[0],
            perSeed: [SampleFile.Seed(seed: 0, rows: rows)], isBare: true)
    }

    func file() throws(Reason) -> SampleFile {
        if Self.isBare(root) { return try bareFile() }
        let version = try field("format_version", "an int", \.intValue)
        guard version == 1 else { throw .version(version) }
        let maxRooms = try field("n_max", "an int", \.intValue)
        guard (1...Self.maxRoomsLimit).contains(maxRooms) else {
            throw .maxRooms(maxRooms, limit: Self.maxRoomsLimit)
        }
        let layout = TokenLayout(maxRooms: maxRooms)
        let numSamples = try field("num_samples", "an int", \.intValue)
        guard numSamples >= 1 else { throw .tooFew("samples a seed", numSamples) }
        let seeds = try self.seeds(layout, numSamples)
        return SampleFile(
            method: try method(), config: SampleConfig(try object("config")), layout: layout, numSamples: numSamples,
            perSeed: seeds, provenance: root[Provenance.key] == nil ? nil : try object(Provenance.key))
    }

    private func field<Value>(
        _ key: String, _ expected: String, _ read: (TorchValue) -> Value?
    ) throws(Reason) -> Value {
        guard let entry = root[key] else { throw .missing(key) }
        guard let value = read(entry) else { throw .wrongType(key, expected: expected, found: entry.typeName) }
        return value
    }

    // The result file is named after it, and it is printed.
    private func method() throws(Reason) -> String {
        let method = try field("method", "a str", \.stringValue)
        let isFileName =
            !method.isEmpty && !method.hasPrefix(".") && method.utf8.count <= 200
            && !method.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
        guard isFileName else { throw .wrongType("method", expected: "a file name", found: "'\(method)'") }
        return method
    }

    private func object(_ key: String) throws(Reason) -> JSONObject {
        try field(key, "a dict of plain values") { JSON($0)?.object }
    }

    private func seeds(_ layout: TokenLayout, _ numSamples: Int) throws(Reason) -> [SampleFile.Seed] {
        let list = try field("seeds", "a list of ints") { value -> [Int]? in
            let seeds = value.elements?.compactMap(\.intValue)
            return seeds?.count == value.elements?.count ? seeds : nil
        }
        var seeds: [SampleFile.Seed] = []
        for (key, value) in try field("per_seed", "a dict", \.dictionaryValue).entries {
            guard let seed = key.intValue ?? key.stringValue.flatMap({ Int($0) }) else {
                throw .seedKey(key.stringValue ?? key.typeName)
            }
            let shape = [numSamples, layout.length]
            seeds.append(SampleFile.Seed(seed: seed, rows: try rows(of: value, seed: seed, layout, shape)))
        }
        guard !seeds.isEmpty else { throw .tooFew("seeds", 0) }
        var seen: Set<Int> = []
        for seed in seeds where !seen.insert(seed.seed).inserted { throw .seedTwice(seed.seed) }
        guard seeds.map(\.seed).sorted() == list.sorted() else {
            throw .seedsDiffer(list: list, perSeed: seeds.map(\.seed))
        }
        return seeds
    }

    private func rows(
        of value: TorchValue, seed: Int, _ layout: TokenLayout, _ shape: [Int]
    ) throws(Reason) -> TokenRows {
        let masks = (0...layout.maxRooms).map { layout.padMask(rooms: $0) }
        let tokens = try tensor("tokens", of: value, seed, shape) { (tensor) throws(TensorError) in
            try tensor.int64s()
        }
        let padMask = try tensor("pad_masks", of: value, seed, shape) { (tensor) throws(TensorError) in
            try tensor.bools()
        }
        let rows = TokenRows(layout: layout, tokens: tokens, padMask: padMask)
        for row in 0..<rows.count {
            let mask = rows.mask(row)
            let rooms = mask.prefix(layout.maxRooms).count { $0 }
            guard mask.elementsEqual(masks[rooms]) else { throw .padMask(seed: seed, row: row) }
        }
        return rows
    }

    private func tensor<Element>(
        _ name: String, of value: TorchValue, _ seed: Int, _ shape: [Int],
        _ read: (Tensor) throws(TensorError) -> [Element]
    ) throws(Reason) -> [Element] {
        guard let entry = value[name] else { throw .missing("\(name) of seed \(seed)") }
        guard let tensor = entry.tensorValue else {
            throw .wrongType("\(name) of seed \(seed)", expected: "a tensor", found: entry.typeName)
        }
        guard tensor.shape == shape else { throw .shape(seed: seed, name, tensor.shape, expected: shape) }
        do {
            return try read(tensor)
        } catch {
            throw .tensor(seed: seed, name, error)
        }
    }
}
