import Foundation
import Testing

/// What is wrong with a script is said before it starts: status 2, one line, nothing written.
@Suite(.serialized) struct MistakeTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
    }

    @Test(arguments: [
        ("n=0", "n is 0, expected 1 to 1000000"), ("n=-1", "n is -1, expected 1"),
        ("n=1000000000", "n is 1000000000, expected 1 to 1000000"),
        ("n=100000000000000000000", "100000000000000000000 is too large a number"),
        ("n=2.5", "`n` takes a whole number"),
        ("steps=0", "steps is 0, expected 1 to 10000"), ("steps=1000000000", "steps is 1000000000"),
        ("batch=0", "batch is 0, expected 1 to 10000"), ("batch=1000000000", "batch is 1000000000"),
        ("seeds=[]", "seeds is empty"), ("seeds=[3, 3]", "seed 3 is given twice"),
        ("seeds=[9223372036854775808]", "9223372036854775808 is too large a number"),
        ("seeds=0..<1000000000000", "seeds has more than 10000 entries"),
        ("n=1000000 seeds=[1, 2]", "n for every seed makes 2000000 diagrams"),
        ("top_p=0", "top_p is 0.0, expected more than 0"), ("top_p=-1", "top_p is -1.0, expected more than 0"),
        ("temperature=-1", "temperature is -1.0, expected 0 or more"), ("rooms=0", "rooms is 0, expected 1 to 8"),
        ("rooms=9", "rooms is 9, expected 1 to 8"), ("rooms=2.5", "`rooms` takes a whole number"),
        ("remask=cap", "remask=cap needs eta"), ("remask=rescale", "remask=rescale needs eta"),
        ("remask=cap eta=1.5", "eta is 1.5, expected 0 to 1"), ("remask=cap eta=-0.1", "eta is -0.1, expected 0 to 1"),
        ("remask=confidence t_switch=2", "t_switch is 2.0, expected 0 to 1"),
        ("noise=linear", "the checkpoint was trained with noise loglinear"),
        ("noise=learned", "noise=learned needs a v2 checkpoint"), ("noise=foo", "`noise` takes one of"),
        ("frobnicate=1", "`sample` has no argument `frobnicate`"), ("n=1 n=2", "`n` is given twice"),
    ])
    func samplesAskedForWrongly(arguments: String, message: String) throws {
        let rooms = arguments.contains("rooms") ? "" : "rooms=6"
        try expectMistake("load checkpoint tiny_loglinear.pt\nsample \(rooms) \(arguments) | save", message)
    }

    @Test func roomCountsMustComeFromSomewhere() throws {
        try expectMistake("load checkpoint tiny_loglinear.pt\nsample n=1 | save", "sample needs room counts")
    }

    @Test(arguments: ["", ".", "..", "../other", "a//b", "/etc"])
    func aScheduleStaysInItsFolder(name: String) throws {
        for command in [
            "eval schedule=\"\(name)\" against=$d", "compare schedule=\"\(name)\"", "list schedule=\"\(name)\"",
        ] {
            try place.dataset()
            try expectMistake(
                "load dataset plans.pt as d\n\(command)",
                "schedule is \"\(name)\", expected the name of a folder in eval_results")
        }
    }

    @Test func aFolderThatNothingMakes() throws {
        try expectMistake("compare schedule=nope", "there is no folder eval_results/nope, and nothing before makes it")
    }

    private func expectMistake(_ script: String, _ message: String) throws {
        try place.write(script, to: "script.bds")
        let files = place.files
        let outcome = try place.bds("script.bds")
        #expect(outcome.status == 2)
        #expect(outcome.messages.count == 1)
        #expect(outcome.messages.first?.hasPrefix(message) == true, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(place.files == files)
    }

    @Test(arguments: [
        ("tokens=[] t=0.5", "tokens has 0 entries, expected 36"), ("tokens=[0, 1] t=0.5", "tokens has 2 entries"),
        ("tokens=[0, 1, 2] t=1.5", "t is 1.5, expected 0 to 1"),
        ("tokens=[0, 1, 13] t=0", "token 2 is 13, expected a relation"),
        ("tokens=[99, 1, 2] t=0", "token 0 is 99, expected a room"),
        ("tokens=[\"Kitchn\", 1, 2] t=0", "token 0 is \"Kitchn\""),
        ("tokens=[-1] t=0", "token 0 is -1"), ("tokens=[14, 1, 2] t=0", "token 0 is PAD"),
        ("tokens=[9223372036854775807] t=0", "token 0 is 9223372036854775807"),
    ])
    func predictionsAskedForWrongly(arguments: String, message: String) throws {
        let outcome = try place.bds("-c", "load checkpoint tiny_loglinear.pt\npredict \(arguments)")
        #expect(outcome.status == 2)
        #expect(outcome.messages.count == 1)
        #expect(outcome.messages.first?.hasPrefix(message) == true, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test(arguments: [
        ("t=[]", "t is empty"), ("t=[2]", "t is 2.0, expected 0 to 1"), ("batch=0", "batch is 0, expected 1 to 10,000"),
        ("max_batches=0", "max_batches is 0"), ("model=x", "model=x needs the folder it is in"),
    ])
    func denoisingAskedForWrongly(arguments: String, message: String) throws {
        try place.dataset()
        let outcome = try place.bds(
            "-c", "load checkpoint tiny_loglinear.pt\nload dataset plans.pt\ndenoise \(arguments)")
        #expect(outcome.status == 2)
        #expect(outcome.messages.first?.hasPrefix(message) == true, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func aDatasetWithoutAValidationSplitIsNotDenoised() throws {
        try place.dataset(plans: 5)
        let outcome = try place.bds("-c", "load checkpoint tiny_loglinear.pt\nload dataset plans.pt\ndenoise")
        #expect(outcome.status == 2)
        #expect(outcome.messages == ["the dataset is too small: its validation split is empty"])
    }
}
