import BubbleDiagrams
import Foundation
import Testing

@testable import Metrics

@Suite struct DiagramMetricsTests {
    @Test func keysSeeRoomOrderButNotEdgeOrder() {
        let turned = Diagram(rooms: triangle.rooms, edges: triangle.edges.reversed())
        #expect(DiagramKey(turned) == DiagramKey(triangle))
        #expect(DiagramKey(plan([.kitchen, .livingRoom], [(0, 1, .leftOf)])) != DiagramKey(pair))
        #expect(DiagramKey(plan([.livingRoom, .kitchen], [(0, 1, .above)])) != DiagramKey(pair))
        #expect(DiagramKey(.empty) != DiagramKey(pair))
    }

    @Test func diversityAndNovelty() throws {
        let originality = Originality(try samples([pair, pair, triangle, .empty], against: [pair]))
        #expect(originality.diversity == 0.75)
        #expect(originality.novelty == 0.5)
    }

    @Test func roomCountsOfEmptyDiagramsFallBelowTheLine() throws {
        let divergences = TypeDivergences(try samples([pair, .empty], against: [pair, triangle]))
        // 1 … 3 rooms: samples 0, ½, 0; train 0, ½, ½.
        #expect(divergences.roomCountW1 == 0.5)
        #expect(isClose(divergences.roomCountKL, 0, tolerance: 1e-9))
    }

    @Test func typesOfNoRoomsAreUniform() throws {
        let divergences = TypeDivergences(try samples([.empty], against: [pair]))
        #expect(isClose(divergences.node.tv, 11.0 / 13))
        #expect(isClose(divergences.edge.tv, 0.9))
    }

    @Test func wasserstein() {
        #expect(TypeDivergences.wasserstein([1, 0, 0], [0, 0, 1]) == 2)
    }

    @Test func pairsAreReadFromTheLowerType() throws {
        let plans = (0..<5).map { _ in pair }
        let turned = plan([.kitchen, .livingRoom], [(0, 1, .rightOf)])
        let divergences = ConditionalEdgeDivergences(try samples([turned], against: plans))
        #expect(divergences.all.mean.js == 0)
        #expect(divergences.top.count == 1)
    }

    @Test func rarePairsAreLeftOutAndLackingOnesUniform() throws {
        let plans = (0..<4).map { _ in pair }
        let few = ConditionalEdgeDivergences(try samples([], against: plans))
        #expect(few.all.mean.tv == 0)
        #expect(isClose(few.top.mean.tv, 0.9))
        let enough = ConditionalEdgeDivergences(try samples([], against: plans + [pair]))
        #expect(isClose(enough.all.mean.tv, 0.9))
    }

    @Test func degreesByType() throws {
        let plans = (0..<20).map { _ in pair }
        let average = DegreeDivergences(try samples([chain], against: plans)).average
        // Living rooms have one neighbour in both; the kitchen has two here and one there.
        #expect(average.count == 2)
        #expect(average.mean.tv == 0.5)
    }

    @Test func modes() throws {
        let met = ModesMet(
            try samples([plan([.kitchen, .livingRoom], []), .empty], against: [pair, pair, triangle]))
        #expect(met.fraction == 0.5)
        #expect(isClose(met.weightedFraction, 2.0 / 3))
        #expect(met.inTrain == 2)
        #expect(met.inSamples == 2)
    }

    @Test func spatialCycles() {
        let rooms: [RoomType] = [.livingRoom, .kitchen, .bathroom]
        let cycle = SpatialConsistency(plan(rooms, [(0, 1, .leftOf), (1, 2, .leftAbove), (0, 2, .rightOf)]))
        #expect(!cycle.isHorizontal && cycle.isVertical && !cycle.isTransitive)
        let upward = SpatialConsistency(plan(rooms, [(0, 1, .above), (1, 2, .rightAbove), (0, 2, .below)]))
        #expect(upward.isHorizontal && !upward.isVertical)
        let inside = SpatialConsistency(plan(rooms, [(0, 1, .inside), (1, 2, .inside), (0, 2, .surrounding)]))
        #expect(inside.isTransitive)
        #expect(SpatialConsistency(.empty).isTransitive)
        #expect(SpatialConsistency(triangle).isTransitive)
    }

    @Test(arguments: Relation.allCases) func aRelationAndItsInverseAgree(_ relation: Relation) {
        let rooms: [RoomType] = [.livingRoom, .kitchen, .bathroom]
        // Each room stands the same way to the next, and the first so to the last.
        let order = SpatialConsistency(plan(rooms, [(0, 1, relation), (1, 2, relation), (0, 2, relation)]))
        #expect(order.isTransitive)
        let cycle = SpatialConsistency(plan(rooms, [(0, 1, relation), (1, 2, relation), (0, 2, relation.inverse)]))
        #expect(cycle.isTransitive == (relation == .inside || relation == .surrounding))
    }

    @Test func containments() {
        #expect(!InsideValidity.holds(for: plan([.bathroom, .entrance], [(0, 1, .inside)])))
        #expect(InsideValidity.holds(for: plan([.entrance, .wallIn], [(0, 1, .inside)])))
        #expect(InsideValidity.holds(for: plan([.bathroom, .entrance], [(0, 1, .leftOf)])))
        // The entrance surrounds the bathroom: the bathroom lies inside it.
        #expect(!InsideValidity.holds(for: plan([.entrance, .bathroom], [(0, 1, .surrounding)])))
        #expect(InsideValidity.holds(for: plan([.livingRoom, .bathroom], [(0, 1, .surrounding)])))
        #expect(InsideValidity.holds(for: .empty))
    }

    @Test func forbiddenContainmentsInAll() {
        let counts = RoomType.allCases.map { InsideValidity.forbiddenHosts(of: $0).count }
        #expect(counts == [11, 10, 9, 1, 7, 6, 3, 3, 3, 5, 10, 1, 0])
        for room in RoomType.allCases { #expect(!InsideValidity.forbiddenHosts(of: room).contains(room)) }
    }
}
