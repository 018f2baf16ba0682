import Checkpoints
import Foundation
import Language

/// `load checkpoint PATH`
struct LoadCheckpoint: Command {
    let signature = CommandSignature(
        ["load", "checkpoint"], "reads a PyTorch checkpoint, v1 or v2",
        details: """
            Sizes and noise type come from the checkpoint's own config. A checkpoint with a rate_network_state_dict is a \
            v2 one: its rates are learned. Nothing in the file is executed.
            """,
        parameters: [
            Parameter("path", .path(extensions: ["pt", "pth", "ckpt"]), .positional, absent: .required, "the file")
        ],
        result: .object(ObjectTypes.checkpoint),
        examples: ["load checkpoint outputs/2026-02-19_16-58-23/checkpoints/checkpoint_final.pt as v1"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let object = CheckpointObject(checkpoint: try workspace.checkpoints.checkpoint(at: try arguments.path("path")))
        workspace.console.tell("loaded \(object.announcement)")
        if let prefix = object.checkpoint.prefix {
            workspace.console.tell("load checkpoint: its tensors were called \(prefix)…; that was taken off")
        }
        return .object(object)
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard let url = arguments.path("path") else { return DryRun() }
        if state.isMadeByScript(url) { return DryRun() }
        do {
            return DryRun(result: CheckpointObject(checkpoint: try state.checkpoints.checkpoint(at: url)))
        } catch {
            return .error(describe(error), about: "path")
        }
    }
}
