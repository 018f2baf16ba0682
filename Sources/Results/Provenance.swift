/// What bds records in sample and result files beyond the reference: one top-level key, which other readers ignore.
public enum Provenance {
    public static let key = "provenance"

    /// Entries that say when, where and in how much time, not what: two files that differ in these alone have the same
    /// content. What was read is known by its SHA-256, wherever it lay.
    public static let circumstances: Set<String> = [
        "created", "started", "finished", "seconds", "timestamp", "host", "path", "replay",
    ]
}
