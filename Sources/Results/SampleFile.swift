import BubbleDiagrams
import Files
import Foundation
import JSON
import TorchFiles

/// The samples of one method: `{method}_samples.pt` (<doc:SamplesFile>).
public struct SampleFile: Hashable, Sendable {
    /// One seed's samples.
    public struct Seed: Hashable, Sendable {
        /// Of the random stream.
        public let seed: Int
        /// Tokens and pad masks, a row a diagram.
        public let rows: TokenRows

        /// - Parameter rows: of the file's layout.
        public init(seed: Int, rows: TokenRows) {
            self.seed = seed
            self.rows = rows
        }
    }

    /// Names the result file.
    public var method: String
    /// How they were sampled, by the reference's names.
    public var config: SampleConfig
    /// Of every row.
    public var layout: TokenLayout
    /// Rows of each seed.
    public var numSamples: Int
    /// In the file's order; each has `numSamples` rows of `layout`.
    public var perSeed: [Seed]
    /// What the reference does not record: see `Provenance`; nil where it made the file.
    public var provenance: JSONObject?

    /// Whether the file held tokens and masks alone, so that its method is "unknown" and its seed stands as 0.
    public var isBare: Bool

    /// What the names of samples files end in.
    public static let suffix = "_samples.pt"

    /// - Parameter perSeed: All of `numSamples` rows of `layout`, or writing fails.
    public init(
        method: String, config: SampleConfig, layout: TokenLayout, numSamples: Int, perSeed: [Seed],
        provenance: JSONObject? = nil, isBare: Bool = false
    ) {
        self.isBare = isBare
        self.method = method
        self.config = config
        self.layout = layout
        self.numSamples = numSamples
        self.perSeed = perSeed
        self.provenance = provenance
    }

    /// - Throws: `FileAccessError`, `TorchFileError`, `SampleFileError`.
    public init(contentsOf url: URL) throws {
        let value = try TorchFile.read(url)
        do {
            self = try SampleFileReader(value).file()
        } catch {
            throw SampleFileError(path: url.relativePath, reason: error)
        }
    }

    /// Writes what `torch.load(weights_only=True)` reads: tokens int64, pad masks bool; all at once.
    /// - Throws: `FileAccessError`, `TorchFileError`; `SampleFileError` when a seed's rows are not as stated.
    public func write(to url: URL) throws {
        do {
            try TorchFile.write(try torchValue(), to: url)
        } catch let reason as SampleFileError.Reason {
            throw SampleFileError(path: url.relativePath, reason: reason)
        }
    }

    /// SHA-256 of every seed's tokens as 64-bit integers, least byte first, in the file's order: by this a result knows
    /// its samples, whenever and wherever the file was written.
    public var tokensSHA256: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 * perSeed.reduce(0) { $0 + $1.rows.tokens.count })
        for seed in perSeed {
            for token in seed.rows.tokens {
                for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: token >> shift)) }
            }
        }
        return SHA256.of(bytes)
    }

    private func torchValue() throws(SampleFileError.Reason) -> TorchValue {
        var seeds: [(key: TorchValue, value: TorchValue)] = []
        let shape = [numSamples, layout.length]
        for seed in perSeed {
            guard seed.rows.layout == layout, seed.rows.count == numSamples else {
                let found = [seed.rows.count, seed.rows.layout.length]
                throw .shape(seed: seed.seed, "tokens", found, expected: shape)
            }
            do {
                let tensors: TorchValue = .dict([
                    "tokens": .tensor(try Tensor(int64s: seed.rows.tokens, shape: shape)),
                    "pad_masks": .tensor(try Tensor(bools: seed.rows.padMask, shape: shape)),
                ])
                seeds.append((.string(String(seed.seed)), tensors))
            } catch {
                throw .tensor(seed: seed.seed, "tokens", error)
            }
        }
        var entries: [(key: TorchValue, value: TorchValue)] = [
            (.string("format_version"), .int(1)),
            (.string("method"), .string(method)),
            (.string("n_max"), .int(layout.maxRooms)),
            (.string("seeds"), .list(perSeed.map { .int($0.seed) })),
            (.string("num_samples"), .int(numSamples)),
            (.string("config"), config.json.torchValue),
            (.string("per_seed"), .dict(seeds)),
        ]
        if let provenance { entries.append((.string(Provenance.key), provenance.torchValue)) }
        return .dict(entries)
    }

    /// Whether both hold the same samples of the same recipe, whoever made them, where, when and in how much time, and
    /// whatever the checkpoint's file was called. What a file without provenance does not say is not held against it.
    public func hasSameContent(as other: SampleFile) -> Bool {
        method.hasSameBytes(as: other.method) && layout == other.layout && numSamples == other.numSamples
            && perSeed == other.perSeed
            && isSameMaking(as: other)
    }

    /// Whether both were made in the same way, tokens apart.
    public func isSameMaking(as other: SampleFile) -> Bool {
        guard let mine = provenance, let theirs = other.provenance else {
            return JSON.object(config.effective).isEqual(to: .object(other.config.effective))
        }
        // The checkpoint is known by its SHA-256.
        let names: Set = ["checkpoint"]
        return JSON.object(config.effective.without(names)).isEqual(to: .object(other.config.effective.without(names)))
            && JSON.object(mine.withoutAnywhere(Provenance.circumstances))
                .isEqual(to: .object(theirs.withoutAnywhere(Provenance.circumstances)))
    }
}
