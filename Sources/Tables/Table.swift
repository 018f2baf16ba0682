/// Values in rows under headers, free of any terminal, format or rounding: each of those comes last, where the table is
/// shown or written. The first column names the rows.
public struct Table: Hashable, Sendable {
    /// To which side a column's cells stand.
    public enum Alignment: Sendable {
        case left
        case right
    }

    /// Its heading; nil for none.
    public let title: String?
    /// One for each column.
    public let headers: [String]
    /// Cells as text, one for each column.
    public let rows: [[Cell]]
    /// One a column.
    public let alignments: [Alignment]
    /// Cells that stand out: the best of their column. Programs do not get them.
    public var marked: Set<Place> = []

    /// A cell by its row and column, from 0.
    public struct Place: Hashable, Sendable {
        let row: Int
        let column: Int

        /// A cell's place.
        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// Whether a cell stands out.
    public func isMarked(_ row: Int, _ column: Int) -> Bool { marked.contains(Place(row: row, column: column)) }

    /// Whether some cell of a column stands out.
    public func hasMarks(_ column: Int) -> Bool { marked.contains { $0.column == column } }

    /// - Parameter alignments: nil: the first column left, all others right.
    public init(title: String? = nil, headers: [String], rows: [[Cell]], alignments: [Alignment]? = nil) {
        self.title = title
        self.headers = headers
        self.rows = rows
        self.alignments = alignments ?? headers.indices.map { $0 == 0 ? .left : .right }
    }

    /// A table of texts.
    public init(title: String? = nil, headers: [String], rows: [[String]], alignments: [Alignment]? = nil) {
        self.init(title: title, headers: headers, rows: rows.map { $0.map(Cell.text) }, alignments: alignments)
    }

    /// Heads of columns for a program: those without one are named by what they are, and each name stands once (two
    /// methods of one name, from two folders, are "name" and "name (2)").
    var names: [String] {
        var seen: [String: Int] = [:]
        return headers.enumerated().map { column, header in
            let name = header.isEmpty ? column == 0 ? "name" : "value" : header
            seen[name, default: 0] += 1
            return seen[name, default: 1] == 1 ? name : "\(name) (\(seen[name, default: 1]))"
        }
    }
}
