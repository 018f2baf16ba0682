import JSON

/// Cells in rows under headers. The first column names the rows.
public struct Table: Sendable {
    public enum Alignment: Sendable {
        case left
        case right
    }

    public let title: String?
    public let headers: [String]
    public let rows: [[String]]
    public let alignments: [Alignment]
    /// What `rows` shows rounded, in full.
    let values: [[JSON]]

    public init(title: String? = nil, headers: [String], rows: [[String]], alignments: [Alignment]? = nil) {
        self.init(
            title: title, headers: headers, rows: rows, alignments: alignments,
            values: rows.map { $0.map { .string($0) } })
    }

    /// - Parameters:
    ///   - alignments: nil: the first column left, all others right.
    ///   - values: of the shape of `rows`.
    init(title: String? = nil, headers: [String], rows: [[String]], alignments: [Alignment]? = nil, values: [[JSON]]) {
        self.title = title
        self.headers = headers
        self.rows = rows
        self.values = values
        self.alignments =
            alignments ?? headers.indices.map { $0 == 0 ? .left : .right }
    }
}
