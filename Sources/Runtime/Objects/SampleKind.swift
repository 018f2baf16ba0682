import Metrics

/// What a diagram can be told to be, by the tests of the metrics: what `filter` picks and `count` counts.
enum SampleKind: String, CaseIterable {
    case valid, invalid, duplicate, distinct
    case inTrain = "in_train"
    case novel, connected, disconnected, masked

    /// Whether only a train split can tell.
    var needsTrain: Bool { self == .inTrain || self == .novel }

    /// Why a row is of that kind; nil when it is not.
    func reason(_ verdict: RowVerdict) -> String? {
        switch self {
        case .valid: verdict.isValid ? "valid" : nil
        case .invalid: verdict.isValid ? nil : verdict.problems.joined(separator: ", ")
        case .duplicate: verdict.repeats.map { "the same as #\($0)" }
        case .distinct: verdict.repeats == nil ? "distinct" : nil
        case .inTrain: verdict.isInTrain == true ? "in the train split" : nil
        case .novel: verdict.isInTrain == false ? "novel" : nil
        case .connected: verdict.isConnected ? "connected" : nil
        case .disconnected: verdict.isConnected ? nil : "not connected"
        case .masked: verdict.hasMask ? "a MASK is left" : nil
        }
    }
}
