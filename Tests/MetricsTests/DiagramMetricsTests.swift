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

    @Test func diversityAndNovelty() {
        let metrics = Originality.metrics([pair, pair, triangle, .empty], known: [DiagramKey(pair)])
        #expect(metrics["eval/diversity"] == 0.75)
        #expect(metrics["eval/novelty"] == 0.5)
    }

    @Test func roomCountsOfEmptyDiagramsFallBelowTheLine() {
        let train = TypeDistributions([pair, triangle], maxRooms: 4)
        let metrics = train.metrics(of: TypeDistributions([pair, .empty], maxRooms: 4))
        // 1 … 3 rooms: samples 0, ½, 0; train 0, ½, ½.
        #expect(metrics["eval/rooms_w1"] == 0.5)
        #expect(isClose(metrics["eval/num_rooms_kl"], 0, tolerance: 1e-9))
    }

    @Test func typesOfNoRoomsAreUniform() {
        let train = TypeDistributions([pair], maxRooms: 4)
        let metrics = train.metrics(of: TypeDistributions([.empty], maxRooms: 4))
        #expect(isClose(metrics["eval/node_tv"], 11.0 / 13))
        #expect(isClose(metrics["eval/edge_tv"], 0.9))
    }

    @Test func wasserstein() {
        #expect(TypeDistributions.wasserstein([1, 0, 0], [0, 0, 1]) == 2)
    }

    @Test func pairsAreReadFromTheLowerType() {
        let plans = (0..<5).map { _ in pair }
        let turned = plan([.kitchen, .livingRoom], [(0, 1, .rightOf)])
        let metrics = ConditionalEdges(plans).metrics(of: ConditionalEdges([turned]))
        #expect(metrics["eval/conditional_edge_js_mean"] == 0)
        #expect(metrics["eval/num_pairs_evaluated"] == 1)
        #expect(metrics["eval/topN"] == 20)
    }

    @Test func rarePairsAreLeftOutAndLackingOnesUniform() {
        let plans = (0..<4).map { _ in pair }
        let few = ConditionalEdges(plans).metrics(of: ConditionalEdges([]))
        #expect(few["eval/conditional_edge_tv_mean"] == 0)
        #expect(isClose(few["eval/conditional_edge_tv_topN_mean"], 0.9))
        let enough = ConditionalEdges(plans + [pair]).metrics(of: ConditionalEdges([]))
        #expect(isClose(enough["eval/conditional_edge_tv_mean"], 0.9))
    }

    @Test func degreesByType() {
        let plans = (0..<20).map { _ in pair }
        let graphs = plans.map { RoomGraph($0) }
        let train = TypeConditionedDegrees(plans, graphs, maxRooms: 4)
        let metrics = train.metrics(of: TypeConditionedDegrees([chain], [RoomGraph(chain)], maxRooms: 4))
        // Living rooms have one neighbour in both; the kitchen has two here and one there.
        #expect(metrics["eval/num_types_evaluated"] == 2)
        #expect(metrics["eval/degree_tv_per_type_mean"] == 0.5)
    }

    @Test func modes() {
        let train = ModeCoverage([pair, pair, triangle])
        let metrics = train.metrics(of: ModeCoverage([plan([.kitchen, .livingRoom], []), .empty]))
        #expect(metrics["eval/mode_coverage"] == 0.5)
        #expect(isClose(metrics["eval/mode_coverage_weighted"], 2.0 / 3))
        #expect(metrics["eval/num_training_modes"] == 2)
        #expect(metrics["eval/num_sample_modes"] == 2)
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
