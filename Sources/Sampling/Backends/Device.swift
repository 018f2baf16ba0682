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

    public init(backend: MatrixBackend = .packed) {
        self.backend = backend
    }

    public var name: String { "cpu-\(backend.rawValue)-\(MatrixBackend.instructionSet)" }

    public func denoiser(_ weights: DenoiserWeights) -> any Denoiser { CPUDenoiser(weights, backend: backend) }
}

extension Device where Self == CPUDevice {
    /// The processor, with the kernels of our own.
    public static var cpu: CPUDevice { CPUDevice() }
}
