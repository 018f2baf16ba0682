import BubbleDiagrams
import Testing

@testable import Metrics

@Suite struct GraphFeatureTests {
    @Test func degrees() throws {
        #expect(try GraphFeature.degree.row(RoomGraph(chain), maxRooms: 4) == [0, 2.0 / 3, 1.0 / 3, 0])
    }

    @Test func clustering() throws {
        #expect(RoomGraph(triangle).clusteringCoefficient(0) == 1)
        #expect(RoomGraph(chain).clusteringCoefficient(1) == 0)
        let row = try GraphFeature.clustering.row(RoomGraph(triangle), maxRooms: 4)
        #expect(row == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func spectra() throws {
        // Normalised Laplacians have 0, n/(n-1) … on complete graphs, and 0, 1, 2 on the chain of three.
        let complete = try RoomGraph(triangle).laplacianSpectrum()
        #expect(zip(complete, [0, 1.5, 1.5]).allSatisfy { isClose($0, $1) })
        let path = try RoomGraph(chain).laplacianSpectrum()
        #expect(zip(path, [0, 1, 2]).allSatisfy { isClose($0, $1) })
    }

    @Test func aRoomWithoutEdgesHasAZeroRow() throws {
        let apart = RoomGraph(plan([.kitchen, .livingRoom, .storage], [(0, 1, .above)]))
        let row = try GraphFeature.spectral.row(apart, maxRooms: 4)
        #expect(row.count == 4)
        #expect(zip(row, [0, 0, 2, 0]).allSatisfy { isClose($0, $1) })
        #expect(!apart.isConnected)
    }

    @Test func equalRowsAreHeldOnce() throws {
        let graphs = [pair, triangle, pair, pair].map { RoomGraph($0) }
        let rows = try FeatureRows(graphs, .degree, maxRooms: 4)
        #expect(rows.count == 4)
        #expect(rows.multiplicities == [3, 1])
        // (0, 1, 0, 0) and (0, 0, 1, 0).
        #expect(rows.squaredDistance(0, rows, 1) == 2)
    }

    @Test func wideRows() throws {
        let graphs = [pair, triangle].map { RoomGraph($0) }
        let rows = try FeatureRows(graphs, .degree, maxRooms: 14)
        #expect(rows.width == 2)
        #expect(rows.squaredDistance(0, rows, 1) == 2)
    }
}
