import Tables

extension Table {
    /// The table for a terminal, its title above it; see `lines`.
    public func text(width: Int? = nil, style: Style = .plain) -> String {
        let title = title.map { style.paint($0.printable, .bold) + "\n" } ?? ""
        return title + lines(width: width, style: style).map { $0 + "\n" }.joined()
    }

    /// Aligned columns under their headers; `width` in columns of a terminal, nil for no limit. What a cell holds
    /// cannot steer the terminal.
    ///
    /// Where the table is too wide it is cut into blocks of columns one below another, the first column in each; if even
    /// one column does not fit beside the first, each row becomes a block: its first cell, and `header  value` lines
    /// below it, or the value below its header. Nothing is ever cut off.
    public func lines(width: Int? = nil, style: Style = .plain) -> [String] {
        TextTable(
            headers: headers.map(\.printable),
            rows: rows.enumerated().map { row, cells in
                cells.enumerated().map { column, cell in cell.screenText.printable + mark(row, column) }
            }, alignments: alignments
        ).lines(width: width, style: style)
    }

    /// A star behind what stands out, blanks behind the others of its column, so that figures stay below figures.
    private func mark(_ row: Int, _ column: Int) -> String {
        isMarked(row, column) ? " *" : hasMarks(column) ? "  " : ""
    }
}

/// A table whose cells are texts.
private struct TextTable {
    let headers: [String]
    let rows: [[String]]
    /// One a column; missing ones are `.left` for the first column and `.right` for the rest.
    let alignments: [Table.Alignment]

    func lines(width: Int?, style: Style) -> [String] {
        let count = max(headers.count, rows.map(\.count).max() ?? 0)
        guard count > 0 else { return [] }
        let cells = ([headers] + rows).map { row in
            (0..<count).map {
                $0 < row.count
                    ? row[$0].split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(
                        separator: " ") : ""
            }
        }
        let widths = (0..<count).map { column in cells.map { TextWidth.columns($0[column]) }.max() ?? 0 }
        guard let width else { return block(cells, Array(0..<count), widths, style) }
        let blocks = Self.blocks(widths, width: width)
        guard let blocks else { return records(cells, width, style) }
        return blocks.enumerated().flatMap { index, columns in
            (index == 0 ? [] : [""]) + block(cells, columns, widths, style)
        }
    }

    /// Which columns go together; nil when some column does not fit beside the first.
    private static func blocks(_ widths: [Int], width: Int) -> [[Int]]? {
        guard let first = widths.first, first <= width else { return nil }
        var blocks: [[Int]] = [[0]]
        var used = first
        for column in 1..<max(widths.count, 1) {
            if used + 2 + widths[column] > width, blocks[blocks.count - 1].count > 1 {
                blocks.append([0])
                used = first
            }
            guard used + 2 + widths[column] <= width else { return nil }
            blocks[blocks.count - 1].append(column)
            used += 2 + widths[column]
        }
        return blocks
    }

    private func block(_ cells: [[String]], _ columns: [Int], _ widths: [Int], _ style: Style) -> [String] {
        let hasHeaders = headers.contains { !$0.isEmpty }
        var lines: [String] = []
        for (index, row) in cells.enumerated() where index > 0 || hasHeaders {
            let line = columns.map { pad(row[$0], to: widths[$0], alignment($0)) }.joined(separator: "  ").trimmedEnd
            lines.append(index == 0 ? style.paint(line, .bold) : line)
            if index == 0 {
                lines.append(
                    style.paint(
                        columns.map { String(repeating: "─", count: widths[$0]) }.joined(separator: "  "), .dim))
            }
        }
        return lines
    }

    private func alignment(_ column: Int) -> Table.Alignment {
        column < alignments.count ? alignments[column] : column == 0 ? .left : .right
    }

    private func pad(_ text: String, to width: Int, _ alignment: Table.Alignment) -> String {
        let blanks = String(repeating: " ", count: max(0, width - TextWidth.columns(text)))
        return alignment == .left ? text + blanks : blanks + text
    }

    /// Each row as lines of its own, under its first cell.
    private func records(_ cells: [[String]], _ width: Int, _ style: Style) -> [String] {
        guard let corner = cells.first?.first, let headers = cells.first?.dropFirst() else { return [] }
        let widest = headers.map { TextWidth.columns($0) }.max() ?? 0
        return cells.dropFirst().enumerated().flatMap { index, row -> [String] in
            let isOneLine = TextWidth.columns(corner) + 2 + TextWidth.columns(row[0]) <= width
            let title = corner.isEmpty ? [row[0]] : isOneLine ? ["\(corner)  \(row[0])"] : [corner, row[0]]
            var lines = (index == 0 ? [] : [""]) + title.map { style.paint($0, .bold) }
            for (header, cell) in zip(headers, row.dropFirst()) where !(header.isEmpty && cell.isEmpty) {
                let isBeside = 4 + widest + TextWidth.columns(cell) <= width
                if isBeside || header.isEmpty {
                    lines.append(
                        "  " + (header.isEmpty ? cell : pad(header, to: widest, .left) + "  " + cell).trimmedEnd)
                } else {
                    lines += ["  " + header, "    " + cell]
                }
            }
            return lines
        }
    }
}
