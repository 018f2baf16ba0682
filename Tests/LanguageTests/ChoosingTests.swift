import Language
import Testing

/// Choosing among objects, and functions: what runs prints.
@Suite struct ChoosingTests {
    @Test func loopsWithConditions() throws {
        #expect(
            try output(
                """
                let some = for x in 1..=6 if $x % 2 == 0 { $x * 10 }
                let same = for x in 1..=6 { if $x % 2 == 0 { $x * 10 } }
                let deep = for x in 1..=6 { if $x > 2 { if $x < 5 { $x } else if $x == 6 { none } } }
                print $some $same $deep
                for x in 1..=3 if $x > 2 { print $x }
                let all = evaluations [0.9, 0.97, 0.96]
                let good = for e in $all if $e.inside_validity.mean > 0.95 { $e }
                print len($good) $good[0].eta
                """) == ["[20, 40, 60] [20, 40, 60] [3, 4, none]", "3", "2 9.0"])
    }

    @Test func aFilteredListIsKnownWhereItsConditionIs() {
        #expect(checkText("let x = for i in 1..=3 if $i > 1 { $i }\nprint $x[2]").contains("nothing at 2"))
        #expect(checkText("let n = (sample n=1).count\nlet x = for i in 1..=3 if $i > $n { $i }\nprint $x[2]") != "")
        let unknown = "load checkpoint small.pt\nlet n = (sample n=1).count\n"
        #expect(checkText(unknown + "let x = for i in 1..=3 if $i > $n { $i }\nprint $x[2]") == "")
        #expect(checkText(unknown + "let x = for i in 1..=3 if $i { $i }\nprint $x").contains("a condition is"))
    }

    @Test func theBestAndTheOrder() throws {
        #expect(
            try output(
                """
                let all = evaluations [0.9, 0.97, 0.97, 0.2]
                print best($all, inside_validity).eta best($all, by=inside_validity.mean).eta
                print (for e in sorted($all, by=inside_validity) { $e.eta })
                print (for e in sorted($all, by=eta) { $e.eta })
                print (for e in reversed(sorted($all, by=eta)) { $e.eta })
                print argmax([3, 5, 5, 1]) argmin(for e in $all { $e.inside_validity.mean })
                """) == [
                    "9.0 9.0", "[9.0, 8.0, 10.0, 7.0]", "[7.0, 8.0, 9.0, 10.0]", "[10.0, 9.0, 8.0, 7.0]", "1 3",
                ])
    }

    @Test func whatHasNoFigureIsLast() throws {
        #expect(
            try output(
                """
                let all = evaluations [0.1, 0.3, (1e308 * 10 - 1e308 * 10)]
                print best($all, inside_validity).eta (for e in sorted($all, by=inside_validity) { $e.eta })
                """) == ["9.0 [9.0, 10.0, 8.0]"])
        #expect(failure("print best(evaluations [], inside_validity)") != nil)
    }

    @Test func counting() throws {
        #expect(
            try output(
                """
                load checkpoint small.pt
                let s = sample n=8
                print count([a, b, a], a) count(1..=3, 2) count($s, valid) count($s, 6)
                """) == ["2 1 13 0"])
    }

    @Test func text() throws {
        #expect(
            try output(
                """
                print replace("a-b-c", "-", "") split("42,123,,", ",") split(" a  b ") starts_with(llada_x, llada)
                print ends_with("x.pt", ".pt") replace(text="aa", new="b", old="a") join(separator="/", list=[1, 2])
                print join([1, 2], separator="+") round(digits=1, x=2.56)
                """) == [#"abc ["42", "123", "", ""] ["a", "b"] true"#, "true bb 1/2", "1+2 2.6"])
    }

    @Test func theHostsFunctions() throws {
        let host = try runText(
            """
            print lookup("one") lookup("two") lookup("two", 3) (lookup(otherwise=4, name="three") + 1)
            print (for n in ["one", "x"] { lookup($n) })
            """)
        #expect(host.shown == ["1 7 3 5", "[1, 7]"])
        #expect(checkText("print lookup(5)").contains("`name` takes text in quotes"))
        #expect(checkText("print lookup(nam=\"x\")").contains("`lookup` has no argument `nam`"))
        #expect(checkText("lookup \"x\"").contains("there is no command `lookup`"))
    }
}
