/// Rows of numbers in which bit-identical rows are held once, with their multiplicity. (Never rounded: the spectra of
/// two labellings of one graph differ in the last digits, and that tiny distance counts as positive.)
///
/// Distinct rows that differ in nothing but the last digits form a group. How far apart they are is then needed row by
/// row only within a group; between groups that are further apart, any row's distances are those of all its group, but
/// for the last digits. There are some thousands of labelled graphs in a train split, and some hundreds of spectra.
struct FeatureRows: Sendable {
    typealias Vector = SIMD8<Double>

    /// Vectors in a row; the last one is filled up with zeros, which no distance sees.
    let width: Int
    /// Distinct rows, one after the other, in the order first met.
    private(set) var vectors: [Vector] = []
    private(set) var multiplicities: [Int] = []
    /// The distinct rows of each group, in the order first met.
    private(set) var groups: [[Int]] = []
    /// Rows of each group, with their multiplicity.
    private(set) var groupCounts: [Int] = []
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
        var groupOfRounded: [[Int64]: Int] = [:]
        for graph in graphs {
            if let position = positionOfGraph[graph] {
                multiplicities[position] += 1
            } else {
                let row = try feature.row(graph, maxRooms: maxRooms)
                positionOfGraph[graph] = add(row, &positionOfRow, &groupOfRounded)
            }
        }
        count = graphs.count
        groupCounts = groups.map { $0.reduce(0) { $0 + multiplicities[$1] } }
    }

    /// Distinct rows.
    var distinct: Int { multiplicities.count }

    private mutating func add(
        _ row: [Double], _ positions: inout [[UInt64]: Int], _ groupOfRounded: inout [[Int64]: Int]
    ) -> Int {
        let bits = row.map(\.bitPattern)
        if let position = positions[bits] {
            multiplicities[position] += 1
            return position
        }
        positions[bits] = multiplicities.count
        // All numbers lie in 0 … 2. Where rounding parts what belongs together, that makes one more group, no error.
        let rounded = row.map { Int64(($0 * 1e8).rounded()) }
        if let group = groupOfRounded[rounded] {
            groups[group].append(multiplicities.count)
        } else {
            groupOfRounded[rounded] = groups.count
            groups.append([multiplicities.count])
        }
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
