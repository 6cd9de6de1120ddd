/* Loaded into the program by the loader (LD_PRELOAD): ends or fails it at one chosen call.
 *
 * Calls on files below KILL_UNDER, on the standard output and on unix sockets are counted, over all threads; where
 * KILL_NAME is set, only those of that name. At number KILL_AT happens what KILL_HOW says: "before" and "after" are
 * SIGKILL around the call, "half" is SIGKILL behind half of a write, a number is the errno that the call fails with
 * (once; with KILL_ALL set, every call from there on that has the same name), "short" lets a write take one byte. With
 * KILL_LOG each counted call is a line of that file.
 * strace's counters are a thread's own, and a write is whole there: that is why this exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

static int count, target, log_file = -1, all;
static const char *how = "", *under = "/nowhere", *only, *failing;

__attribute__((constructor)) static void start(void) {
  if (getenv("KILL_AT")) target = atoi(getenv("KILL_AT"));
  if (getenv("KILL_HOW")) how = strdup(getenv("KILL_HOW"));
  if (getenv("KILL_UNDER")) under = strdup(getenv("KILL_UNDER"));
  if (getenv("KILL_NAME")) only = strdup(getenv("KILL_NAME"));
  all = getenv("KILL_ALL") != NULL;
  const char *path = getenv("KILL_LOG");
  if (path) log_file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

enum { PASS, AFTER, HALF, SHORT, FAIL };

static int at(const char *name, const char *what) {
  int number = only && strcmp(only, name) != 0 ? 0 : __sync_add_and_fetch(&count, 1);
  if (log_file >= 0) {
    char line[5000];
    int length = snprintf(line, sizeof line, "%s %s\n", name, what);
    syscall(SYS_write, log_file, line, length);
  }
  if (all && failing && strcmp(failing, name) == 0) {
    errno = atoi(how);
    return FAIL;
  }
  if (number == 0 || number != target) return PASS;
  if (strcmp(how, "before") == 0) end();
  if (strcmp(how, "after") == 0) return AFTER;
  if (strcmp(how, "half") == 0) return HALF;
  if (strcmp(how, "short") == 0) return SHORT;
  failing = name;
  errno = atoi(how);
  return FAIL;
}

static int on_path(const char *name, const char *path) {
  return strncmp(path, under, strlen(under)) == 0 ? at(name, path) : PASS;
}

static int on_file(const char *name, int file) {
  char link[40], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
  if (length < 0) return PASS;
  path[length] = 0;
  if (file == 1 && strcmp(name, "write") == 0) return at(name, "stdout");
  return on_path(name, path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define AROUND(what, call)           \
  int verdict = what;                \
  if (verdict == FAIL) return -1;    \
  __typeof__(call) result = call;    \
  if (verdict != PASS) end();        \
  return result;

static mode_t mode_of(int flags, va_list words) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(words, mode_t) : 0; }

int open(const char *path, int flags, ...) {
  va_list words;
  va_start(words, flags);
  mode_t mode = mode_of(flags, words);
  va_end(words);
  AROUND(on_path("open", path), NEXT(open)(path, flags, mode))
}
int open64(const char *path, int flags, ...) {
  va_list words;
  va_start(words, flags);
  mode_t mode = mode_of(flags, words);
  va_end(words);
  AROUND(on_path("open", path), NEXT(open64)(path, flags, mode))
}
int mkdir(const char *path, mode_t mode) { AROUND(on_path("mkdir", path), NEXT(mkdir)(path, mode)) }
int chmod(const char *path, mode_t mode) { AROUND(on_path("chmod", path), NEXT(chmod)(path, mode)) }
int fchmod(int file, mode_t mode) { AROUND(on_file("fchmod", file), NEXT(fchmod)(file, mode)) }
int fsync(int file) { AROUND(on_file("fsync", file), NEXT(fsync)(file)) }
int fdatasync(int file) { AROUND(on_file("fdatasync", file), NEXT(fdatasync)(file)) }
int ftruncate(int file, off_t size) { AROUND(on_file("ftruncate", file), NEXT(ftruncate)(file, size)) }
int flock(int file, int what) { AROUND(on_file("flock", file), NEXT(flock)(file, what)) }
int close(int file) { AROUND(on_file("close", file), NEXT(close)(file)) }
int unlink(const char *path) { AROUND(on_path("unlink", path), NEXT(unlink)(path)) }
int rename(const char *from, const char *to) { AROUND(on_path("rename", to), NEXT(rename)(from, to)) }
int link(const char *from, const char *to) { AROUND(on_path("link", to), NEXT(link)(from, to)) }

ssize_t write(int file, const void *bytes, size_t size) {
  int verdict = on_file("write", file);
  if (verdict == FAIL) return -1;
  if (verdict == HALF) size /= 2;
  if (verdict == SHORT && size > 0) size = 1;
  ssize_t result = NEXT(write)(file, bytes, size);
  if (verdict == AFTER || verdict == HALF) end();
  return result;
}

int connect(int file, const struct sockaddr *address, socklen_t length) {
  int isUnix = address->sa_family == AF_UNIX;
  AROUND(isUnix ? at("connect", ((const struct sockaddr_un *)address)->sun_path) : PASS,
         NEXT(connect)(file, address, length))
}
ssize_t send(int file, const void *bytes, size_t size, int flags) {
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;
  int isUnix = getpeername(file, (struct sockaddr *)&peer, &length) == 0 && peer.ss_family == AF_UNIX;
  AROUND(isUnix ? at("send", "") : PASS, NEXT(send)(file, bytes, size, flags))
}
