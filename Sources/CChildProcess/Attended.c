#define _GNU_SOURCE
#include "CChildProcess.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

// What the caller had open beside the three streams. More than these nobody gives a program.
enum { FOREIGN_LIMIT = 64 };
static int rb_foreign[FOREIGN_LIMIT];
static size_t rb_foreign_count;

// A folder of tasks has a link for each of them, and two as any folder.
static bool rb_is_alone(void) {
  struct stat tasks;
  return stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3;
}

static void rb_note_foreign(void) {
  DIR *folder = opendir("/proc/self/fd");
  if (folder == NULL) return;
  const struct dirent *entry;
  while ((entry = readdir(folder)) != NULL && rb_foreign_count < FOREIGN_LIMIT) {
    int descriptor = atoi(entry->d_name);
    // One that ends with exec is not the caller's: a library opened it before us.
    if (descriptor > 2 && (fcntl(descriptor, F_GETFD) & FD_CLOEXEC) == 0) rb_foreign[rb_foreign_count++] = descriptor;
  }
  closedir(folder);
}

// A stream that the caller has closed is nobody else's: what we open would land there, and be replaced when we let go.
// Nothing can be written to it, as before.
static void rb_fill_streams(void) {
  for (int stream = 0; stream < 3; stream++) {
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDONLY);
  }
}

pid_t rb_split(int *channel) {
  int ends[2];
  if (!rb_is_alone()) {
    errno = EBUSY;
    return -1;
  }
  rb_note_foreign();
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return -1;
  pid_t pid = -1;
  for (int end = 0; end < 2; end++) {
    // Above the three streams, which may be closed and are replaced later.
    int lifted = fcntl(ends[end], F_DUPFD_CLOEXEC, 3);
    close(ends[end]);
    ends[end] = lifted;
  }
  if (ends[0] >= 0 && ends[1] >= 0) pid = fork();
  *channel = ends[pid == 0];
  if (pid < 0) close(*channel);
  close(ends[pid != 0]);
  if (pid == 0) rb_fill_streams();
  return pid;
}

bool rb_let_go(void) {
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0 || setsid() < 0) return false;
  for (int stream = 0; stream < 3; stream++) {
    if (dup2(null, stream) < 0) return false;
  }
  if (null > 2) close(null);
  for (size_t place = 0; place < rb_foreign_count; place++) close(rb_foreign[place]);
  rb_foreign_count = 0;
  return true;
}
