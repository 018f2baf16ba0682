/// What bds records in sample and result files beyond the reference: one top-level key, which other readers ignore.
public enum Provenance {
    public static let key = "provenance"

    /// Entries that say when and how long, not what: two files that differ in these alone have the same content.
    public static let timeKeys: Set<String> = ["created", "started", "finished", "seconds", "timestamp"]
}
