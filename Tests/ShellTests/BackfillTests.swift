import Foundation
import Results
import TestSupport
import Testing
import TorchFiles

/// stdlib/backfill.bds on the tiny checkpoints: 35 models, whatever happens to the process.
@Suite(.serialized) struct BackfillTests {
    let place: Workplace

    init() throws { place = try Self.place() }

    private static func place() throws -> Workplace {
        let place = try Workplace()
        for name in ["loglinear", "linear", "learned"] { try place.checkpoint(name) }
        try place.dataset()
        return place
    }

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../stdlib/backfill.bds").standardizedFileURL.path

    private static func words(n: Int = 6, loglinear: String = "tiny_loglinear.pt") -> [String] {
        [
            "--set", "n=\(n)", "--set", "seeds=[42, 7]", script, loglinear, "tiny_linear.pt", "tiny_learned.pt",
            "plans.pt",
        ]
    }

    private static let cells = 70

    /// All that a backfill writes, times and hosts apart, by path.
    private static func state(of place: Workplace) throws -> [String: AnyHashable] {
        var state: [String: AnyHashable] = [:]
        let ignored: Set<String> = ["created", "seconds", "host", "timestamp"]
        let names = FileManager.default.enumerator(atPath: place.folder.path)?.compactMap { $0 as? String } ?? []
        for name in names where name.hasPrefix("eval_results/") || name.hasPrefix(".bds/") {
            let url = place.url(name)
            if name.hasSuffix(".pt") {
                var file = try SampleFile(contentsOf: url)
                file.provenance = file.provenance?.withoutAnywhere(ignored)
                state[name] = file
            } else if name.hasSuffix(".json") {
                let lines = try place.contents(name).split(separator: "\n")
                state[name] = lines.filter { line in !ignored.contains { line.contains("\"\($0)\":") } }
            } else if name.hasSuffix(".md") {
                state[name] = try place.contents(name).split(separator: "\n").filter { !$0.contains("Generated") }
            }
        }
        return state
    }

    private func start(_ words: [String], _ name: String) throws -> Child {
        try Child(
            Workplace.binary, words, in: place.folder.path, environment: Workplace.environment,
            streams: [
                .file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY),
                .file(place.url(name).path, O_WRONLY | O_CREAT | O_TRUNC),
            ])
    }

    @Test(.timeLimit(.minutes(5))) func killedTwentyTimesItEndsAsIfItHadNotBeen() throws {
        let whole = try Self.place()
        let outcome = whole.finish(try whole.start(Self.words()))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("summary: cells=70 computed=70 kept=0 failed=0\n"))
        #expect(!outcome.errors.contains("computed anew"))
        let expected = try Self.state(of: whole)
        #expect(expected.count == 35 * 2 + 2 + Self.cells)

        var random = SplitMix(state: 20)
        for _ in 0..<20 {
            let child = try place.start(Self.words())
            _ = child.wait(seconds: Double.random(in: 0.02...0.6, using: &random))
            child.send(SIGKILL)
            _ = child.wait(seconds: 20)
        }
        let last = place.finish(try place.start(Self.words()))
        #expect(last.status == 0, "\(last.errors)")
        let found = try Self.state(of: place)
        #expect(Set(found.keys) == Set(expected.keys))
        for (name, value) in expected { #expect(found[name] == value, "\(name)") }
    }

    @Test(.timeLimit(.minutes(5))) func runAgainItComputesNothing() throws {
        #expect(place.finish(try place.start(Self.words())).status == 0)
        let plan = place.finish(try place.start(["plan", "--format=csv"] + Self.words(n: 8)))
        #expect(plan.output.split(separator: "\n").count { $0.contains(",compute,n changed: 6 → 8,") } == Self.cells)
        let again = place.finish(try place.start(Self.words()))
        #expect(again.status == 0)
        #expect(again.errors.hasSuffix("summary: cells=70 computed=0 kept=70 failed=0\n"))
        #expect(!again.errors.contains("updated ") && !again.errors.contains("saved "), "\(again.errors)")
    }

    @Test(.timeLimit(.minutes(5))) func twoAtOnceComputeEachCellOnce() throws {
        let first = try start(Self.words(), "first.txt")
        let second = try start(Self.words(), "second.txt")
        #expect(first.wait(seconds: 120) == 0 && second.wait(seconds: 120) == 0)
        let said = try place.contents("first.txt") + place.contents("second.txt")
        let computed = said.matches(of: /computed=(\d+)/).compactMap { Int($0.output.1) }
        #expect(computed.count == 2 && computed.reduce(0, +) == Self.cells, "\(computed)")
    }

    @Test(.timeLimit(.minutes(5))) func anotherCheckpointUnderTheSameNameIsNoticed() throws {
        try place.checkpoint(changing: { _ in })
        #expect(place.finish(try place.start(Self.words(loglinear: "bad.pt"))).status == 0)
        try place.checkpoint(changing: { value in
            let key = ["model_state_dict", "node_head.bias"]
            let tensor = try #require(value[key]?.tensorValue)
            value[key] = .tensor(try Tensor(floats: tensor.floats().map { $0 + 0.25 }, shape: tensor.shape))
        })
        let plan = try place.bds(
            "plan", "--format=csv", "--set", "n=6", "--set", "seeds=[42, 7]", Self.script, "bad.pt", "tiny_linear.pt",
            "tiny_learned.pt", "plans.pt")
        #expect(plan.output.split(separator: "\n").count { $0.contains("checkpoint content changed") } == 44)
        let again = place.finish(try place.start(Self.words(loglinear: "bad.pt")))
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.errors.contains("sample: seeds 42, 7 computed anew: checkpoint content changed\n"))
        #expect(again.errors.hasSuffix("summary: cells=70 computed=44 kept=26 failed=0\n"), "\(again.errors)")
    }

    @Test(.timeLimit(.minutes(3))) func anEditedOptionTouchesItsCellsAlone() throws {
        func script(steps: Int) -> String {
            """
            load checkpoint tiny_loglinear.pt as m
            sample $m n=4 seeds=[1, 2] rooms=5 steps=\(steps) as a
            sample $m n=4 seeds=[1, 2] rooms=5 unmask=llada as b
            print ($a.count + $b.count)
            """
        }
        #expect(try place.run(script(steps: 10)).errors.hasSuffix("cells=4 computed=4 kept=0 failed=0\n"))
        let edited = try place.run(script(steps: 20))
        #expect(edited.errors.contains("sample: seeds 1, 2 computed anew: steps changed: 10 → 20\n"))
        #expect(edited.errors.hasSuffix("cells=4 computed=2 kept=2 failed=0\n"))
    }

    @Test(.timeLimit(.minutes(3))) func aDamagedCellIsComputedAgain() throws {
        let script = "load checkpoint tiny_loglinear.pt as m\nsample $m n=4 seeds=[1] rooms=5 | save\n"
        #expect(try place.run(script).status == 0)
        let folder = place.url(".bds/cells/random_argmax_no_remask")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
        let cell = folder.appendingPathComponent(name)
        let bytes = try Data(contentsOf: cell)
        try bytes.prefix(bytes.count / 2).write(to: cell)
        let again = try place.run(script)
        #expect(again.status == 0)
        #expect(again.errors.contains("warning: sample: seed 1 is computed again: "))
        #expect(try Data(contentsOf: cell).count == bytes.count)
    }

    @Test(.timeLimit(.minutes(3))) func samplesMadeElsewhereAreNotReplaced() throws {
        let script = "load checkpoint tiny_loglinear.pt as m\nsample $m n=4 seeds=[1] rooms=5 | save overwrite=own\n"
        #expect(try place.run(script).status == 0)
        let path = "eval_results/loglinear/random_argmax_no_remask_samples.pt"
        var file = try SampleFile(contentsOf: place.url(path))
        file.provenance = nil
        file.perSeed = [.init(seed: 5, rows: file.perSeed[0].rows)]
        try file.write(to: place.url(path))
        let refused = try place.run(script)
        #expect(refused.status == 1)
        #expect(refused.messages == ["\(path) exists and holds samples made elsewhere"])
    }

    @Test(.timeLimit(.minutes(3))) func replaySaysWhetherItIsTheSame() throws {
        let sample = """
            load checkpoint tiny_loglinear.pt as m
            load dataset plans.pt as d
            sample $m dataset=$d n=5 seeds=[1, 2] unmask=llada top_p=0.9 remask=cap eta=0.4 | save to mine.pt
            """
        #expect(try place.run(sample).status == 0)
        let same = try place.bds("-c", "replay mine.pt format=csv")
        #expect(same.status == 0)
        #expect(same.output == "Seed,Rows,Identical\n1,5,yes\n2,5,yes\n")
        // The line that the file carries does the same.
        let file = try SampleFile(contentsOf: place.url("mine.pt"))
        let line = try #require(file.provenance?["replay"]?.string)
        #expect(try place.bds("-c", line + " | save to again.pt").status == 0)
        #expect(try SampleFile(contentsOf: place.url("again.pt")).perSeed == file.perSeed)

        var changed = file
        changed.perSeed[0] = .init(seed: 1, rows: file.perSeed[1].rows)
        try changed.write(to: place.url("mine.pt"))
        let other = try place.bds("-c", "replay mine.pt")
        #expect(other.status == 1)
        #expect(other.messages == ["1 of 2 seeds differs"])
    }

    @Test(.timeLimit(.minutes(3))) func resultsAreReplayedFromTheirSamplesOrWithoutThem() throws {
        let job = """
            load checkpoint tiny_loglinear.pt as m
            load dataset plans.pt as d
            sample $m dataset=$d n=5 seeds=[1, 2] unmask=llada top_p=0.9 | save
            eval against=$d
            """
        #expect(try place.run(job).status == 0)
        let name = "eval_results/loglinear/llada_topp0.9_no_remask"
        let same = try place.bds("-c", "replay \(name).json format=csv")
        #expect(same.status == 0, "\(same.errors)")
        #expect(same.output.hasPrefix("Seed,Figures,Identical\n1,"))
        #expect(same.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(",yes") })
        #expect(same.errors.contains("replay: samples from \(name)_samples.pt\n"))
        // The line that the file carries does the same.
        let result = try ResultFile(contentsOf: place.url(name + ".json"))
        let line = try #require(result.provenance?["replay"]?.string)
        #expect(try place.bds("-c", line).errors.contains("unchanged \(name).json"))

        try FileManager.default.removeItem(at: place.url(name + "_samples.pt"))
        let drawn = try place.bds("-c", "replay \(name).json format=csv")
        #expect(drawn.status == 0 && drawn.output == same.output, "\(drawn.errors)")

        let text = try place.contents(name + ".json")
        let changed = text.replacing(/"eval\/diversity": [0-9.]+/) { _ in "\"eval/diversity\": 0.125" }
        #expect(changed != text)
        try place.write(changed, to: name + ".json")
        let other = try place.bds("-c", "replay \(name).json format=csv")
        #expect(other.status == 1)
        #expect(other.output.contains("no, 1 differ, by "))
        try place.dataset(plans: 30)
        let gone = try place.bds("-c", "replay \(name).json")
        #expect(gone.messages.first?.hasPrefix("plans.pt is no longer the dataset that \(name).json records") == true)
    }

    @Test(.timeLimit(.minutes(3))) func resultsMadeElsewhereAreNotReplacedByOthers() throws {
        let job = """
            load checkpoint tiny_loglinear.pt as m
            load dataset plans.pt as d
            sample $m dataset=$d n=5 seeds=[1] | save
            eval against=$d
            """
        #expect(try place.run(job).status == 0)
        let name = "eval_results/loglinear/random_argmax_no_remask.json"
        var file = try ResultFile(contentsOf: place.url(name))
        file.provenance = nil
        try file.write(to: place.url(name))
        // The same figures: brought up to date.
        #expect(try place.run(job).errors.contains("updated \(name)"))
        file.perSeed = [.init(name: "1", metrics: ["eval/validity_rate": .float(0.125)])]
        try file.write(to: place.url(name))
        let refused = try place.run(job)
        #expect(refused.status == 1)
        #expect(refused.messages == ["\(name) was made elsewhere, and 1 of its figures would change"])
        #expect(try ResultFile(contentsOf: place.url(name)).perSeed == file.perSeed)
        #expect(try place.run(job + " overwrite=true").status == 0)
    }

    @Test(.timeLimit(.minutes(3))) func listRemarksOnResultsThatAreNotOfTheSamples() throws {
        func job(_ steps: Int) -> String {
            """
            load checkpoint tiny_loglinear.pt as m
            load dataset plans.pt as d
            sample $m dataset=$d n=5 seeds=[1] steps=\(steps) | save overwrite=own
            """
        }
        /// The last method's line, its dataset left out.
        func remarks() throws -> String {
            let output = try place.bds("-c", "list schedule=loglinear format=csv").output
            let line = output.split(separator: "\n").last ?? ""
            let parts = try #require(line.wholeMatch(of: /((?:[^,]*,){3})(?:"[^"]*"|[^,]*),(.*)/))
            return String(parts.1 + parts.2)
        }
        let (name, folder) = ("random_argmax_no_remask", place.url("eval_results/loglinear"))
        let results = folder.appendingPathComponent(name + ".json")
        #expect(try place.run(job(10) + "\neval against=$d").status == 0)
        #expect(try remarks() == "\(name),yes,yes,")
        // A copy's time says nothing.
        let early = Date(timeIntervalSinceNow: -1000)
        try FileManager.default.setAttributes([.modificationDate: early], ofItemAtPath: results.path)
        #expect(try remarks() == "\(name),yes,yes,")
        #expect(try place.run(job(20)).status == 0)
        #expect(try remarks() == "\(name),yes,yes,results older than the samples")
        try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: results.path)
        #expect(try remarks() == "\(name),yes,yes,results of other samples")

        var file = try ResultFile(contentsOf: results)
        file.provenance = nil
        try file.write(to: results)
        #expect(try remarks() == "\(name),yes,yes,results without provenance")
        try FileManager.default.setAttributes([.modificationDate: early], ofItemAtPath: results.path)
        #expect(try remarks().contains("\"results older than the samples, results without provenance\""))
        try FileManager.default.removeItem(at: folder.appendingPathComponent(name + "_samples.pt"))
        #expect(try remarks() == "\(name),--,yes,results without provenance")
    }

    @Test(.timeLimit(.minutes(3))) func oldResultsAreUpgradedOnRequest() throws {
        try place.write(
            """
            {"method": "a", "timestamp": "2026-01-01T00:00:00", "config": {"seed": 3, "top_p": 0.9},
             "metrics": {"eval/validity_rate": 0.5, "denoise/acc_node@t=0.1": 0.25}}
            """, to: "old.json")
        let before = try place.bds("-c", "info old.json format=csv").output
        #expect(try place.bds("-c", "upgrade old.json").errors.contains("upgraded old.json"))
        #expect(try place.bds("-c", "upgrade *.json").errors.contains("unchanged old.json"))
        let file = try ResultFile(contentsOf: place.url("old.json"))
        #expect(file.formatVersion == 2 && file.timestamp == "2026-01-01T00:00:00")
        #expect(file.config.json == ["seeds": .array([.int(3)]), "top_p": .float(0.9)])
        #expect(file.perSeed == [.init(name: "3", metrics: ["eval/validity_rate": .float(0.5)])])
        #expect(file.denoising == ["denoise/acc_node@t=0.1": .float(0.25)])
        let after = try place.bds("-c", "info old.json format=csv").output
        #expect(after.contains("eval/validity_rate,0.5 ± 0.0") && before.contains("eval/validity_rate,0.5 ± 0.0"))
    }

    @Test(.timeLimit(.minutes(5))) func itWritesWhereItIsTold() throws {
        let outcome = place.finish(try place.start(["--set", "out=runs/may"] + Self.words()))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: place.url("eval_results").path))
        #expect(try place.contents("runs/may/loglinear/comparison.md").contains("remdm"))
        let listed = try place.bds("-c", "set results=runs/may; list schedule=linear format=csv")
        #expect(listed.output.split(separator: "\n").count == 1 + 12)
    }

    // MARK: Failures

    /// The second of three models fails as long as `copy5.pt` is something else, which no check knows: what it would
    /// hold is not drawn yet.
    private static let failing = """
        load checkpoint tiny_loglinear.pt as m
        for r in [4, 5, 6] {
          sample $m n=3 seeds=[1] rooms=$r | save to "r{$r}.pt"
          save to "copy{$r}.pt"
        }
        print done
        """

    @Test(.timeLimit(.minutes(3))) func itStopsOrGoesOnAsToldAndTriesAgain() throws {
        try place.write("wrong", to: "copy5.pt")
        try place.write(Self.failing, to: "night.bds")
        func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: place.url(name).path) }
        let stopped = try place.bds("night.bds")
        #expect(stopped.status == 1 && stopped.output.isEmpty)
        #expect(stopped.errors.hasSuffix("summary: cells=2 computed=2 kept=0 failed=1\n"))
        #expect(!exists("r6.pt"))

        let wentOn = try place.bds("--on-error=continue", "night.bds")
        #expect(wentOn.status == 1 && wentOn.output == "done\n")
        #expect(wentOn.errors.contains("\n --> night.bds:4:11\n") && wentOn.errors.contains("= note: with $r = 5\n"))
        let last = wentOn.errors.split(separator: "\n").suffix(2).map(String.init)
        #expect(last.first?.hasSuffix("(night.bds:4; with $r = 5)") == true, "\(last)")
        #expect(last.last == "summary: cells=3 computed=1 kept=2 failed=1")
        #expect(try exists("copy4.pt") && place.contents("copy5.pt") == "wrong" && exists("copy6.pt"))

        let again = try place.bds("-c", "retry failed")
        #expect(again.status == 1 && again.output == "done\n")
        try FileManager.default.removeItem(at: place.url("copy5.pt"))
        let right = try place.bds("-c", "retry failed")
        #expect(right.status == 0 && right.output == "done\n", "\(right.errors)")
        #expect(right.errors.hasSuffix("summary: cells=3 computed=0 kept=3 failed=0\n"))
        #expect(exists("copy5.pt"))
        let none = try place.bds("-c", "retry failed")
        #expect(none.status == 1)
        #expect(none.messages == ["nothing has failed in this session, and no script in this folder"])
    }

    @Test(.timeLimit(.minutes(3))) func scriptsCannotRetry() throws {
        let outcome = try place.run("retry failed")
        #expect(outcome.status == 2)
        #expect(outcome.messages == ["retry failed is for the prompt and for bds -c, not for scripts"])
    }

    @Test(.timeLimit(.minutes(3))) func whatIsWrongWithOnErrorIsSaid() throws {
        #expect(try place.bds("--on-error=maybe", "-c", "list").errors == "bds: --on-error= needs stop or continue\n")
        let outcome = try place.bds("-c", "set on_error=continue; load results nothing*.json; print 1")
        #expect(outcome.status == 2 && outcome.output.isEmpty)
    }

    @Test(.timeLimit(.minutes(3))) func aPlanPairsTheBranches() throws {
        try place.write(
            """
            load checkpoint tiny_loglinear.pt as m
            load dataset plans.pt as d
            let e = sample $m dataset=$d n=3 seeds=[1] | eval against=$d
            if $e.validity_rate.mean > 0.5 {
              sample $m dataset=$d n=3 seeds=[1] unmask=llada | save
            } else {
              sample $m dataset=$d n=3 seeds=[1] top_p=0.9 | save
            }
            """, to: "if.bds")
        let plan = try place.bds("plan", "--format=csv", "if.bds")
        let lines = plan.output.split(separator: "\n")
        #expect(lines.count { $0.contains(",if $e.validity_rate.mean > 0.5,") } == 1, "\(plan.output)")
        #expect(lines.count { $0.contains(",else of $e.validity_rate.mean > 0.5,") } == 1)
        #expect(try place.bds("plan", "--format=json", "if.bds").output.contains("\"if $e.validity_rate.mean > 0.5\""))
    }

    @Test(.timeLimit(.minutes(3))) func whatATryLetsPassIsSaidAgainAtTheEnd() throws {
        try place.write("garbage", to: "bad.json")
        let outcome = try place.run("try {\n  load results bad.json\n}\nprint 1")
        #expect(outcome.status == 0 && outcome.output == "1\n", "\(outcome.errors)")
        let last = outcome.errors.split(separator: "\n").suffix(2)
        #expect(last.first?.hasPrefix("failed: ") == true && last.last == "summary: cells=0 computed=0 kept=0 failed=1")
    }

    @Test(.timeLimit(.minutes(3))) func aFullDiskLeavesWhatIsFinished() throws {
        let disk = place.url("disk").path
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard geteuid() == 0, try shell("mount -t tmpfs -o size=64k tmpfs \(disk)") == 0 else {
            print("SKIPPED: a full disk, since this machine mounts no tmpfs for tests")
            return
        }
        defer { _ = try? shell("umount \(disk)") }
        try place.write(
            """
            load checkpoint \(place.url("tiny_loglinear.pt").path) as m
            sample $m n=4 seeds=[1] rooms=5 | save to small.pt
            sample $m n=300 seeds=[1, 2] rooms=5 | save to large.pt
            """, to: "disk.bds")
        let child = try Child(
            Workplace.binary, [place.url("disk.bds").path], in: disk, environment: Workplace.environment,
            streams: [
                .file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY),
                .file(place.url("said.txt").path, O_WRONLY | O_CREAT | O_TRUNC),
            ])
        #expect(child.wait(seconds: 60) == 1)
        let said = try place.contents("said.txt")
        #expect(said.contains("error: cannot write large.pt: no space left on device"), "\(said)")
        #expect(said.contains("what is finished is not kept: cannot write"), "\(said)")
        #expect(try SampleFile(contentsOf: URL(fileURLWithPath: disk + "/small.pt")).numSamples == 4)
        #expect(!FileManager.default.fileExists(atPath: disk + "/large.pt"))
    }

    private func shell(_ line: String) throws -> Int32? {
        let child = try Child(
            "/bin/sh", ["-c", line], in: place.folder.path, environment: Workplace.environment,
            streams: [.file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY), .file("/dev/null", O_WRONLY)])
        return child.wait(seconds: 20)
    }

    /// What is not ours beyond doubt stays: seeds of another schedule, other people's files, whatever a link leads to.
    @Test(.timeLimit(.minutes(3))) func cleanTouchesOnlyWhatBdsMade() throws {
        let samples = "sample $m n=2 seeds=[1] rooms=4 steps=10"
        _ = try place.run(
            "load checkpoint tiny_loglinear.pt as m\n\(samples)\n\(samples) noise=cosine allow_noise_mismatch=true\n")
        func cells() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: place.url(".bds/cells").path)
                .filter { $0.hasSuffix(".pt") }.map { ".bds/cells/" + $0 }.sorted()
        }
        let made = try cells()
        #expect(made.count == 2)
        let method = try #require(made.first.map { ($0 as NSString).deletingLastPathComponent })
        try place.write("mine", to: method + "/1-000000000000000000000000.pt")
        try place.write("mine", to: method + "/notes.pt")
        try place.write("mine", to: "eval_results/.draft.tmp")
        try place.write("mine", to: "eval_results/.draft.0123456789abcdef.bds-half")
        try place.write("half", to: "outside/.draft.0123456789abcdef.bds-half")
        try FileManager.default.createSymbolicLink(
            at: place.url("eval_results/link"), withDestinationURL: place.url("outside"))
        let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -600)]
        for path in ["eval_results/.draft.tmp", "outside/.draft.0123456789abcdef.bds-half"] {
            try FileManager.default.setAttributes(old, ofItemAtPath: place.url(path).path)
        }
        let before = place.files
        let mine = try cells().filter { !made.contains($0) }
        #expect(try place.bds("-c", "clean delete=true").errors.contains("there is nothing to clean"))
        #expect(try place.files == before && cells() == (made + mine).sorted())
        try FileManager.default.setAttributes(
            old, ofItemAtPath: place.url("eval_results/.draft.0123456789abcdef.bds-half").path)
        let all = try place.bds("-c", "clean all=true delete=true")
        #expect(all.status == 0 && all.output.contains("noise=cosine"))
        #expect(try place.files == before.subtracting(["eval_results/.draft.0123456789abcdef.bds-half"]))
        #expect(try mine.count == 2 && cells() == mine)
    }

    @Test(.timeLimit(.minutes(3))) func cleanListsAndThenDeletes() throws {
        for steps in [10, 20] {
            _ = try place.run(
                "load checkpoint tiny_loglinear.pt as m\nsample $m n=2 seeds=[1] rooms=4 steps=\(steps)\n")
        }
        let listed = try place.bds("-c", "clean format=csv")
        #expect(listed.output.split(separator: "\n").count == 2)
        #expect(try place.bds("-c", "clean delete=true").status == 0)
        #expect(try place.bds("-c", "clean").errors.contains("there is nothing to clean"))
    }
}
