import Files

/// Bytes that are read from front to back, once: those of a file, or what a compressed part of it unpacks to. What is
/// passed over is not kept, and of a file not even read.
struct MATStream {
    private enum Source {
        case file(RandomAccessFile)
        case packed(Inflation)
    }

    private let source: Source
    private let check: () throws -> Void
    /// What has been read ahead, and how much of that has been taken.
    private var window: [UInt8] = []
    private var taken = 0
    /// Of the next byte.
    private(set) var position: Int

    /// - Parameter check: called now and then; throws to stop.
    init(_ file: RandomAccessFile, from position: Int, check: @escaping () throws -> Void) {
        source = .file(file)
        self.position = position
        self.check = check
    }

    init(_ packed: Inflation, check: @escaping () throws -> Void) {
        source = .packed(packed)
        position = 0
        self.check = check
    }

    /// The little-endian number that comes next.
    /// - Throws: `MATProblem.cutShort`, what reading throws, and what `check` throws; so do the others.
    mutating func uint32() throws -> UInt32 {
        if window.count - taken < 4 { try readAhead(4) }
        defer { advance(4) }
        return window.withUnsafeBytes {
            UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: taken, as: UInt32.self))
        }
    }

    /// `count` bytes, which is little: they are kept in memory.
    mutating func bytes(_ count: Int) throws -> ArraySlice<UInt8> {
        if window.count - taken < count { try readAhead(count) }
        defer { advance(count) }
        return window[taken..<taken + count]
    }

    /// Passes over what comes before `target`, which lies ahead.
    mutating func skip(to target: Int) throws {
        while target - position > window.count - taken {
            if case .file = source {
                window = []
                taken = 0
                position = target
                return
            }
            advance(window.count - taken)
            try readAhead(1)
        }
        advance(target - position)
    }

    /// Reads on to the end of a compressed part, so that zlib compares its checksum.
    mutating func finish() throws {
        guard case .packed(let packed) = source else { return }
        while !packed.isAtEnd {
            try check()
            _ = try packed.next(Self.windowSize)
        }
    }

    private mutating func advance(_ count: Int) {
        taken += count
        position += count
    }

    private mutating func readAhead(_ count: Int) throws {
        window.removeFirst(taken)
        taken = 0
        while window.count < count {
            try check()
            let more =
                switch source {
                case .file(let file): try file.read(position + window.count..<position + window.count + Self.windowSize)
                case .packed(let packed): try packed.next(Self.windowSize)
                }
            if more.isEmpty { throw MATProblem.cutShort }
            if window.isEmpty { window = more } else { window += more }
        }
    }

    private static let windowSize = 1 << 16
}
