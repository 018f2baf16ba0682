/// How a file of typed commands is written: one command a line, its line ends written `\n`, its backslashes `\\`.
public enum HistoryLine {
    /// The commands of a file, oldest first. Lines end in LF or, from an editor elsewhere, in CRLF: bytes, since to Swift
    /// the two are one character.
    public static func entries(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            let entry = entry(String(decoding: line, as: UTF8.self))
            return entry.isEmpty ? nil : entry
        }
    }

    /// A command as its line, line end included.
    public static func line(_ entry: String) -> String {
        var line = ""
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line + "\n"
    }

    /// The command that a line, without its end, was written for.
    public static func entry(_ line: String) -> String {
        var entry = ""
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if isEscaped {
                entry.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                entry.unicodeScalars.append(scalar)
            }
        }
        return entry
    }
}
