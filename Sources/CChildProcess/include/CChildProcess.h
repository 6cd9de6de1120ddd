#ifndef C_CHILD_PROCESS_H
#define C_CHILD_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// What to start. Every pointer belongs to the caller and is read only during the call.
typedef struct {
  const char *program;
  char *const *arguments;    // NULL at the end, as execve wants it
  char *const *environment;  // NULL at the end
  const char *directory;
  bool switches_user;        // then the next four count, and no set-uid program regains power
  uid_t user;
  gid_t group;
  const gid_t *groups;
  size_t group_count;
  bool ends_with_parent;     // the kernel looks at the spawning THREAD: it must outlive the child
} rb_request;

typedef struct {
  pid_t pid;  // also the id of its session and its process group
  int pidfd;
  int output;
  int errors;
} rb_child;

/// Starts a program in a session of its own, with /dev/null as input, two pipes, mask 077 and no other descriptor.
/// Returns 0, or the errno of the first step that failed, the exec included: then nothing is left behind.
int rb_spawn(const rb_request *request, rb_child *child);

/// Takes the status of a child that has ended: the exit status, or 128 and the signal's number.
/// Returns 1 when it was taken, 0 while the child runs, and a negative errno otherwise.
int rb_reap(int pidfd, int *status);

#endif
