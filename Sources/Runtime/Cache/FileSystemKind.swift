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
        var status = statfs()
        guard statfs(folder.path, &status) == 0 else { return .local }
        return FileSystemKind(type: UInt32(truncatingIfNeeded: status.f_type))
    }

    /// - Parameter type: `f_type` of statfs(2), whose page lists them.
    init(type: UInt32) {
        switch type {
        case 0x6969: self = .shared("nfs")
        case 0x0BD0_0BD0: self = .shared("lustre")
        case 0x6573_5546: self = .shared("fuse")
        case 0xFF53_4D42, 0xFE53_4D42, 0x517B: self = .shared("smb")
        case 0x4750_4653: self = .shared("gpfs")
        case 0x1983_0326: self = .shared("beegfs")
        case 0x00C3_6400: self = .shared("ceph")
        default: self = .local
        }
    }
}
