import Foundation
import Language
import Metrics
import Tables

/// `table $all [method, edge_js] sort=edge_js`
struct TableCommand: Command {
    let signature = CommandSignature(
        ["table"], "puts values side by side: a row for each, a column for each field",
        details: """
            A column is a field, or a field of a field (edge_js.std, config.eta). The values are objects of one type, the \
            diagrams of samples, or lists, whose parts the columns then name. sort= puts the best first where a metric \
            says which is better, else the smallest; what is equal stays as it stood. The best of each column are \
            marked: with * on the screen, bold in Markdown. group= makes a table of each value that a field has.
            """,
        parameters: [
            Parameter(
                "values", .either([.list(.any), ObjectTypes.anySamples]), .positional, absent: .required,
                takesPipe: true, "a list, or samples"),
            Parameter(
                "columns", .list(.word("field")), .positional, absent: .decided("what one looks at first"),
                "the fields to show, in this order; of lists: what their parts are called"),
            Parameter("sort", .word("field"), absent: .decided("as they stand"), "the field that orders the rows"),
            Parameter("group", .word("field"), absent: .decided("one table"), "the field that tells tables apart"),
            Parameter("title", .optional(.string), absent: .literal("none"), mayVary: true, "a heading"),
            Parameter(
                "to", .path(extensions: ["md", "csv", "json"]), .clause, absent: .decided("it is only shown"),
                mayVary: true,
                "a file too, written as its ending says"),
            Parameter("overwrite", .bool, absent: .literal("false"), "replace a file with other content"),
            .format,
        ],
        examples: [
            "table [$before, $after] [method, edge_js, inside_validity] sort=edge_js",
            "results(\"eval_results/*/\") | table group=config.unmask",
            "table [[4, 0.98], [5, 0.97]] [rooms, validity] to rooms.md",
        ])

    /// How a file is written, by the ending of its name.
    private static func format(of url: URL) throws -> TableFormat {
        switch url.pathExtension.lowercased() {
        case "md": .markdown
        case "csv": .csv
        case "json": .json
        default:
            throw CommandFailure(
                "\(url.relativePath) ends neither in .md nor in .csv nor in .json", about: "to", isMistake: true)
        }
    }

    func validate(_ arguments: any ArgumentValues) throws {
        if let url = arguments.optionalPath("to") { _ = try Self.format(of: url) }
        guard let element = arguments.type("values").flatMap(Self.element) else { return }
        let columns = arguments.list("columns").compactMap(\.text)
        if arguments.isGiven("columns"), case .list(let written)? = arguments.value("columns"), written.isEmpty {
            throw CommandFailure("columns is empty", about: "columns", isMistake: true)
        }
        switch element.unwrapped {
        case .any, .either: return
        case .object(let type):
            for column in columns { _ = try Self.field(column, of: type, about: "columns") }
            for name in ["sort", "group"] {
                guard let path = arguments.text(name) else { continue }
                let field = try Self.field(path, of: type, about: name)
                if !Runtime.table.isOrdered(field.type) {
                    throw CommandFailure("values of \(path) have no order", about: name, isMistake: true)
                }
            }
        case .list:
            if !arguments.isGiven("columns") { throw Self.namelessParts(isMistake: true) }
            for name in ["sort", "group"] {
                guard let column = arguments.text(name), arguments.value("columns") != nil, !columns.contains(column)
                else { continue }
                let hint = Suggestions.closest(to: column, among: columns).first.map { "did you mean `\($0)`?" }
                throw CommandFailure(
                    "there is no column \(column)", about: name,
                    hint: hint ?? "columns: \(columns.joined(separator: ", "))", isMistake: true)
            }
            for case .list(let parts) in arguments.value("values")?.elements ?? []
            where arguments.value("columns") != nil {
                try Self.requirePart(of: parts, forEach: columns, isMistake: true)
            }
        default:
            throw CommandFailure(
                "table shows objects or lists, and these are \(ValueType.list(element).name)", about: "values",
                isMistake: true)
        }
    }

    /// - Parameter isMistake: whether a check says so; in the run it is a failure.
    private static func namelessParts(isMistake: Bool) -> CommandFailure {
        CommandFailure(
            "lists need columns: what their parts are called", about: "values", hint: "table $rows [rooms, validity]",
            isMistake: isMistake)
    }

    private static func requirePart(of row: [Value], forEach columns: [String], isMistake: Bool) throws {
        if row.count == columns.count { return }
        throw CommandFailure(
            "\(Value.list(row).literal) has \(counted(row.count, "part")) for \(counted(columns.count, "column"))",
            about: "values", isMistake: isMistake)
    }

    /// What a row is made of; nil where only the run tells.
    private static func element(of type: ValueType) -> ValueType? {
        switch type.unwrapped {
        case .object(let name): Runtime.table.objectType(name)?.element
        case .list(let element): element
        default: nil
        }
    }

    private static func field(_ path: String, of type: String, about parameter: String) throws -> TypedField {
        do throws(NoSuchField) {
            return try Runtime.table.field(FieldPath(path), of: type)
        } catch {
            throw CommandFailure(error.message, about: parameter, hint: error.hint, isMistake: true)
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.willWrite(arguments, "to") ?? DryRun()
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let values = try Self.values(arguments.value("values") ?? .none, workspace)
        guard !values.isEmpty else {
            workspace.console.tell("there is nothing to show")
            return .none
        }
        let given = arguments.list("columns").compactMap(\.text)
        let rows = try Rows(values, columns: given.isEmpty ? nil : given)
        let tables = try rows.tables(
            sort: arguments.text("sort"), group: arguments.text("group"), title: arguments.text("title"))
        workspace.console.show(tables.count == 1 ? .table(tables[0]) : .tables(tables))
        if let url = arguments.optionalPath("to") {
            let text = try Self.format(of: url).text(tables) ?? ""
            try workspace.writeText(
                text.hasSuffix("\n") ? text : text + "\n", to: url, OverwriteRule(arguments.value("overwrite")))
        }
        return .none
    }

    /// The rows' values: a list's, or the diagrams of samples.
    private static func values(_ value: Value, _ workspace: Workspace) throws -> [Value] {
        guard case .object(let object) = value, let samples = object as? SamplesObject else { return value.elements }
        return try samples.picks.indices.map { place in
            if place % 1024 == 0 { try workspace.cancellation.check() }
            return samples.element(at: .int(place)) ?? .none
        }
    }
}

extension TableCommand {
    /// Values read as rows.
    private struct Rows {
        let columns: [String]
        private let values: [Value]

        /// - Parameter columns: nil: those of the objects' type that one looks at first.
        /// - Throws: `CommandFailure` where a value is no row.
        init(_ values: [Value], columns: [String]?) throws {
            self.values = values
            if let columns {
                self.columns = columns
            } else if case .object(let first)? = values.first {
                self.columns = ObjectTypes.overview(of: first.typeName)
            } else {
                throw TableCommand.namelessParts(isMistake: false)
            }
            for value in values {
                switch value {
                case .object: break
                case .list(let parts):
                    try TableCommand.requirePart(of: parts, forEach: self.columns, isMistake: false)
                default: throw CommandFailure("table shows objects or lists, not \(value.literal)", about: "values")
                }
            }
        }

        /// What stands in a column of each row.
        private func column(_ name: String, about parameter: String = "columns") throws -> (
            values: [Value?], better: ObjectType.Better?
        ) {
            var better: ObjectType.Better?
            let found = try values.map { value -> Value? in
                switch value {
                case .object(let object):
                    better = try TableCommand.field(name, of: object.typeName, about: parameter).better
                    return FieldPath(name).value(in: object)
                case .list(let parts):
                    guard let place = columns.firstIndex(of: name) else {
                        throw CommandFailure("there is no column \(name)", about: parameter)
                    }
                    return parts[place]
                default: return nil
                }
            }
            return (found, better)
        }

        /// - Throws: `CommandFailure` where a name is no column.
        func tables(sort: String?, group: String?, title: String?) throws -> [Table] {
            var order = Array(values.indices)
            if let sort {
                let (values, better) = try column(sort, about: "sort")
                order = FieldOrder(values.map(Runtime.table.measure), better: better).positions
            }
            let contents = try columns.map { try column($0) }
            guard let group else { return [table(order, contents, title)] }
            let keys = try column(group, about: "group").values.map { $0?.description ?? "none" }
            var seen: Set<String> = []
            return order.map { keys[$0] }.filter { seen.insert($0).inserted }.map { key in
                table(
                    order.filter { keys[$0] == key }, contents,
                    (title.map { "\($0), " } ?? "") + "\(group) \(key)")
            }
        }

        private func table(
            _ rows: [Int], _ contents: [(values: [Value?], better: ObjectType.Better?)], _ title: String?
        ) -> Table {
            let cells = contents.enumerated().map { column, content in
                rows.map { row in
                    var metric: Metric?
                    if case .object(let object) = values[row] {
                        metric = Cell.metric(columns[column], of: object.typeName)
                    }
                    return Cell(content.values[row], metric: metric)
                }
            }
            var table = Table(
                title: title, headers: columns,
                rows: rows.indices.map { row in cells.map { $0[row] } },
                alignments: cells.enumerated().map { column, cells in
                    cells.allSatisfy(\.isNumber) && !(column == 0 && cells.isEmpty) ? .right : .left
                })
            for (column, content) in contents.enumerated() {
                let best = FieldOrder(rows.map { Runtime.table.measure(content.values[$0]) }, better: content.better)
                    .best
                // Where all are as good, or there is no other, none stands out.
                if best.count < rows.count {
                    table.marked.formUnion(best.map { Table.Place(row: $0, column: column) })
                }
            }
            return table
        }
    }
}
