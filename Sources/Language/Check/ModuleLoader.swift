/// Where `use NAME` finds its text. The language itself touches no file.
public protocol ModuleLoader {
    /// The text of a module used in `user`. The result's name identifies it: the same name is the same module.
    ///
    /// Throws `ModuleNotFound`, or `InvalidText`.
    func module(_ name: String, usedIn user: SourceText) throws -> SourceText

    /// The folder that a text was read from, as a path that commands take: what `$here` is in it.
    func folder(of source: SourceText) -> String
}

extension ModuleLoader {
    /// Where it was, or for what was typed the working directory.
    public func folder(of source: SourceText) -> String { source.folder ?? "." }
}

/// There is no module of that name where one would lie.
public struct ModuleNotFound: Error, Sendable {
    /// One line.
    public let message: String
    /// The modules there are, for a did-you-mean.
    public let available: [String]

    /// In the loader's own words.
    public init(_ message: String, available: [String] = []) {
        self.message = message
        self.available = available
    }
}

/// For sessions without modules.
public struct NoModules: ModuleLoader {
    /// Knows none.
    public init() {}

    /// Throws `ModuleNotFound`, always.
    public func module(_ name: String, usedIn user: SourceText) throws -> SourceText {
        throw ModuleNotFound("there is no module `\(name)`")
    }
}
