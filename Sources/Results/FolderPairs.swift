import Files

/// The files of two folders, matched by name.
public struct FolderPairs: Hashable, Sendable {
    /// In both, as Python sorts names; likewise the others.
    public let common: [String]
    /// Only in the first folder.
    public let missing: [String]
    /// Only in the second folder.
    public let new: [String]

    /// - Parameters: The folders' file names.
    public init(_ first: some Sequence<String>, _ second: some Sequence<String>) {
        let (first, second) = (Set(first.map { ExactString($0) }), Set(second.map { ExactString($0) }))
        func inOrder(_ names: Set<ExactString>) -> [String] { ComparisonTable.inFileOrder(names.map(\.text)) }
        common = inOrder(first.intersection(second))
        missing = inOrder(first.subtracting(second))
        new = inOrder(second.subtracting(first))
    }
}
