import Files
import Foundation
import TestSupport
import Testing

@testable import TorchFiles

/// One clear line for every file that is no usable checkpoint; nothing in it is run.
@Suite(.serialized) struct BadCheckpointTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// The message of loading `bad.pt`.
    private func message() throws -> String {
        let files = place.files
        let outcome = try place.bds("-c", "load checkpoint bad.pt\nsample n=1 seeds=[1] steps=2 rooms=3 | save")
        #expect(outcome.status == 2)
        #expect(outcome.messages.count == 1, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(place.files == files)
        return outcome.messages.first ?? ""
    }

    @Test func whatIsNoCheckpointAtAll() throws {
        #expect(try message() == "cannot read bad.pt: there is no such file")
        try FileManager.default.createDirectory(at: place.url("bad.pt"), withIntermediateDirectories: true)
        #expect(try message() == "cannot read bad.pt: it is a folder")
        try FileManager.default.removeItem(at: place.url("bad.pt"))
        for text in ["", "hello\n", "{}"] {
            try place.write(text, to: "bad.pt")
            #expect(try message().hasPrefix("bad.pt is not a PyTorch file"))
        }
        try TorchFile.write(.list([.int(1)]), to: place.url("bad.pt"))
        #expect(try message().contains("model_state_dict is missing"))
    }

    @Test func aTruncatedCheckpoint() throws {
        let whole = try WholeFile.read(Golden.file("checkpoints/tiny_loglinear.pt"))
        for length in [
            1, 3, 30, 64, 200, 5_000, whole.count / 2, whole.count - 1_000, whole.count - 22, whole.count - 1,
        ] {
            try place.write(Array(whole[..<length]), to: "bad.pt")
            #expect(try message().hasPrefix("bad.pt is "))
        }
    }

    @Test(arguments: ["posix.system", "os.system", "builtins.eval", "builtins.exec", "subprocess.Popen", "torch.load"])
    func aPickleThatAsksForMore(global: String) throws {
        let dot = try #require(global.lastIndex(of: "."))
        let name = (global[..<dot], global[global.index(after: dot)...])
        let command = "touch \(place.url("pwned").path)"
        let pickle =
            [0x80, 2] + Array("c\(name.0)\n\(name.1)\n(X".utf8) + [UInt8(command.utf8.count), 0, 0, 0]
            + Array(command.utf8) + Array("tR.".utf8)
        try place.write(try TorchArchiveWriter.bytes(pickle: pickle, storages: []), to: "bad.pt")
        #expect(try message().hasPrefix("bad.pt is not a checkpoint of a denoiser: "))
        #expect(!place.exists("pwned"))
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let path: [String]
        let value: TorchValue?
        let message: String
        var checkpoint = "loglinear"

        init(_ path: String..., to value: TorchValue?, _ message: String, of checkpoint: String = "loglinear") {
            self.path = path
            self.value = value
            self.message = message
            self.checkpoint = checkpoint
        }

        var testDescription: String { path.joined(separator: ".") + " → " + message }
    }

    static let changes: [Change] = [
        Change("config", to: nil, "config.model.n_heads is missing"),
        Change("config", "model", "n_heads", to: nil, "config.model.n_heads is missing"),
        Change("config", "model", "n_heads", to: .int(0), "config.model.n_heads is 0, expected 1 to 32"),
        Change("config", "model", "n_heads", to: .int(3), "config.model.n_heads is 3, expected a divisor of 32"),
        Change("config", "model", "n_heads", to: .string("two"), "n_heads is \"two\", expected a whole number"),
        Change("config", "model", "n_heads", to: .list([]), "n_heads is list, expected a whole number"),
        Change("config", "model", "d_model", to: .int(1 << 40), "config.model.d_model is 1099511627776"),
        Change("config", "model", "d_model", to: .int(-32), "config.model.d_model is -32"),
        Change("config", "model", "d_model", to: .float(.nan), "config.model.d_model is nan"),
        Change("config", "model", "d_model", to: .int(64), "has shape [15, 32], expected [15, 64]"),
        Change("config", "model", "n_layers", to: .int(1_000_000_000), "config.model.n_layers is 1000000000"),
        Change("config", "model", "n_layers", to: .int(3), "blocks.2.norm1.weight\"] is missing"),
        Change("config", "model", "mlp_ratio", to: .int(200), "has shape [128, 32], expected [6400, 32]"),
        Change("config", "data", "n_max", to: .int(0), "config.data.n_max is 0, expected 1 to 64"),
        Change("config", "data", "n_max", to: .int(1000), "config.data.n_max is 1000, expected 1 to 64"),
        Change("config", "data", "n_max", to: .int(14), "has shape [8, 32], expected [14, 32]"),
        Change("config", "noise", to: nil, "config.noise.type is missing"),
        Change("config", "noise", "type", to: .none, "config.noise.type is missing"),
        Change("config", "noise", "type", to: .string("../x"), "config.noise.type is \"../x\", expected linear"),
        Change("config", "noise", "type", to: .string("learned"), "rate_network_state_dict is missing"),
        Change("config", "noise", "eps", to: .float(.nan), "config.noise.eps is nan, expected 0.0 to 1.0"),
        Change("config", "noise", "eps", to: .string("x"), "config.noise.eps is \"x\", expected a number"),
        Change("model_state_dict", "final_norm.bias", to: nil, "model_state_dict[\"final_norm.bias\"] is missing"),
        Change(
            "model_state_dict", "final_norm.bias", to: .string("x"), "model_state_dict[\"final_norm.bias\"] is missing"),
        Change("model_state_dict", to: .none, "model_state_dict is missing"),
        Change("rate_network_state_dict", to: nil, "rate_network_state_dict is missing", of: "learned"),
        Change("rate_network_state_dict", to: .dict([]), "node_embeddings.weight\"] is missing", of: "learned"),
        Change("config", "noise", "K", to: .int(1 << 40), "config.noise.K is 1099511627776", of: "learned"),
        Change("config", "noise", "K", to: .int(5), "has shape [4, 64], expected [5, 64]", of: "learned"),
        Change("config", "noise", "type", to: .string("../x"), "config.noise.type is \"../x\"", of: "learned"),
    ]

    @Test(arguments: changes) func aCheckpointWithSomethingWrong(change: Change) throws {
        try place.checkpoint(change.checkpoint) { $0[change.path] = change.value }
        let message = try message()
        #expect(message.hasPrefix("bad.pt: ") || message.hasPrefix("bad.pt is not a checkpoint of a denoiser: "))
        #expect(message.contains(change.message), "\(message)")
    }

    @Test func weightsThatAreNoNumbers() throws {
        let key = "model_state_dict", name = "node_head.bias"
        for (value, text) in [(Float.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
            var floats = [Float](repeating: 0, count: 15)
            floats[13] = value
            try place.checkpoint { $0[[key, name]] = .tensor(try Tensor(floats: floats, shape: [15])) }
            #expect(
                try message() == "bad.pt: \(key)[\"\(name)\"] holds \(text) at element 13, expected finite weights")
        }
        try place.checkpoint {
            $0[[key, name]] = .tensor(try Tensor(int64s: [Int](repeating: 0, count: 15), shape: [15]))
        }
        #expect(try message() == "bad.pt: \(key)[\"\(name)\"] holds int64, expected floating-point numbers")
        try place.checkpoint { $0[[key, name]] = .tensor(try Tensor(floats: [1, 2, 3], shape: [3])) }
        #expect(try message() == "bad.pt: \(key)[\"\(name)\"] has shape [3], expected [15]")
    }

    /// Finite weights whose network overflows: every command that asks it ends with one line that says where.
    @Test(arguments: [
        ("sample $v1 n=3 seeds=[5] steps=4 rooms=3", "(diagram 0 of seed 5, step 1 of 4)"),
        (
            "sample $v1 n=3 seeds=[5] steps=4 rooms=3 unmask=llada top_p=0.9 remask=confidence",
            "of seed 5, step 1 of 4)"
        ),
        ("predict $v1 tokens=[0, _, _] t=0.3", "(diagram 0)"),
        ("predict $v1 tokens=[0, _, _] t=0.3 probabilities=false", "(diagram 0)"),
        ("denoise $v1 t=[0.5]", "(diagram "),
    ])
    func aNetworkThatOverflows(command: String, spot: String) throws {
        try place.dataset()
        for head in ["node_head.weight", "edge_head.weight"] {
            try place.checkpoint { value in
                let shape = try #require(value["model_state_dict"]?[head]?.tensorValue).shape
                let floats = [Float](repeating: 3e38, count: shape.reduce(1, *))
                value[["model_state_dict", head]] = .tensor(try Tensor(floats: floats, shape: shape))
            }
            let outcome = try place.bds(
                "-c", "load checkpoint bad.pt as v1\nload dataset plans.pt as plans\n\(command)")
            #expect(outcome.status == 1)
            let errors = outcome.messages.filter { $0.contains("not finite") }
            #expect(errors.count == 1, "\(outcome.errors)")
            #expect(errors.first?.hasPrefix("bad.pt: the network's logits are not finite") == true)
            #expect(errors.first?.contains(spot) == true, "\(errors)")
        }
    }
}
