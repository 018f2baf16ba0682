import CHDF5
import Concurrency

/// libhdf5, which one thread at a time may use.
enum HDF5Library {
    private static let lock = Lock(())

    /// Runs `body` while no other thread uses the library.
    static func use<Result>(_ body: () throws -> Result) throws -> Result {
        var result: Swift.Result<Result, any Error>?
        lock.withLock { _ in
            bds_hdf5_prepare()
            result = Swift.Result { try body() }
        }
        guard let result else { throw MATProblem.damaged }
        return try result.get()
    }
}

/// Something of libhdf5's that is open, closed with this.
final class HDF5Object {
    let id: hid_t

    /// - Parameter id: as a call returned it.
    /// - Throws: `MATProblem.damaged` where the call failed.
    init(_ id: hid_t) throws(MATProblem) {
        guard id >= 0 else { throw .damaged }
        self.id = id
    }

    deinit { H5Idec_ref(id) }

    /// The text of the attribute `name`; nil where there is none of a fixed, short length.
    func text(_ name: String) -> String? {
        guard H5Aexists(id, name) > 0, let attribute = try? HDF5Object(H5Aopen(id, name, bds_hdf5_default())),
            let type = try? HDF5Object(H5Aget_type(attribute.id)), H5Tget_class(type.id) == H5T_STRING,
            H5Tis_variable_str(type.id) == 0, (1...64).contains(H5Tget_size(type.id)), attribute.isOne
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: H5Tget_size(type.id))
        guard H5Aread(attribute.id, type.id, &bytes) >= 0 else { return nil }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Whether the attribute `name` is there and not zero.
    /// - Throws: `.damaged` where it is no number.
    func flag(_ name: String) throws(MATProblem) -> Bool {
        guard H5Aexists(id, name) > 0 else { return false }
        let attribute = try HDF5Object(H5Aopen(id, name, bds_hdf5_default()))
        let type = try HDF5Object(H5Aget_type(attribute.id))
        var value = 0.0
        guard bds_hdf5_is_number(type.id) != 0, attribute.isOne,
            H5Aread(attribute.id, bds_hdf5_double(), &value) >= 0
        else { throw .damaged }
        return value != 0
    }

    /// Whether an attribute has one value.
    private var isOne: Bool {
        guard let space = try? HDF5Object(H5Aget_space(id)) else { return false }
        return H5Sget_simple_extent_npoints(space.id) == 1
    }

    /// The object that the hard link `name` of this group leads to; nil where there is none.
    /// - Throws: `.damaged`, `.elsewhere` for a link to another place, which is never followed.
    func member(_ name: String) throws(MATProblem) -> HDF5Object? {
        switch bds_hdf5_hard_link(id, name) {
        case 1: return try HDF5Object(H5Oopen(id, name, bds_hdf5_default()))
        case 0: throw .elsewhere
        default: return nil
        }
    }

    /// The first names of this group, those of MATLAB's own left out.
    func names(upTo count: Int) -> [String] {
        var info = H5G_info_t()
        guard H5Gget_info(id, &info) >= 0 else { return [] }
        var names: [String] = []
        var index: hsize_t = 0
        while index < info.nlinks, names.count < count {
            var bytes = [CChar](repeating: 0, count: 64)
            let length = H5Lget_name_by_idx(
                id, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count, bds_hdf5_default())
            if length < 0 { break }
            index += 1
            let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !name.hasPrefix("#") { names.append(name) }
        }
        return names
    }
}
