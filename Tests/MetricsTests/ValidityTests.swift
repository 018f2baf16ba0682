import BubbleDiagrams
import Testing

@testable import Metrics

@Suite struct ValidityTests {
    private func validity(_ tokens: [Int], rooms: Int) -> Validity {
        let rows = TokenRows(layout: tiny, tokens: tokens, padMask: tiny.padMask(rooms: rooms))
        return Validity(rows, 0, rows.diagram(0))
    }

    @Test func aPlanThatCouldBe() {
        let validity = validity(tiny.tokens(of: triangle), rooms: 3)
        #expect(validity.isValid)
    }

    @Test func aMaskIsOutOfRangeToo() {
        var tokens = tiny.tokens(of: triangle)
        tokens[1] = Vocabulary.rplan.room.mask
        let validity = validity(tokens, rooms: 3)
        #expect(!validity.hasNoMask && !validity.isInRange && validity.isKnown)
        #expect(!validity.isConnected && !validity.isConsistent && !validity.hasValidTypes && !validity.isValid)
    }

    @Test(arguments: [-1, 14, 99]) func aRoomOutOfRange(_ token: Int) {
        var tokens = tiny.tokens(of: triangle)
        tokens[1] = token
        let validity = validity(tokens, rooms: 3)
        #expect(validity.hasNoMask && !validity.isInRange && !validity.isConnected && !validity.isValid)
    }

    @Test(arguments: [-1, 12, 99]) func anEdgeOutOfRange(_ token: Int) {
        var tokens = tiny.tokens(of: triangle)
        tokens[tiny.position(first: 0, second: 2)] = token
        let validity = validity(tokens, rooms: 3)
        #expect(validity.hasNoMask && !validity.isInRange && !validity.isConsistent && !validity.isValid)
    }

    @Test func aRoomApart() {
        let validity = validity(tiny.tokens(of: plan([.kitchen, .storage], [])), rooms: 2)
        #expect(!validity.isConnected && validity.isConsistent && validity.hasValidTypes && !validity.isValid)
    }

    @Test func oneRoomIsConnected() {
        #expect(validity(tiny.tokens(of: plan([.kitchen], [])), rooms: 1).isValid)
    }

    @Test(arguments: [RoomType.livingRoom, .entrance]) func twiceWhatAPlanHasOnce(_ type: RoomType) {
        let validity = validity(tiny.tokens(of: plan([type, type], [(0, 1, .above)])), rooms: 2)
        #expect(!validity.hasValidTypes && validity.isConnected && !validity.isValid)
    }

    @Test func otherTypesMayRepeat() {
        #expect(validity(tiny.tokens(of: plan([.balcony, .balcony], [(0, 1, .above)])), rooms: 2).isValid)
    }
}
