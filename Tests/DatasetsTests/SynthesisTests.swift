import BubbleDiagrams
import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import Datasets

@Suite struct SynthesisTests {
    private func plans(_ count: Int, seed: Int = 7) throws -> Dataset {
        try Dataset.synthesized(count: count, seed: seed, source: URL(fileURLWithPath: "made-up"))
    }

    @Test func theSameSeedGivesTheSamePlans() throws {
        let few = try plans(100)
        #expect(try plans(100).sha256 == few.sha256)
        #expect(try plans(100, seed: 8).sha256 != few.sha256)
        #expect(Array(try plans(150).diagrams.prefix(100)) == few.diagrams)
    }

    @Test func aSavedDatasetIsReadAgainTheSame() throws {
        try withTemporaryFolder { folder in
            let made = try plans(60)
            let url = folder.appendingPathComponent("plans.pt")
            try made.saveCache(to: url)
            let read = try Dataset.load(url)
            #expect(read.diagrams == made.diagrams)
            #expect(read.sha256 == made.sha256)
        }
    }

    @Test func everyPlanIsAHome() throws {
        for diagram in try plans(2000).diagrams {
            #expect((4...8).contains(diagram.rooms.count))
            #expect(diagram.rooms.count { $0 == .livingRoom } == 1)
            #expect(diagram.rooms.count { $0 == .masterRoom } == 1)
            #expect(diagram.rooms.contains(.bathroom))
            #expect(diagram.rooms.count { $0 == .kitchen } == 1)
            #expect(diagram.rooms.count { $0 == .balcony } <= 2)
            #expect(diagram.edges.allSatisfy { $0.first < $0.second })
        }
    }

    @Test func kitchensLieAtTheLivingRoom() throws {
        let homes = try plans(500).diagrams
        let near = homes.filter { home in
            home.edges.contains { edge in
                Set([home.rooms[edge.first], home.rooms[edge.second]]) == [.livingRoom, .kitchen]
            }
        }
        #expect(Double(near.count) / Double(homes.count) > 0.9)
    }

    @Test func eightRoomsHaveTheProgramsPercentages() {
        #expect(SynthesisPlan.roomCounts(upTo: 8) == [7, 15, 30, 28, 20])
        #expect(SynthesisPlan.roomCounts(upTo: 4) == [1])
        #expect(SynthesisPlan.roomCounts(upTo: 5) == [7, 20])
        #expect(SynthesisPlan.roomCounts(upTo: 12) == [7, 11, 15, 23, 30, 29, 28, 24, 20])
    }

    /// Homes of any size divide their outline without a room of no area, so that every room lies next to another.
    @Test(arguments: [4, 5, 8, 14, 64]) func homesOfAnySize(maxRooms: Int) throws {
        let made = try Dataset.synthesized(
            count: 400, seed: 7, layout: TokenLayout(maxRooms: maxRooms), source: URL(fileURLWithPath: "made-up"))
        #expect(made.diagrams.allSatisfy { $0.rooms.count >= 4 })
        #expect((made.diagrams.map(\.rooms.count).max() ?? 0) >= maxRooms - 2)
        #expect(made.diagrams.allSatisfy { $0.rooms.count <= maxRooms })
        for diagram in made.diagrams {
            let related = Set(diagram.edges.flatMap { [$0.first, $0.second] })
            #expect(related.count == diagram.rooms.count)
        }
        #expect(made.roomCountDistribution.count == maxRooms)
    }

    @Test func tooFewPlansAreAnError() {
        #expect(throws: DatasetError.self) { try plans(0) }
    }

    // MARK: Relations

    private let room = SynthesisBox(left: 100, top: 100, right: 200, bottom: 200)

    @Test func theSideOfTheCentreDecides() {
        func relation(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> Relation? {
            SynthesisBox(left: left, top: top, right: right, bottom: bottom).relation(to: room)
        }
        #expect(relation(50, 50, 100, 100) == .leftAbove)
        #expect(relation(120, 50, 180, 100) == .above)
        #expect(relation(200, 50, 240, 100) == .rightAbove)
        #expect(relation(50, 120, 100, 180) == .leftOf)
        #expect(relation(200, 120, 240, 180) == .rightOf)
        #expect(relation(50, 200, 100, 240) == .leftBelow)
        #expect(relation(120, 200, 180, 240) == .below)
        #expect(relation(200, 200, 240, 240) == .rightBelow)
        #expect(relation(120, 120, 150, 150) == .inside)
        #expect(relation(90, 90, 210, 210) == .surrounding)
    }

    @Test func ninePixelsApartStillTouch() {
        #expect(SynthesisBox(left: 209, top: 100, right: 250, bottom: 200).relation(to: room) == .rightOf)
        #expect(SynthesisBox(left: 210, top: 100, right: 250, bottom: 200).relation(to: room) == nil)
    }

    @Test func containmentReadsBothWays() {
        let inner = SynthesisBox(left: 104, top: 104, right: 140, bottom: 140)
        #expect(inner.relation(to: room) == .inside)
        #expect(room.relation(to: inner) == .surrounding)
    }
}
