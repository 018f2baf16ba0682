import BubbleDiagrams

/// The sizes of a denoiser.
public struct DenoiserConfiguration: Sendable, Hashable {
    /// How its rows are laid out (`n_max`).
    public let layout: TokenLayout
    /// Width of the token stream.
    public let modelWidth: Int
    /// Transformer blocks (`n_layers`).
    public let layerCount: Int
    /// Attention heads (`n_heads`), a divisor of `modelWidth`.
    public let headCount: Int
    /// Width of the condition the time embedding makes.
    public let conditionWidth: Int
    /// The MLP's hidden width over the model's.
    public let mlpRatio: Int
    /// Sines and cosines of the time, together.
    public let frequencyWidth: Int

    /// Sizes as a checkpoint's `config.model` has them.
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

    /// Numbers of one head.
    public var headWidth: Int { modelWidth / headCount }
    /// Numbers of an MLP's hidden layer.
    public var hiddenWidth: Int { modelWidth * mlpRatio }
}
