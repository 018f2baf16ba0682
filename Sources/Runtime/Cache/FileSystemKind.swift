import Foundation

/// What kind of file system a folder lies on, as far as locks go: the kernel's locks are of no use between machines, and
/// network file systems have them in name only.
enum FileSystemKind: Equatable {
    /// Of this machine alone.
    case local
    /// Of several machines, by name.
    case shared(String)

    /// - Returns: `.local` where the folder cannot be asked.
    static func of(_ folder: URL) -> FileSystemKind {
        var status = stat()
        guard stat(folder.path, &status) == 0, let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo")
        else { return .local }
        // A device's number as glibc's `major` and `minor` split it.
        let device = UInt64(status.st_dev)
        let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
        let minor = device & 0xFF | device >> 12 & ~0xFF
        return FileSystemKind(device: "\(major):\(minor)", mounts: String(decoding: mounts, as: UTF8.self))
    }

    /// - Parameters:
    ///   - device: MAJOR:MINOR.
    ///   - mounts: `/proc/self/mountinfo`, proc(5): the device is a line's third field, the type the first after ` - `.
    init(device: String, mounts: String) {
        let type = mounts.split(separator: "\n").lazy.compactMap { line -> Substring? in
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == device, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
            else { return nil }
            return fields[dash + 1]
        }.first
        self.init(type: type.map(String.init) ?? "")
    }

    /// - Parameter type: as mount(8) names it: "ext4", "nfs4", "fuse.sshfs".
    init(type: String) {
        let family = String(type.prefix { $0.isLetter })
        let shared = ["nfs", "lustre", "fuse", "cifs", "smb", "gpfs", "beegfs", "ceph", "afs", "glusterfs"]
        self = shared.contains(family) ? .shared(type) : .local
    }
}
