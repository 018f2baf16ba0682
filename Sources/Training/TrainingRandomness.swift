import RandomStreams

/// The random streams of a training run: one of its own for every step and epoch, so that a run that was stopped goes on
/// as if it had not been. See <doc:TrainingStream>.
enum TrainingRandomness: UInt64 {
    case step, epoch, initialization, validation

    /// Seeded with seed + 0x9E3779B9 · (4 · index + purpose), of which torch's generator takes the low 32 bits.
    func generator(seed: Int, index: Int) -> TorchGenerator {
        TorchGenerator(
            seed: UInt64(bitPattern: Int64(seed)) &+ 0x9E37_79B9 &* (4 &* UInt64(bitPattern: Int64(index)) &+ rawValue))
    }
}
