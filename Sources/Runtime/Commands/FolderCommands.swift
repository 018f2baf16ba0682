import Files
import Foundation
import Language
import Tables

/// `cd [FOLDER]`
struct CdCommand: Command {
    let signature = CommandSignature(
        ["cd"], "changes the working directory; only at the prompt",
        parameters: [
            Parameter("folder", .path(), .positional, absent: .decided("the home folder"), "where to go")
        ],
        examples: ["cd runs", "cd .."])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = arguments.optionalPath("folder") ?? FileManager.default.homeDirectoryForCurrentUser
        guard FileManager.default.changeCurrentDirectoryPath(url.path) else {
            throw CommandFailure("there is no folder \(url.relativePath) that can be entered", about: "folder")
        }
        workspace.console.tell(FileManager.default.currentDirectoryPath)
        return .none
    }
}

/// `pwd`
struct PwdCommand: Command {
    let signature = CommandSignature(["pwd"], "prints the working directory; only at the prompt", examples: ["pwd"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.console.show(.text(FileManager.default.currentDirectoryPath))
        return .none
    }
}

/// `ls [FOLDER]`
struct LsCommand: Command {
    let signature = CommandSignature(
        ["ls"], "lists a folder; only at the prompt",
        parameters: [
            Parameter("folder", .path(), .positional, absent: .decided("the working directory"), "the folder")
        ],
        examples: ["ls", "ls eval_results/loglinear"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = arguments.optionalPath("folder") ?? URL(fileURLWithPath: ".")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
            throw CommandFailure("\(url.relativePath) is not a folder that can be read", about: "folder")
        }
        let rows = names.filter { !$0.hasPrefix(".") }.sorted().map { name -> [String] in
            let status = FileStatus(url.appendingPathComponent(name), followingLinks: false)
            let isFolder = status?.kind == .folder
            return [isFolder ? name + "/" : name, isFolder ? "" : grouped(status?.size ?? 0)]
        }
        if rows.isEmpty {
            workspace.console.tell("\(url.relativePath) is empty")
        } else {
            workspace.console.show(.table(Table(headers: ["Name", "Bytes"], rows: rows)))
        }
        return .none
    }
}
