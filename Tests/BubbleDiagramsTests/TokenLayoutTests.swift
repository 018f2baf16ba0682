import BubbleDiagrams
import Testing

@Suite struct TokenLayoutTests {
    @Test func rowsHoldRoomsThenTheUpperTriangle() {
        let layout = TokenLayout.rplan
        #expect(layout.length == 36)
        #expect(layout.pairs.count == 28)
        #expect(layout.pairs[7] == (first: 1, second: 2))
        for (offset, pair) in layout.pairs.enumerated() {
            #expect(layout.position(first: pair.first, second: pair.second) == 8 + offset)
        }
        #expect(TokenLayout(maxRooms: 14).length == 105)
    }

    @Test func realPositionsAreRoomsAndTheEdgesBetweenThem() {
        let layout = TokenLayout(maxRooms: 4)
        #expect(layout.realPositions(rooms: 3) == [0, 1, 2, 4, 5, 7])
        #expect(layout.padMask(rooms: 1) == [true] + [Bool](repeating: false, count: 9))
        #expect(layout.realPositions(rooms: 0) == [])
    }

    @Test func diagramsSurviveTheWayThroughTokens() throws {
        let diagram = Diagram(
            rooms: [.livingRoom, .kitchen, .wallIn],
            edges: [
                .init(first: 0, second: 2, relation: .inside), .init(first: 1, second: 2, relation: .rightBelow),
            ])
        let layout = TokenLayout(maxRooms: 4)
        let row = layout.tokens(of: diagram)
        #expect(row == [0, 2, 12, 14, 10, 4, 12, 9, 12, 12])
        #expect(layout.diagram(tokens: row, padMask: layout.padMask(rooms: 3)) == diagram)
    }

    @Test(arguments: [(0, 13), (0, -1), (1, 14), (4, 11), (5, 12), (7, 99)])
    func tokensThatSpellNothing(position: Int, token: Int) {
        let layout = TokenLayout(maxRooms: 4)
        var row = [0, 2, 12, 14, 10, 4, 12, 9, 12, 12]
        row[position] = token
        #expect(layout.diagram(tokens: row, padMask: layout.padMask(rooms: 3)) == nil)
    }

    /// Nothing but the vocabulary says what a token is, so another one has other tokens for the same diagram.
    @Test func tokensAreTheVocabularys() {
        let small = Vocabulary(roomTypes: [.kitchen, .livingRoom, .balcony], relations: [.above, .below])
        #expect([small.room.mask, small.room.pad, small.room.count] == [3, 4, 5])
        #expect([small.noEdge, small.edge.mask, small.edge.pad, small.edge.count] == [2, 3, 4, 5])
        #expect(small.token(of: .bathroom) == nil && small.token(of: .inside) == nil)
        #expect(small.roomType(3) == nil && small.relation(2) == nil && small.roomType(-1) == nil)
        let diagram = Diagram(
            rooms: [.livingRoom, .kitchen, .balcony], edges: [.init(first: 1, second: 2, relation: .below)])
        let layout = TokenLayout(maxRooms: 4, vocabulary: small)
        let row = layout.tokens(of: diagram)
        #expect(row == [1, 0, 2, 4, 2, 2, 4, 1, 4, 4])
        #expect(layout.diagram(tokens: row, padMask: layout.padMask(rooms: 3)) == diagram)
        #expect(TokenLayout(maxRooms: 4).tokens(of: diagram) != row)
    }

    @Test func rplansTokensAreItsNumbers() {
        let vocabulary = Vocabulary.rplan
        for room in RoomType.allCases { #expect(vocabulary.token(of: room) == room.rawValue) }
        for relation in Relation.allCases { #expect(vocabulary.token(of: relation) == relation.rawValue) }
        #expect([vocabulary.room.classCount, vocabulary.room.mask, vocabulary.room.pad] == [13, 13, 14])
        #expect([vocabulary.edge.classCount, vocabulary.noEdge, vocabulary.edge.mask] == [11, 10, 11])
    }

    @Test(arguments: Relation.allCases) func anInverseLiesTheOtherWay(relation: Relation) {
        for way in [\Relation.horizontal, \.vertical] {
            #expect(relation[keyPath: way]?.rawValue == relation.inverse[keyPath: way].map { -$0.rawValue })
        }
    }

    @Test func inversesMirrorTheVocabulary() {
        for relation in Relation.allCases {
            #expect(relation.inverse.rawValue == 9 - relation.rawValue)
            #expect(Relation(name: relation.name) == relation)
        }
        for room in RoomType.allCases { #expect(RoomType(name: room.name) == room) }
    }
}
