import CHDF5
import Files

/// An array in an HDF5 file. Nothing is taken from another file, nothing unpacked but by deflate, and nothing that
/// would unpack to more than it says.
struct HDF5Dataset {
    enum Content {
        case numbers, references, other
    }

    private let object: HDF5Object
    /// How it was made to be stored.
    private let creation: HDF5Object
    private let space: HDF5Object
    /// In the file's order; MATLAB's is the reverse.
    private let sizes: [Int]
    let count: Int
    let content: Content

    /// MATLAB's: as many as there are rows in the first, `count` / rows in all others.
    var rows: Int { sizes.last ?? 1 }

    /// - Returns: nil where the object is none.
    /// - Throws: `MATProblem`.
    init?(_ object: HDF5Object) throws(MATProblem) {
        guard H5Iget_type(object.id) == H5I_DATASET else { return nil }
        self.object = object
        // First of all, since asking for the sizes of a virtual array may open other files.
        creation = try HDF5Object(H5Dget_create_plist(object.id))
        switch H5Pget_layout(creation.id) {
        case H5D_COMPACT, H5D_CHUNKED: break
        case H5D_CONTIGUOUS where H5Pget_external_count(creation.id) == 0: break
        case H5D_CONTIGUOUS, H5D_VIRTUAL: throw .elsewhere
        default: throw .damaged
        }
        space = try HDF5Object(H5Dget_space(object.id))
        let type = try HDF5Object(H5Dget_type(object.id))
        content =
            switch H5Tget_class(type.id) {
            case H5T_INTEGER, H5T_FLOAT: bds_hdf5_is_number(type.id) != 0 ? .numbers : .other
            case H5T_REFERENCE: H5Tequal(type.id, bds_hdf5_reference()) > 0 ? .references : .other
            default: .other
            }
        let rank = H5Sget_simple_extent_ndims(space.id)
        guard (0...Int32(H5S_MAX_RANK)).contains(rank), H5Sget_simple_extent_type(space.id) != H5S_NO_CLASS else {
            throw .damaged
        }
        var extent = [hsize_t](repeating: 0, count: Int(rank))
        guard H5Sget_simple_extent_dims(space.id, &extent, nil) == rank else { throw .damaged }
        var sizes: [Int] = []
        var count = H5Sget_simple_extent_type(space.id) == H5S_NULL ? 0 : 1
        for size in extent {
            let (product, overflow) = count.multipliedReportingOverflow(by: Int(clamping: size))
            if overflow { throw .damaged }
            sizes.append(Int(clamping: size))
            count = product
        }
        self.sizes = sizes
        self.count = count
    }

    /// All its numbers, which are few, in the file's order: MATLAB's column by column.
    /// - Throws: `MATProblem`, `FileAccessError`.
    func numbers(_ allowance: InflationAllowance) throws -> [Double] {
        try requireReadable(allowance)
        try allowance.take(8 * count)
        var values = [Double](repeating: 0, count: count)
        let all = hid_t(H5S_ALL)
        guard H5Dread(object.id, bds_hdf5_double(), all, all, bds_hdf5_default(), &values) >= 0 else {
            throw MATProblem.damaged
        }
        return values
    }

    /// Where the objects lie that it refers to, from the one with number `start` on: some thousand of them.
    /// - Throws: `MATProblem`.
    func references(from start: Int, _ allowance: InflationAllowance) throws(MATProblem) -> [haddr_t] {
        // Struct arrays of more dimensions are none of Graph2Plan's.
        guard let axis = sizes.firstIndex(where: { $0 > 1 }) ?? sizes.indices.first,
            sizes.indices.allSatisfy({ $0 == axis || sizes[$0] == 1 })
        else { throw .damaged }
        let length = min(Self.pieceSize, count - start)
        try allowance.take(8 * length)
        var offset = [hsize_t](repeating: 0, count: sizes.count)
        var extent = [hsize_t](repeating: 1, count: sizes.count)
        offset[axis] = hsize_t(start)
        extent[axis] = hsize_t(length)
        var memorySize = [hsize_t(length)]
        let memory = try HDF5Object(H5Screate_simple(1, &memorySize, nil))
        var addresses = [haddr_t](repeating: 0, count: length)
        guard H5Sselect_hyperslab(space.id, H5S_SELECT_SET, offset, nil, extent, nil) >= 0,
            H5Dread(object.id, bds_hdf5_reference(), memory.id, space.id, bds_hdf5_default(), &addresses) >= 0
        else { throw .damaged }
        return addresses
    }

    private static let pieceSize = 1 << 12

    /// Refuses chunks that would unpack to anything but what they should, or by other ways than MATLAB's.
    /// - Throws: `MATProblem`.
    func requireReadable(_ allowance: InflationAllowance) throws {
        guard H5Pget_layout(creation.id) == H5D_CHUNKED else { return }
        let isPacked = try isDeflated
        var chunk = [hsize_t](repeating: 0, count: Int(H5S_MAX_RANK))
        let rank = H5Pget_chunk(creation.id, Int32(chunk.count), &chunk)
        guard rank == sizes.count, chunk[..<sizes.count].allSatisfy({ $0 > 0 }) else { throw MATProblem.damaged }
        let type = try HDF5Object(H5Dget_type(object.id))
        var size = H5Tget_size(type.id)
        for length in chunk[..<sizes.count] {
            let (product, overflow) = size.multipliedReportingOverflow(by: Int(clamping: length))
            guard !overflow, product <= Self.chunkLimit else { throw MATProblem.tooLarge(limit: Self.chunkLimit) }
            size = product
        }
        guard isPacked else { return }
        // In the order of the chunks, the last dimension first.
        var offset = [hsize_t](repeating: 0, count: sizes.count)
        while true {
            try requireHonestChunk(at: offset, unpacked: size, allowance)
            var axis = sizes.count - 1
            while axis >= 0 {
                offset[axis] += chunk[axis]
                if Int(offset[axis]) < sizes[axis] { break }
                offset[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }

    private func requireHonestChunk(at offset: [hsize_t], unpacked size: Int, _ allowance: InflationAllowance) throws {
        var stored: hsize_t = 0
        // A chunk that was never written costs nothing.
        try allowance.take(Self.chunkCost)
        guard H5Dget_chunk_storage_size(object.id, offset, &stored) >= 0, stored > 0 else { return }
        guard stored <= hsize_t(size + size / 8 + 1024) else { throw MATProblem.damaged }
        var bytes = [UInt8](repeating: 0, count: Int(stored))
        var mask: UInt32 = 0
        guard H5Dread_chunk(object.id, bds_hdf5_default(), offset, &mask, &bytes) >= 0 else { throw MATProblem.damaged }
        // Packing it may have been of no use: then it is left as it was.
        var count = bytes.count
        if mask == 0 {
            let packed = try Inflation(bytes, allowance)
            count = 0
            while case let piece = try packed.next(1 << 16), !piece.isEmpty, count <= size { count += piece.count }
        }
        guard count == size, mask == 0 || mask == unpackedMask else { throw MATProblem.damaged }
    }

    /// A bit for each filter that a chunk did not go through.
    private var unpackedMask: UInt32 { (1 << UInt32(max(0, H5Pget_nfilters(creation.id)))) - 1 }

    /// Whether its chunks are deflated.
    /// - Throws: `.filter` where they went through something else but the shuffling of bytes, before that. (A checksum
    ///   is nothing of MATLAB's; libhdf5 1.10.8 reads beyond a damaged chunk's end for it.)
    private var isDeflated: Bool {
        get throws(MATProblem) {
            let (deflate, shuffle) = (1, 2)
            let filters = (0..<max(0, H5Pget_nfilters(creation.id))).map { index in
                var (flags, values, configuration) = (UInt32(0), 0, UInt32(0))
                return Int(
                    H5Pget_filter2(creation.id, UInt32(index), &flags, &values, nil, 0, nil, &configuration))
            }
            if let other = filters.first(where: { $0 != deflate && $0 != shuffle }) { throw .filter(other) }
            // Deflated last, once: the chunk is a zlib stream.
            if let place = filters.firstIndex(of: deflate), place < filters.count - 1 { throw .filter(deflate) }
            return filters.last == deflate
        }
    }

    private static let chunkLimit = 16 << 20
    private static let chunkCost = 64
}
