/// What is given for a PyTorch file, or a dataset, and is none, told by its first bytes.
public enum ForeignFile {
    /// What it is and what to do, to follow "is"; nil where that cannot be told.
    /// - Parameter bytes: the first thousand.
    public static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        func starts(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
        let text = bytes.drop { [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].contains($0) }
        if bytes.isEmpty { return "empty: copy or download it again" }
        if starts("version https://git-lfs") {
            return "a pointer of git-LFS: fetch the file itself with `git lfs pull`"
        }
        if text.starts(with: "<".utf8) { return "a page of HTML or XML, perhaps an error page: download it again" }
        if bytes.starts(with: [0x1f, 0x8b]) { return "compressed with gzip: unpack it with `gunzip` first" }
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
            return "compressed with zstd: unpack it with `unzstd` first"
        }
        if starts("\u{89}HDF\r\n") || bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
            return "an HDF5 file, as Keras and MATLAB write"
        }
        if starts("MATLAB 5.0") { return "a MATLAB file: `load dataset` reads Graph2Plan's" }
        if text.starts(with: "{".utf8) || text.starts(with: "[".utf8) {
            return "text in JSON: `load results` reads results"
        }
        if bytes.count > 9, bytes.dropFirst(8).first == UInt8(ascii: "{"),
            bytes.dropFirst(6).prefix(2).allSatisfy({ $0 == 0 })
        {
            return "a safetensors file: load it in Python and save it with torch.save"
        }
        if bytes.count >= 16, bytes.prefix(512).allSatisfy({ $0 == 0 }) {
            return "zeros, as a download leaves that was never filled: download it again"
        }
        return nil
    }
}
