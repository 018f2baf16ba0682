import JSON
import Tables
import Testing

@Suite struct CellTests {
    @Test(
        arguments: [
            (.int(1234, .plain), "1234", .int(1234)), (.int(1_234_567, .grouped), "1,234,567", .int(1_234_567)),
            (.float(0.25, .fixed(3)), "0.250", .float(0.25)), (.float(-1234.9, .grouped), "-1,234", .float(-1234.9)),
            (.float(0.998, .percentage), "99.8%", .float(0.998)),
            (.float(185, .estimatedDuration), "about 3 min 5 s", .float(185)),
            (.float(7, .hidden), "", .float(7)), (.difference(0, .figure), "+0", .float(0)),
            (.difference(-0.0004, .figure), "-0.000400", .float(-0.0004)),
            (.difference(0.021, .percentage), "+2.1%", .float(0.021)), (.text("a"), "a", .string("a")),
            (.missing, "--", .null), (.none(shown: ""), "", .null),
        ] as [(Cell, String, JSON)])
    func textsAndValues(_ cell: Cell, _ text: String, _ value: JSON) {
        #expect(cell.text == text)
        #expect(cell.screenText == text)
        #expect(cell.value == value)
    }

    /// What a comparison would round to nothing keeps three digits on the screen, there alone.
    @Test func smallSpreads() {
        let small = Cell.spread(mean: 1.234e-7, std: 0, .figure)
        #expect(small.text == "0.000000" && small.screenText == "1.23e-07")
        let share = Cell.spread(mean: 0.0002, std: 0.0001, .percentage)
        #expect(share.text == "0.0 +/- 0.0%" && share.screenText == "0.02 +/- 0.01%")
        #expect(Cell.spread(mean: 0, std: 0, .figure).screenText == "0")
    }

    private let table = Table(
        title: "T", headers: ["", "a|b", "a|b"],
        rows: [
            [.text("x\ny"), .spread(mean: 0.5, std: 0.25, .figure), .missing], [.text("z"), .missing, .text("1,2")],
        ])

    @Test func markdown() {
        #expect(
            table.markdown == """
                **T**

                | name | a\\|b | a\\|b (2) |
                |---|---:|---:|
                | x y | 0.5000 +/- 0.2500 | -- |
                | z | -- | 1,2 |
                """)
    }

    @Test func programsGetAllDigits() {
        #expect(
            Table.csv([table]) == """
                name,a|b mean,a|b std,a|b (2),a|b
                "x
                y",0.5,0.25,,
                z,,,"1,2",
                """)
        let rows = Table.json([table]).array
        #expect(rows?[0].object?["a|b"] == .object(["mean": .float(0.5), "std": .float(0.25)]))
        #expect(rows?[0].object?["a|b (2)"] == .null)
        #expect(Table.json([table, table]).object?["T"] == Table.json([table]))
        let odd = Table(headers: ["a"], rows: [[.float(.infinity, .plain)]])
        #expect(Table.json([odd]) == .array([.object(["a": .null])]))
    }
}
