/// Rows of numbers in which bit-identical rows are held once, with their multiplicity. (Never rounded: the spectra of
/// two labellings of one graph differ in the last digits, and that tiny distance counts as positive.)
struct FeatureRows: Sendable {
    typealias Vector = SIMD8<Double>

    /// Vectors in a row; the last one is filled up with zeros, which no distance sees.
    let width: Int
    /// Distinct rows, one after the other, in the order first met.
    private(set) var vectors: [Vector] = []
    private(set) var multiplicities: [Int] = []
    /// Rows with their multiplicity.
    private(set) var count = 0

    init(dimension: Int) {
        width = (dimension + Vector.scalarCount - 1) / Vector.scalarCount
    }

    /// `graphs`' rows of `feature`.
    init(_ graphs: [RoomGraph], _ feature: GraphFeature, maxRooms: Int) throws(MetricsError) {
        self.init(dimension: feature.dimension(maxRooms: maxRooms))
        var positionOfGraph: [RoomGraph: Int] = [:]
        var positionOfRow: [[UInt64]: Int] = [:]
        for graph in graphs {
            if let position = positionOfGraph[graph] {
                multiplicities[position] += 1
            } else {
                let row = try feature.row(graph, maxRooms: maxRooms)
                positionOfGraph[graph] = add(row, &positionOfRow)
            }
        }
        count = graphs.count
    }

    /// Distinct rows.
    var distinct: Int { multiplicities.count }

    private mutating func add(_ row: [Double], _ positions: inout [[UInt64]: Int]) -> Int {
        let bits = row.map(\.bitPattern)
        if let position = positions[bits] {
            multiplicities[position] += 1
            return position
        }
        positions[bits] = multiplicities.count
        multiplicities.append(1)
        for start in stride(from: 0, to: width * Vector.scalarCount, by: Vector.scalarCount) {
            var vector = Vector.zero
            for lane in 0..<min(Vector.scalarCount, row.count - start) { vector[lane] = row[start + lane] }
            vectors.append(vector)
        }
        return multiplicities.count - 1
    }

    /// The squared Euclidean distance of distinct row `i` from `other`'s distinct row `j`.
    @inline(__always)
    func squaredDistance(_ i: Int, _ other: FeatureRows, _ j: Int) -> Double {
        if width == 1 {
            let difference = vectors[i] - other.vectors[j]
            return (difference * difference).sum()
        }
        var sum = Vector.zero
        for k in 0..<width {
            let difference = vectors[i * width + k] - other.vectors[j * width + k]
            sum += difference * difference
        }
        return sum.sum()
    }
}
