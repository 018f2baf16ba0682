/* Lets the k-th call of one kind fail, or end the process, so that a test sees what is left behind.

   BDS_FAULT="KIND K HOW"   KIND: open (for writing), write, fsync, rename, unlink, mkdir, ftruncate
                            HOW:  an errno, or 0 for SIGKILL
   BDS_FAULT_MARK=PATH      a file that is made when it strikes

   Of the writes only those to regular files count, and the one that fails has written half: so disks fill up. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static char wanted[16];
static int number, how;
static atomic_int seen;
static atomic_int full = -1;

__attribute__((constructor)) static void read_settings(void) {
    const char *fault = getenv("BDS_FAULT");
    if (!fault || sscanf(fault, "%15s %d %d", wanted, &number, &how) != 3) wanted[0] = 0;
}

static int strikes(const char *kind) {
    if (strcmp(kind, wanted) != 0 || atomic_fetch_add(&seen, 1) + 1 != number) return 0;
    const char *mark = getenv("BDS_FAULT_MARK");
    if (mark) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT, 0600));
    return 1;
}

static int fail(void) {
    if (how == 0) syscall(SYS_kill, getpid(), SIGKILL);
    errno = how;
    return -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_for_writing(const char *path, int flags) {
    return (flags & (O_WRONLY | O_RDWR | O_CREAT)) && strncmp(path, "/dev/", 5) != 0;
}

#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...) {                              \
        va_list rest;                                                         \
        va_start(rest, flags);                                                \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;             \
        va_end(rest);                                                         \
        if (is_for_writing(path, flags) && strikes("open")) return fail();    \
        return REAL(name)(path, flags, mode);                                 \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                          \
    int name(int folder, const char *path, int flags, ...) {                  \
        va_list rest;                                                         \
        va_start(rest, flags);                                                \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;             \
        va_end(rest);                                                         \
        if (is_for_writing(path, flags) && strikes("open")) return fail();    \
        return REAL(name)(folder, path, flags, mode);                         \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int file, const void *bytes, size_t count) {
    struct stat status;
    if (wanted[0] != 'w' || fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || file <= 2)
        return REAL(write)(file, bytes, count);
    if (atomic_load(&full) == file) return fail();
    if (!strikes("write")) return REAL(write)(file, bytes, count);
    ssize_t half = count > 1 ? REAL(write)(file, bytes, count / 2) : 0;
    if (how == 0 || half <= 0) return fail();
    atomic_store(&full, file);
    return half;
}

int fsync(int file) { return strikes("fsync") ? fail() : REAL(fsync)(file); }

int rename(const char *from, const char *to) { return strikes("rename") ? fail() : REAL(rename)(from, to); }

int unlink(const char *path) { return strikes("unlink") ? fail() : REAL(unlink)(path); }

int mkdir(const char *path, mode_t mode) { return strikes("mkdir") ? fail() : REAL(mkdir)(path, mode); }

int ftruncate(int file, off_t length) { return strikes("ftruncate") ? fail() : REAL(ftruncate)(file, length); }
