import Checkpoints
import Datasets
import Foundation
import Results
import TestSupport
import Testing

/// Models of more rooms than RPLAN's 8: nothing but the checkpoint and the dataset says how many.
@Suite(.serialized) struct MaxRoomsTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func fourteenRoomsFromMadeUpHomesToResults() throws {
        let outcome = try place.run(
            """
            bds 1
            synthesize dataset n=60 seed=3 max_rooms=14 to homes.pt
            load dataset homes.pt max_rooms=14 as homes
            train to mine.pt data=$homes d_model=16 layers=1 heads=2 frequencies=8 batch=16 warmup=2 steps=4 every=2
            sample n=8 seeds=[1, 2] steps=4 batch=5 | save
            eval schedule=loglinear
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let homes = try Dataset.load(place.url("homes.pt"), maxRooms: 14)
        #expect(homes.skipped == 0 && homes.roomCountDistribution.count == 14)
        #expect(homes.diagrams.contains { $0.rooms.count > 8 })
        let checkpoint = try Checkpoint(contentsOf: place.url("mine.pt"))
        #expect(checkpoint.header.denoiser.layout.maxRooms == 14)
        let folder = "eval_results/loglinear/"
        let samples = try SampleFile(contentsOf: place.url(folder + "random_argmax_no_remask_samples.pt"))
        #expect(samples.perSeed.map { $0.rows.layout.length } == [105, 105])
        #expect(samples.perSeed.contains { $0.rows.padMask.count { $0 } > 8 * 36 })
        let result = try ResultFile(contentsOf: place.url(folder + "random_argmax_no_remask.json"))
        #expect(result.perSeed.map(\.name) == ["1", "2"])
    }

    /// A dataset and a checkpoint of different sizes go together nowhere.
    @Test func eightAndFourteenDoNotMix() throws {
        let outcome = try place.run(
            """
            synthesize dataset n=40 seed=3 as small
            synthesize dataset n=40 seed=3 max_rooms=14 as large
            train to small.pt data=$small d_model=8 layers=1 heads=1 frequencies=4 batch=16 steps=1
            train to small.pt data=$large d_model=8 layers=1 heads=1 frequencies=4 batch=16 steps=2 resume=true
            """)
        #expect(outcome.status != 0)
        #expect(outcome.messages.first?.contains("data.n_max was 8, now 14") == true, "\(outcome.errors)")
    }

    /// A dataset read for too few rooms says what it leaves out, and all that then cannot use it say what to do.
    @Test func plansThatAreLeftOutAreSaid() throws {
        let made = try place.run(
            """
            bds 2
            synthesize dataset n=60 seed=3 max_rooms=14 to homes.pt as homes
            train to mine.pt data=$homes d_model=16 layers=1 heads=2 frequencies=8 batch=16 steps=2
            sample n=4 seeds=[1] steps=4 as s
            save $s to s_samples.pt
            """)
        #expect(made.status == 0, "\(made.errors)")
        let loaded = try place.bds("-c", "load dataset homes.pt")
        #expect(loaded.errors.contains(/; left out \d+ \(no room, or more than 8\)\n/))
        let hint = "load the dataset with max_rooms=14"
        for command in ["load checkpoint mine.pt\nsample n=1 seeds=[1] steps=2", "load samples s_samples.pt\neval"] {
            let outcome = try place.bds("-c", "load dataset homes.pt\n\(command)")
            #expect(outcome.messages.first?.hasPrefix("the dataset's plans have up to 8 rooms, the ") == true)
            #expect(outcome.errors.contains("= help: \(hint)"), "\(outcome.errors)")
            let again = try place.bds("-c", "load dataset homes.pt max_rooms=14\n\(command)")
            #expect(again.status == 0, "\(again.errors)")
        }
    }

    /// The scripts of stdlib take the number of rooms from the checkpoint.
    @Test func standardScripts() throws {
        let made = try place.run(
            """
            bds 2
            synthesize dataset n=60 seed=3 max_rooms=14 to homes.pt as homes
            train to mine.pt data=$homes d_model=16 layers=1 heads=2 frequencies=8 batch=16 steps=2
            """)
        #expect(made.status == 0, "\(made.errors)")
        let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../stdlib").standardizedFileURL.path
        let evaluated = try place.bds("\(scripts)/evaluate.bds", "mine.pt", "homes.pt", "4")
        #expect(evaluated.status == 0, "\(evaluated.errors)")
        try FileManager.default.copyItem(at: place.url("eval_results/loglinear"), to: place.url("before"))
        let verified = try place.bds(
            "--set", "max_rooms=14", "\(scripts)/verify.bds", "loglinear", "before", "homes.pt")
        #expect(verified.status == 0, "\(verified.errors)")
    }

    /// The reference's own files for n_max 14, token for token and figure for figure.
    @Test(.enabled(if: Reference.isPresent)) func theReferencesFiles() throws {
        let golden = Reference.file("golden/nmax14").path
        let methods = [
            "llada_topp0.9_remdm_confidence_tsw0.6": "unmask=llada top_p=0.9 remask=confidence t_switch=0.6",
            "random_argmax_remdm_cap_eta0.3": "remask=cap eta=0.3",
            "random_topp0.9_no_remask": "top_p=0.9",
        ]
        let samples = methods.values.sorted().map { "sample n=40 seeds=[42, 7] steps=40 batch=16 \($0) | save" }
        let made = try place.run(
            """
            load checkpoint "\(golden)/tiny_nmax14.pt"
            load dataset "\(golden)/plans14.pt" max_rooms=14
            \(samples.joined(separator: "\n"))
            eval schedule=loglinear
            """)
        #expect(made.status == 0, "\(made.errors)")
        for method in methods.keys.sorted() {
            for (file, same) in [
                (method + "_samples.pt", "seed 42: all 40 rows the same\nseed 7: all 40 rows the same\n"),
                (method + ".json", "544 figures the same\n"),
            ] {
                let compared = try place.bds(
                    "-c", "diff \"\(golden)/\(file)\" \"eval_results/loglinear/\(file)\" tolerance=1e-9")
                #expect(compared.status == 0 && compared.output.hasSuffix(same), "\(file): \(compared.output)")
            }
        }
    }
}
