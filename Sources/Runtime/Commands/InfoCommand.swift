import Checkpoints
import Datasets
import Foundation
import Language
import Results
import Tables

/// `info [$x | FILE]`
struct InfoCommand: Command {
    let signature = CommandSignature(
        ["info"], "says all that is known of a value or a file",
        parameters: [
            Parameter(
                "of",
                .either([
                    .object(ObjectTypes.checkpoint), .object(ObjectTypes.dataset), .object(ObjectTypes.samples),
                    .object(ObjectTypes.selection), .object(ObjectTypes.diagram),
                    .object(ObjectTypes.evaluation), .object(ObjectTypes.comparison),
                    .path(extensions: ["pt", "json"] + DatasetFormats.endings.filter { $0 != "pt" }),
                ]),
                .positional, absent: .decided("this bds"), takesPipe: true, "a value, or a file to look into"),
            .format,
        ],
        examples: ["info", "info $v1", "info eval_results/loglinear/llada_topp0.9_no_remask.json"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let details: [(name: String, text: String)]
        if case .object(let object)? = arguments.value("of") {
            details = (object as? any Described)?.details ?? [(object.typeName, object.summary)]
        } else if let url = arguments.optionalPath("of") {
            details = try Self.file(url, workspace)
        } else {
            details = [
                ("bds", BDS.version),
                ("computes with", BDS.device.name),
                ("threads", "\(workspace.threads)"),
                ("working directory", FileManager.default.currentDirectoryPath),
                ("loaded", counted(workspace.environment.variables.count, "variable")),
            ]
        }
        workspace.console.show(
            .table(
                Table(headers: ["", ""], rows: details.map { [$0.name, $0.text] }, alignments: [.left, .left])))
        return .none
    }

    /// Finds out what a file is by what stands in it.
    private static func file(_ url: URL, _ workspace: Workspace) throws -> [(name: String, text: String)] {
        if url.pathExtension == "json" {
            return EvaluationObject(file: try ResultFile(contentsOf: url), url: url).details
        }
        if url.pathExtension != "pt", DatasetFormats.endings.contains(url.pathExtension) {
            return DatasetObject(dataset: try Dataset.load(url, check: workspace.cancellation.check)).details
        }
        do {
            return CheckpointObject(checkpoint: try workspace.checkpoints.checkpoint(at: url)).details
        } catch let error as CheckpointError {
            do {
                let samples = try SampleFile(contentsOf: url)
                return SamplesObject(file: samples, schedule: nil, location: .init(url)).details
            } catch let problem as SampleFileError where problem.reason.isOfSamples {
                throw problem
            } catch {}
            do {
                return DatasetObject(dataset: try Dataset.load(url, check: workspace.cancellation.check)).details
            } catch is DatasetError {
                throw error
            }
        }
    }
}
