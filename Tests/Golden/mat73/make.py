"""Makes the files of this folder: python3 make.py, with h5py and numpy. MATLAB 7.3's layout, of plans made up by hand."""

import zlib

import h5py
import numpy as np

# (rType, rEdge) of five made-up plans; an empty rEdge, a single edge, and one of the lesser shapes among them.
PLANS = [
    ([0, 2, 3, 1], [[0, 1, 7], [1, 2, 3], [0, 3, 2]]),
    ([0, 1], [[0, 1, 2]]),
    ([0], []),
    ([0, 2, 1], [[1, 0, 6], [2, 2, 4], [0, 2, 8], [2, 0, 1]]),
    ([0, 7, 3, 2, 9], [[0, 1, 7], [0, 2, 7], [3, 4, 3], [1, 4, 0]]),
]
HEADER = b"MATLAB 7.3 MAT-file, made up by hand, HDF5 schema 1.00 .".ljust(116) + bytes(8) + b"\x00\x02IM"


def save(name, fill, header=True):
    with h5py.File(name, "w", libver="earliest", userblock_size=512 if header else 0) as file:
        fill(file)
    if header:
        with open(name, "r+b") as file:
            file.write(HEADER)


def put(group, name, values, kind="uint8", **options):
    """A matrix as MATLAB writes it: its dimensions reversed; an empty one as its dimensions."""
    matrix = np.atleast_2d(np.array(values, dtype={"logical": "uint8", "char": "uint16"}.get(kind, kind)))
    if matrix.size == 0:
        data = group.create_dataset(name, data=np.array([0, 0], dtype="uint64"))
        data.attrs["MATLAB_empty"] = np.uint8(1)
    else:
        data = group.create_dataset(name, data=matrix.T, **options)
    data.attrs["MATLAB_class"] = np.bytes_(kind)
    return data


def plans(file, plans=PLANS, kinds=("uint8", "double"), names=("rType", "rEdge"), packed=(), references=()):
    """The struct array `data`; packed and references: how values and references are stored."""
    pool = file.create_group("#refs#")
    data = file.create_group("data")
    data.attrs["MATLAB_class"] = np.bytes_("struct")
    for name, kind, part in zip(names, kinds, (0, 1)):
        column = []
        for number, plan in enumerate(plans):
            options = dict(packed) if len(plan[part]) > 0 else {}
            column.append(put(pool, f"{name}{number}", plan[part], kind, **options).ref)
        shape = (len(plans), 1)
        array = data.create_dataset(name, shape, dtype=h5py.ref_dtype, **dict(references))
        for number, reference in enumerate(column):
            array[number, 0] = reference
    return data


DEFLATED = {"chunks": True, "compression": "gzip", "shuffle": True}

save("plans.mat", plans)
save("packed.mat", lambda file: plans(file, packed=DEFLATED, references={"chunks": (2, 1), "compression": 3}))
save("plain.mat", plans, header=False)


def single(file):
    data = file.create_group("data")
    data.attrs["MATLAB_class"] = np.bytes_("struct")
    put(data, "rType", [0, 2, 3], "int32")
    put(data, "rEdge", [[0, 1, 7], [1, 2, 3]], "single")


save("single.mat", single)

# What is refused.
save("other-variables.mat", lambda file: [put(file, name, [1]) for name in ("plans", "version")])
save("converted.mat", lambda file: plans(file, names=("rType", "edge")))
save("number.mat", lambda file: put(file, "data", [[1, 2]]))
save("text.mat", lambda file: plans(file, kinds=("char", "double")))
save("packed-otherwise.mat", lambda file: plans(file, packed={"chunks": True, "compression": "lzf"}))
save("checksummed.mat", lambda file: plans(file, packed={"chunks": True, "fletcher32": True}))


def linked(file):
    file["data"] = h5py.ExternalLink("plans.mat", "/data")


save("external-link.mat", linked)


def external(file):
    single_with(file, lambda group: group.create_dataset(
        "rType", (1, 3), dtype="uint8", external=[("secret.bin", 0, 3)]))


def single_with(file, make):
    """A single struct whose rType `make` makes."""
    data = file.create_group("data")
    data.attrs["MATLAB_class"] = np.bytes_("struct")
    put(data, "rEdge", [[0, 1, 7]])
    return make(data)


save("external-data.mat", external)


def virtual(group):
    layout = h5py.VirtualLayout(shape=(3, 1), dtype="uint8")
    layout[:, 0] = h5py.VirtualSource("plans.mat", "/secret", shape=(3,))
    return group.create_virtual_dataset("rType", layout)


with h5py.File("virtual.mat", "w", libver=("earliest", "v110")) as file:
    single_with(file, virtual)


def cyclic(file):
    data = plans(file)
    data["rType"][1, 0] = data.ref
    data["rEdge"][2, 0] = data["rEdge"].ref


def null(file):
    del plans(file)["rType"]
    file["data"].create_dataset("rType", (5, 1), dtype=h5py.ref_dtype)


def uneven(file):
    data = plans(file)
    del data["rType"]
    data.create_dataset("rType", (1 << 50, 1), dtype=h5py.ref_dtype, chunks=(1024, 1))


save("cyclic.mat", cyclic)
save("null.mat", null)
save("uneven.mat", uneven)
# As many as nobody has, of which nothing is stored.
save("huge-numbers.mat", lambda file: single_with(
    file, lambda group: group.create_dataset("rType", (1 << 20, 1 << 20), dtype="uint8", chunks=(1024, 1024))))


def huge_arrays(file):
    plans(file)
    for name in ("rType", "rEdge"):
        del file["data"][name]
        file["data"].create_dataset(name, (1 << 50, 1), dtype=h5py.ref_dtype, chunks=(1024, 1))


save("huge-arrays.mat", huge_arrays)


def bomb(file):
    """A chunk of three bytes that unpacks to 64 MB."""
    def make(group):
        data = group.create_dataset("rType", (3, 1), dtype="uint8", chunks=(3, 1), compression="gzip")
        data.id.write_direct_chunk((0, 0), zlib.compress(bytes(64 << 20), 9)[:1000])
        return data
    single_with(file, make)


save("bomb.mat", bomb)


def flood(file):
    """The same plan four million times."""
    data = plans(file)
    reference = np.array([data["rType"][0, 0]] * 4, dtype=h5py.ref_dtype)
    for name in ("rType", "rEdge"):
        first = data[name][0, 0]
        del data[name]
        array = data.create_dataset(name, (1 << 22, 1), dtype=h5py.ref_dtype, chunks=(1 << 20, 1), compression=9)
        array[:, 0] = np.array([first] * (1 << 22), dtype=h5py.ref_dtype)


save("flood.mat", flood)
