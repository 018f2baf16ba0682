#include <hdf5.h>

/* Macros and version-dependent names, as functions. */

/* Makes the library silent, which is each thread's own matter, and keeps it from loading code: filters are what it was
   built with. */
static inline void bds_hdf5_prepare(void) {
    H5PLset_loading_state(0);
    H5open();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/* Opens a file for reading by plain file calls, whatever the environment says; negative where it cannot. */
static inline hid_t bds_hdf5_open(const char *path) {
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (access < 0) return access;
    H5Pset_fapl_sec2(access);
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
#if H5_VERSION_GE(1, 10, 7)
    H5Pset_file_locking(access, 0, 1);
#endif
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, access);
    H5Pclose(access);
    return file;
}

/* 1: a hard link of that name, 0: a link that leads elsewhere, negative: none. */
static inline int bds_hdf5_hard_link(hid_t group, const char *name) {
    H5L_info_t info;
    if (H5Lexists(group, name, H5P_DEFAULT) <= 0 || H5Lget_info(group, name, &info, H5P_DEFAULT) < 0) return -1;
    return info.type == H5L_TYPE_HARD;
}

/* Whether numbers are of a type that machines have: a file may describe others, on whose fields the conversions of
   libhdf5 1.10.8 write beyond their own. */
static inline int bds_hdf5_is_number(hid_t type) {
    const hid_t standard[] = {
        H5T_STD_I8LE,  H5T_STD_U8LE,  H5T_STD_I16LE, H5T_STD_U16LE,  H5T_STD_I32LE,  H5T_STD_U32LE,  H5T_STD_I64LE,
        H5T_STD_U64LE, H5T_STD_I8BE,  H5T_STD_U8BE,  H5T_STD_I16BE,  H5T_STD_U16BE,  H5T_STD_I32BE,  H5T_STD_U32BE,
        H5T_STD_I64BE, H5T_STD_U64BE, H5T_IEEE_F32LE, H5T_IEEE_F64LE, H5T_IEEE_F32BE, H5T_IEEE_F64BE,
    };
    for (size_t index = 0; index < sizeof standard / sizeof *standard; index++)
        if (H5Tequal(type, standard[index]) > 0) return 1;
    return 0;
}

static inline hid_t bds_hdf5_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t bds_hdf5_reference(void) { return H5T_STD_REF_OBJ; }
static inline hid_t bds_hdf5_default(void) { return H5P_DEFAULT; }
