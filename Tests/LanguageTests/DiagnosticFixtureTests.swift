import Display
import Foundation
import TestSupport
import Testing

@testable import Language

/// Every diagnostic as it should be, under the line it points to, in the `.bds` files of `Tests/Diagnostics`.
///
/// A file is cut into scripts by its lines `## what it shows`; behind ` :: ` may stand what the command line gives the
/// script (`## a setting :: --set n=3 a.pt`, `--keep-going`; `--file` for one that was read from a file). Code is
/// indented by two blanks, so that there is room for the `#` before the carets:
///
///     ## a typo
///       sample n=8 topp=0.9
///     #            ^^^^ error: `sample` has no argument `topp`
///     #            help: did you mean `top_p`?
///
/// A script without errors is run, too; what fails then is `failed`. Modules are those of `Tests/Diagnostics/modules`.
///
/// To add one, write the code alone and run the tests with `BDS_REWRITE=1`: the expectations are written in, to be read
/// before they are committed.
@Suite struct DiagnosticFixtureTests {
    private static let folder = Reference.packageFolder.appendingPathComponent("Tests/Diagnostics")

    static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { $0.hasSuffix(".bds") }.sorted() ?? []

    @Test(arguments: files) func diagnosticsAreThose(_ file: String) throws {
        let url = Self.folder.appendingPathComponent(file)
        let text = try String(contentsOf: url, encoding: .utf8)
        let annotated = try Self.sections(text).map { try $0.annotated }.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["BDS_REWRITE"] == "1" {
            try annotated.write(to: url, atomically: true, encoding: .utf8)
        }
        let (found, expected) = (annotated.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
        for (line, (found, expected)) in zip(found, expected).enumerated() where found != expected {
            Issue.record("\(file):\(line + 1):\n  found    \(found)\n  expected \(expected)")
            return
        }
        #expect(found.count == expected.count, "\(file)")
    }

    /// Every case of the language's enums of problems stands in some file.
    @Test func everyProblemHasAFixture() throws {
        var shown: Set<String> = []
        for file in Self.files {
            let text = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
            for diagnostic in try Self.sections(text).flatMap({ try $0.diagnostics() }) {
                let problem = diagnostic.problem
                let name = Mirror(reflecting: problem).children.first?.label ?? "\(problem)"
                shown.insert("\(type(of: problem)).\(name)")
            }
        }
        let declared = try Self.declaredProblems()
        #expect(declared.count > 70)
        for problem in declared { #expect(shown.contains(problem), "\(problem) is in no file of Tests/Diagnostics") }
    }

    /// `OperationProblem.divisionByZero` …, from the sources.
    private static func declaredProblems() throws -> [String] {
        let sources = Reference.packageFolder.appendingPathComponent("Sources/Language")
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix("Problem.swift") }.flatMap { path in
            let lines = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
                .components(separatedBy: "\n")
            guard let start = lines.firstIndex(where: { $0.hasPrefix("enum ") && $0.contains("Problem: ") }) else {
                return [String]()
            }
            let name = lines[start].dropFirst(5).prefix { $0 != ":" }
            return lines[start...].prefix { !$0.hasPrefix("}") }.filter { $0.hasPrefix("    case ") }
                .map { "\(name).\($0.dropFirst(9).prefix { $0.isLetter })" }
        }
    }

    // MARK: One script of a file

    private struct Section {
        let title: String
        let lines: [String]

        private var options: [String] {
            title.components(separatedBy: " :: ").dropFirst().joined().split(separator: " ").map(String.init)
        }

        private var source: SourceText {
            SourceText(
                name: "test.bds", text: lines.joined(separator: "\n") + "\n",
                folder: options.contains("--file") ? "/" : nil)
        }

        func diagnostics() throws -> [Diagnostic] { try diagnostics(source) }

        private func diagnostics(_ source: SourceText) throws -> [Diagnostic] {
            var settings = ScriptSettings()
            let host = FakeHost()
            var options = self.options[...]
            while let option = options.popFirst() {
                switch option {
                case "--keep-going": host.goesOn = true
                case "--file": break
                case "--set":
                    let parts = options.popFirst()?.split(separator: "=").map(String.init) ?? []
                    settings.overrides.append((parts[0], parts[1]))
                default: settings.arguments.append(option)
                }
            }
            let session = Session(host: host, modules: FolderModules(folder: folder.appendingPathComponent("modules")))
            let checked = session.check(Script(source), settings: settings)
            if checked.hasErrors { return checked.diagnostics }
            do {
                try session.run(checked)
                return checked.diagnostics + host.failures
            } catch let failure as Diagnostic {
                return checked.diagnostics + host.failures + [failure]
            }
        }

        /// The code with what is found under its lines.
        var annotated: String {
            get throws {
                let source = source
                var below: [Int: [String]] = [:]
                for diagnostic in try diagnostics(source) {
                    let spans = [diagnostic.span] + diagnostic.notes.compactMap(\.span)
                    // What lies in a module stands under the `use` that led there.
                    let place = spans.first { $0.source === source }
                    let line = place.map { source.line(at: $0.range.lowerBound) } ?? lines.count - 1
                    below[line, default: []] += Self.lines(of: diagnostic, in: source, under: place)
                }
                let code = lines.enumerated().flatMap { [$0.element] + (below[$0.offset] ?? []) }
                return ([title] + code).joined(separator: "\n") + "\n"
            }
        }

        private static func lines(of diagnostic: Diagnostic, in source: SourceText, under place: Span?) -> [String] {
            var start = 1
            var width = 1
            var text = ""
            if let place {
                let line = source.range(ofLine: source.line(at: place.range.lowerBound))
                let end = min(place.range.upperBound, line.upperBound)
                start = TextWidth.columns(source.text(line.lowerBound..<place.range.lowerBound))
                width = max(
                    1, TextWidth.columns(source.text(place.range.lowerBound..<max(place.range.lowerBound, end))))
            }
            let margin = "#" + String(repeating: " ", count: max(1, start - 1))
            let isFailure = !diagnostic.isMistake
            let kind = isFailure ? "failed" : diagnostic.severity == .error ? "error" : "warning"
            if diagnostic.span.source !== source { text = " at \(name(diagnostic.span, in: source))" }
            let marks = place == nil || start == 0 ? "" : String(repeating: "^", count: width) + " "
            var result = [margin + marks + "\(kind)\(text): \(diagnostic.message)"]
            for note in diagnostic.notes {
                let at = note.span.map { " at " + name($0, in: source) } ?? ""
                result.append(margin + "note\(at): \(note.message)")
            }
            if let hint = diagnostic.hint { result.append(margin + "help: \(hint)") }
            return result
        }

        /// `tools.bds:2:7`, in this script its text.
        private static func name(_ span: Span, in source: SourceText) -> String {
            if span.source === source { return "`\(span.text.split(separator: "\n").first ?? "")`" }
            let position = span.source.position(at: span.range.lowerBound)
            return "\(span.source.name):\(position.line):\(position.column)"
        }
    }

    private static func sections(_ text: String) throws -> [Section] {
        var sections: [Section] = []
        var title: String?
        var lines: [String] = []
        func close() {
            while lines.last?.isEmpty == true { lines.removeLast() }
            if let title { sections.append(Section(title: title, lines: lines)) }
            lines = []
        }
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("## ") {
                close()
                title = line
            } else if !line.hasPrefix("#") {
                lines.append(line)
            }
        }
        close()
        return sections
    }

    /// The files of a folder, and `deep_0`, which uses `deep_1`, which uses …
    private struct FolderModules: ModuleLoader {
        let folder: URL

        func module(_ name: String, usedIn user: SourceText) throws -> SourceText {
            if name.hasPrefix("deep_"), let depth = Int(name.dropFirst(5)) {
                return SourceText(name: "\(name).bds", text: "use deep_\(depth + 1)")
            }
            guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent("\(name).bds").path)
            else { throw ModuleNotFound("there is no module `\(name)`", available: ["binary", "left"]) }
            return try SourceText(name: "\(name).bds", bytes: Array(data))
        }
    }
}
