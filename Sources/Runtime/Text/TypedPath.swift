import Foundation

extension URL {
    /// A path as a user writes it: relative to the working directory; `~` is the home folder.
    init(typed path: String) {
        self.init(fileURLWithPath: path.hasPrefix("~") ? NSString(string: path).expandingTildeInPath : path)
    }
}
