/* Put under a process by LD_PRELOAD: writes down every change below RECORD_DIR in RECORD_LOG,
   in order: a line "kind path number size", then size bytes. Kinds: c created, w written at
   number, t cut to number, s synced, u removed, r renamed and l linked (bytes: the new path),
   n a note by the process itself (number). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int below(const char *path) {
    const char *folder = getenv("RECORD_DIR");
    return folder && !strncmp(path, folder, strlen(folder));
}

static int path_of(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, 4095);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

static void note(char kind, const char *path, long long number, const void *data, size_t size) {
    static int log = -1;
    char line[4200];
    if (log < 0) log = syscall(SYS_openat, AT_FDCWD, getenv("RECORD_LOG"), O_CREAT | O_WRONLY, 0600);
    int length = snprintf(line, sizeof line, "%c %s %lld %zu\n", kind, path, number, size);
    if (syscall(SYS_write, log, line, length) < 0) abort();
    if (size && syscall(SYS_write, log, data, size) < 0) abort();
}

void recorder_note(int number) { note('n', "-", number, NULL, 0); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int file, const void *data, size_t size, off64_t where) {
    char path[4096];
    ssize_t done = REAL(pwrite64)(file, data, size, where);
    if (done > 0 && path_of(file, path)) note('w', path, where, data, done);
    return done;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t where) {
    return pwrite64(file, data, size, where);
}

ssize_t write(int file, const void *data, size_t size) {
    char path[4096];
    int ours = path_of(file, path);
    off_t where = ours ? lseek(file, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(file, data, size);
    if (done > 0 && ours) note('w', path, where, data, done);
    return done;
}

ssize_t sendfile64(int to, int from, off64_t *start, size_t size) {
    char path[4096];
    int ours = path_of(to, path) && start;
    off64_t read_at = ours ? *start : 0, where = ours ? lseek(to, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(sendfile64)(to, from, start, size);
    if (done > 0 && ours) {
        char *data = malloc(done);
        if (pread(from, data, done, read_at) != done) abort();
        note('w', path, where, data, done);
        free(data);
    }
    return done;
}

ssize_t sendfile(int to, int from, off_t *start, size_t size) {
    return sendfile64(to, from, start, size);
}

int ftruncate64(int file, off64_t size) {
    char path[4096];
    int done = REAL(ftruncate64)(file, size);
    if (!done && path_of(file, path)) note('t', path, size, NULL, 0);
    return done;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int fsync(int file) {
    char path[4096];
    int done = REAL(fsync)(file);
    if (!done && path_of(file, path)) note('s', path, 0, NULL, 0);
    return done;
}

int fdatasync(int file) {
    char path[4096];
    int done = REAL(fdatasync)(file);
    if (!done && path_of(file, path)) note('s', path, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    if (!done && below(path)) note('u', path, 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    int done = REAL(rename)(from, to);
    if (!done && below(to)) note('r', from, 0, to, strlen(to));
    return done;
}

int link(const char *from, const char *to) {
    int done = REAL(link)(from, to);
    if (!done && below(to)) note('l', from, 0, to, strlen(to));
    return done;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    struct stat old;
    int made = flags & O_CREAT && below(path) && stat(path, &old);
    int file = REAL(open64)(path, flags, mode);
    if (file >= 0 && made) note('c', path, 0, NULL, 0);
    else if (file >= 0 && flags & O_TRUNC && below(path)) note('t', path, 0, NULL, 0);
    return file;
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}
