extension String {
    /// One line without control characters: names in files may hold any, and a terminal would obey them.
    var printable: String { replacingControls(but: ["\t"]) }

    /// The same for a text of several lines.
    var printableLines: String { replacingControls(but: ["\t", "\n"]) }

    private func replacingControls(but kept: Set<UnicodeScalar>) -> String {
        let scalars = unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control && !kept.contains(scalar) ? "\u{fffd}" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
