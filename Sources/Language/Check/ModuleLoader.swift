/// Where `use NAME` finds its text. The language itself touches no file.
public protocol ModuleLoader {
    /// The text of a module used in `user`. The result's name identifies it: the same name is the same module.
    ///
    /// Throws `ModuleNotFound`, or `InvalidText`.
    func module(_ name: String, usedIn user: SourceText) throws -> SourceText
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
