import LinearAlgebra

/// What `mmd_degree`, `mmd_clustering` and `mmd_spectral` compare: one row of numbers for each graph.
enum GraphFeature: CaseIterable, Hashable, Sendable {
    case degree, clustering, spectral

    private static let clusteringBins = 10

    /// Numbers in a row.
    func dimension(maxRooms: Int) -> Int {
        switch self {
        case .degree, .spectral: maxRooms
        case .clustering: Self.clusteringBins
        }
    }

    /// The row of `graph`, which has at least one room.
    func row(_ graph: RoomGraph, maxRooms: Int) throws(MetricsError) -> [Double] {
        switch self {
        case .degree:
            var histogram = Histogram(bins: maxRooms)
            for room in 0..<graph.rooms { histogram.add(graph.degree(room)) }
            return histogram.fractions
        case .clustering:
            var histogram = Histogram(bins: Self.clusteringBins)
            for room in 0..<graph.rooms {
                let tenths = Int(10 * graph.clusteringCoefficient(room))
                histogram.add(min(tenths, Self.clusteringBins - 1))
            }
            return histogram.fractions
        case .spectral:
            let spectrum = try graph.laplacianSpectrum()
            return spectrum + [Double](repeating: 0, count: maxRooms - spectrum.count)
        }
    }
}

extension RoomGraph {
    /// The ascending eigenvalues of the normalised Laplacian, `rooms` of them. They depend on the labelling in the
    /// last digits, and `mmd_spectral` sees that: nothing is rounded here.
    func laplacianSpectrum() throws(MetricsError) -> [Double] {
        var laplacian = [Double](repeating: 0, count: rooms * rooms)
        let scale = (0..<rooms).map { 1 / Double(degree($0)).squareRoot() }
        for i in 0..<rooms where neighbours[i] != 0 {
            // 1 but for rounding, which the spectra of two labellings of one graph must share with the reference's.
            laplacian[i * rooms + i] = scale[i] * (Double(degree(i)) * scale[i])
            for j in 0..<rooms where neighbours[i] & (1 << UInt64(j)) != 0 {
                laplacian[i * rooms + j] = -(scale[i] * scale[j])
            }
        }
        do { return try OpenBLAS.eigenvalues(symmetric: laplacian, size: rooms) } catch {
            throw .eigenvalues(rooms: rooms, code: error.code)
        }
    }
}
