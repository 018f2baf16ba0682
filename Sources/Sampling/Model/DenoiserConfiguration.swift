import BubbleDiagrams

/// The sizes of a denoiser.
public struct DenoiserConfiguration: Sendable, Hashable {
    public let layout: TokenLayout
    /// Width of the token stream.
    public let modelWidth: Int
    public let layerCount: Int
    public let headCount: Int
    /// Width of the condition the time embedding makes.
    public let conditionWidth: Int
    /// The MLP's hidden width over the model's.
    public let mlpRatio: Int
    /// Sines and cosines of the time, together.
    public let frequencyWidth: Int

    public init(
        layout: TokenLayout, modelWidth: Int, layerCount: Int, headCount: Int, conditionWidth: Int, mlpRatio: Int,
        frequencyWidth: Int
    ) {
        self.layout = layout
        self.modelWidth = modelWidth
        self.layerCount = layerCount
        self.headCount = headCount
        self.conditionWidth = conditionWidth
        self.mlpRatio = mlpRatio
        self.frequencyWidth = frequencyWidth
    }

    public var headWidth: Int { modelWidth / headCount }
    public var hiddenWidth: Int { modelWidth * mlpRatio }
}
