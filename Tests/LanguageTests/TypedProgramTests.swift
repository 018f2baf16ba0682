import Foundation
import TestSupport
import Testing

@testable import Language

/// What the check accepts does not fail for a reason that it could know, and formatting changes no meaning.
@Suite struct TypedProgramTests {
    /// What only the run can know: what values come out, how many, and what commands find.
    private static func needsTheRun(_ problem: any Problem) -> Bool {
        switch problem {
        case OperationProblem.tooLarge, OperationProblem.divisionByZero, OperationProblem.backwards,
            OperationProblem.nothingAt, OperationProblem.leavesList, OperationProblem.emptyList,
            OperationProblem.listTooLong, OperationProblem.listTooDeep, OperationProblem.textTooLong,
            OperationProblem.noElement, ScriptProblem.fieldIsAbsent, RunProblem.assertionFails:
            true
        default: false
        }
    }

    private struct Outcome: Sendable {
        var accepted = 0
        var ran = 0
        var failures: [String] = []
    }

    /// - Parameter slips: one expression in so many is of any kind.
    private static func probe(_ count: Int, seed: UInt64, slips: Int?) -> Outcome {
        var generator = TypedProgramGenerator(seed: seed, slips: slips)
        var outcome = Outcome()
        for round in 0..<count where outcome.failures.count < 5 {
            let text = generator.program()
            func fail(_ what: String) { outcome.failures.append("seed \(seed), round \(round): \(what)\n\(text)") }
            let script = Script(SourceText(name: "typed", text: text))
            if let error = script.diagnostics.first {
                // A slip may stand where the grammar has no place for it.
                if slips == nil { fail("not read: \(error.oneLine)") }
                continue
            }
            do {
                let once = try Formatter.format(script.source, table: fakeTable).text
                if try Formatter.format(SourceText(name: "", text: once)).text != once { fail("formatted twice") }
                if round % 32 == 0, outline(once) != outline(text) { fail("formatted, it means something else") }
            } catch {
                fail("not formatted: \(error.oneLine)")
            }
            let host = FakeHost()
            host.stepsLeft = 20_000
            let session = Session(host: host)
            let checked = session.check(script)
            if checked.hasErrors { continue }
            outcome.accepted += 1
            do {
                try session.run(checked)
                outcome.ran += 1
            } catch let diagnostic as Diagnostic {
                if !needsTheRun(diagnostic.problem) { fail(diagnostic.oneLine) }
            } catch {
                // It ran out of steps.
            }
        }
        return outcome
    }

    /// `BDS_FUZZ_TYPED` sets how many of each (scripts/fuzz: 100,000), `BDS_FUZZ_SEED` which.
    @Test(.timeLimit(.minutes(60)), arguments: [nil, 40] as [Int?])
    func whatTheCheckAcceptsRuns(slips: Int?) throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["BDS_FUZZ_TYPED"].flatMap { Int($0) } ?? 1_000
        let seed = environment["BDS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
        let outcome = try onDeepStack { Self.probe(count, seed: seed, slips: slips) }
        for failure in outcome.failures { Issue.record("\(failure)") }
        // Else it would show nothing.
        #expect(
            outcome.accepted > count / 4 && outcome.ran > count / 8, "\(outcome.accepted), \(outcome.ran) of \(count)")
    }
}
