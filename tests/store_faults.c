/* Put under a process by LD_PRELOAD: once armed, the n-th call that changes a file below
   FAULT_DIR fails (and all later ones, when sticky); a failing write may first write half. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int armed, calls, at, code, sticky, half, reading;

void fault_arm(int n, int error, int stays, int writes_half, int reads) {
    calls = 0, at = n, code = error, sticky = stays, half = writes_half, reading = reads;
    armed = 1;
}

int fault_disarm(void) {
    armed = 0;
    return calls;
}

static int below(const char *path) {
    const char *folder = getenv("FAULT_DIR");
    return folder && !strncmp(path, folder, strlen(folder));
}

static int fails_at(const char *path) {
    if (!armed || !below(path)) return 0;
    calls++;
    return calls == at || (sticky && calls > at);
}

static int fails(int file) {
    char link[64], path[4096];
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails_at(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define REFUSE return errno = code, -1

ssize_t write(int file, const void *data, size_t size) {
    if (!reading && fails(file)) {
        if (half && size > 1) REAL(write)(file, data, size / 2);
        REFUSE;
    }
    return REAL(write)(file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t where) {
    if (!reading && fails(file)) {
        if (half && size > 1) REAL(pwrite64)(file, data, size / 2, where);
        REFUSE;
    }
    return REAL(pwrite64)(file, data, size, where);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t where) {
    return pwrite64(file, data, size, where);
}

ssize_t read(int file, void *data, size_t size) {
    if (reading && fails(file)) REFUSE;
    return REAL(read)(file, data, size);
}

ssize_t pread64(int file, void *data, size_t size, off64_t where) {
    if (reading && fails(file)) REFUSE;
    return REAL(pread64)(file, data, size, where);
}

ssize_t pread(int file, void *data, size_t size, off_t where) {
    return pread64(file, data, size, where);
}

int fsync(int file) {
    if (!reading && fails(file)) REFUSE;
    return REAL(fsync)(file);
}

int fdatasync(int file) {
    if (!reading && fails(file)) REFUSE;
    return REAL(fdatasync)(file);
}

int ftruncate64(int file, off64_t size) {
    if (!reading && fails(file)) REFUSE;
    return REAL(ftruncate64)(file, size);
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int unlink(const char *path) {
    if (!reading && fails_at(path)) REFUSE;
    return REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    if (!reading && fails_at(to)) REFUSE;
    return REAL(rename)(from, to);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    if (!reading && flags & (O_CREAT | O_RDWR | O_WRONLY) && fails_at(path)) REFUSE;
    return REAL(open64)(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}
