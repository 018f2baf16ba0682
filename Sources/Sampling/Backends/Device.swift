/// What computes a network: one conformance for every backend, and the only place that makes its denoisers.
public protocol Device: Sendable {
    /// As records name it, such as "cpu-packed-avx512": samples of two devices are not expected to be the same.
    var name: String { get }

    /// A denoiser of these weights.
    /// - Throws: where the device is not there or has no room.
    func denoiser(_ weights: DenoiserWeights) throws -> any Denoiser
}

/// This machine's processor.
public struct CPUDevice: Device {
    /// Which code multiplies matrices.
    public let backend: MatrixBackend

    /// The CPU, by one of its matrix products.
    public init(backend: MatrixBackend = .packed) {
        self.backend = backend
    }

    /// As provenance records it: the product and the instructions it uses.
    public var name: String { "cpu-\(backend.rawValue)-\(MatrixBackend.instructionSet)" }

    /// A `CPUDenoiser`.
    public func denoiser(_ weights: DenoiserWeights) -> any Denoiser { CPUDenoiser(weights, backend: backend) }
}

extension Device where Self == CPUDevice {
    /// The processor, with the kernels of our own.
    public static var cpu: CPUDevice { CPUDevice() }
}
