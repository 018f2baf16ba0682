/// Did you mean: names close to one that is not there.
public enum Suggestions {
    /// The hint for an unknown name: the closest if they are close enough, else all that are valid.
    ///
    /// `kind` is the plural that introduces the list ("arguments of `sample`").
    public static func hint(for name: String, among names: [String], kind: String) -> String? {
        let close = closest(to: name, among: names)
        if let question = didYouMean(close) { return question }
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(24)
        let more = names.count > shown.count ? " … (\(names.count) in all)" : ""
        return "\(kind): \(shown.joined(separator: ", "))\(more)"
    }

    /// "did you mean `a` or `b`?"; nil for no names.
    static func didYouMean(_ names: [String]) -> String? {
        names.isEmpty ? nil : "did you mean \(names.map { "`\($0)`" }.joined(separator: " or "))?"
    }

    /// The names at the smallest distance, if that is within a third of the length; in the order given.
    ///
    /// A beginning of at least three letters is close too: `temp` for `temperature`.
    public static func closest(to name: String, among names: [String]) -> [String] {
        let typed = Array(name.lowercased().unicodeScalars)
        guard !typed.isEmpty, typed.count <= 64 else { return [] }
        var best: [String] = []
        var bestDistance = Int.max
        var beginnings: [String] = []
        for candidate in names where !best.contains(candidate) {
            let letters = Array(candidate.lowercased().unicodeScalars)
            if typed.count >= 3, letters.starts(with: typed) { beginnings.append(candidate) }
            let limit = (max(typed.count, letters.count)) / 3
            guard abs(typed.count - letters.count) <= limit else { continue }
            let distance = distance(typed, letters)
            guard distance <= limit, distance <= bestDistance else { continue }
            if distance < bestDistance { best = [] }
            bestDistance = distance
            best.append(candidate)
        }
        return best.isEmpty && beginnings.count <= 3 ? beginnings : best
    }

    /// Damerau-Levenshtein (optimal string alignment): insertions, deletions, substitutions, swaps of neighbours.
    static func distance(_ a: [UnicodeScalar], _ b: [UnicodeScalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
