import Foundation
import JSON
import Metrics

/// A result made of samples and their metrics, and what became of the file it takes the place of.
public struct Reevaluation: Sendable {
    /// The result, as it is to be written.
    public let file: ResultFile
    /// Where the earlier file's `config` did not fit the samples' own and was replaced: the fields that differed,
    /// earlier value first. Empty when it was kept, or there was none.
    public let replacedConfig: [ConfigDifference]

    /// - Parameters:
    ///   - metrics: One entry for each seed, in the samples' order.
    ///   - earlier: The file of this name as it stands. Its `denoising` is kept, and its `config` as long as that
    ///     contradicts the samples' in no field both have.
    public init(
        of samples: SampleFile, metrics: [(seed: Int, metrics: SeedMetrics)], replacing earlier: ResultFile?,
        at date: Date = Date(), provenance: JSONObject? = nil
    ) {
        var config = samples.config
        var replaced: [ConfigDifference] = []
        if let earlier {
            let differences = ConfigDifference.between(earlier.config.effective, samples.config.effective)
            let isKept = earlier.formatVersion == 2 && differences.allSatisfy { $0.first == nil || $0.second == nil }
            if isKept { config = earlier.config } else { replaced = differences }
        }
        file = ResultFile(
            method: samples.method, timestamp: LocalTime.recorded(date).isoText, config: config,
            perSeed: metrics.map { ResultFile.Seed(seed: $0.seed, $0.metrics) },
            denoising: earlier?.denoising ?? [:], provenance: provenance)
        replacedConfig = replaced
    }
}
