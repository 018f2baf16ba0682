import BubbleDiagrams

/// A bubble diagram as text: rooms placed by their relations, the relations below them.
public struct DiagramDrawing {
    /// What is drawn.
    public let diagram: Diagram
    /// Columns it may take.
    public let width: Int

    /// Draws within `width` columns.
    public init(_ diagram: Diagram, width: Int = 77) {
        self.diagram = diagram
        self.width = width
    }

    /// The places of the rooms, then their relations in words.
    public var lines: [String] { grid + relations }

    // MARK: Rooms

    /// Names short enough for eight in a row.
    private static func label(_ room: RoomType) -> String {
        switch room {
        case .livingRoom: "living"
        case .masterRoom: "master"
        case .kitchen: "kitchen"
        case .bathroom: "bath"
        case .diningRoom: "dining"
        case .childRoom: "child"
        case .studyRoom: "study"
        case .secondRoom: "second"
        case .guestRoom: "guest"
        case .balcony: "balcony"
        case .entrance: "entry"
        case .storage: "storage"
        case .wallIn: "wall-in"
        }
    }

    /// The rooms in rows; where even short labels are too wide, their numbers, with a legend.
    private var grid: [String] {
        let places = DiagramPlaces(diagram)
        let names = diagram.rooms.enumerated().map { "\($0) \(Self.label($1))" }
        for labels in [names.map { "(\($0))" }, names] {
            let lines = rows(labels, places)
            if lines.allSatisfy({ $0.count <= width }) { return lines }
        }
        return rows(diagram.rooms.indices.map { "(\($0))" }, places) + Self.wrapped(names, width)
    }

    private func rows(_ labels: [String], _ places: DiagramPlaces) -> [String] {
        let columns = (places.column.max() ?? -1) + 1
        let widths = (0..<columns).map { column in
            labels.indices.filter { places.column[$0] == column }.map { labels[$0].count }.max() ?? 0
        }
        let count = (places.row.max() ?? -1) + 1
        return (0..<count).map { row in
            var line = ""
            for column in 0..<columns {
                let label =
                    labels.indices.first { places.row[$0] == row && places.column[$0] == column }
                    .map { labels[$0] } ?? ""
                line += label + String(repeating: " ", count: widths[column] - label.count + 1)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    // MARK: Relations

    /// "0 left-of 1, 0 above 2"
    private var relations: [String] {
        if diagram.edges.isEmpty { return ["no relations"] }
        return Self.wrapped(diagram.edges.map { "\($0.first) \($0.relation.name) \($0.second)" }, width)
    }

    private static func wrapped(_ parts: [String], _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for (index, part) in parts.enumerated() {
            let part = index + 1 < parts.count ? part + "," : part
            if !line.isEmpty, line.count + 1 + part.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + part
        }
        return lines + (line.isEmpty ? [] : [line])
    }
}
