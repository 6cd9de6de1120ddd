#define _GNU_SOURCE
#include "Keeper.h"
#include "CChildProcess.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The keeper stands between us and a program. It adopts: whoever below it loses its parent becomes its child, however
// often it forked, and in whatever session it is. So what a program started is told from what anybody else did, and
// the deadline holds even when we are gone. It is a fork of a process with threads: nothing but system calls here.

const int RB_RECALL = SIGUSR1;
enum { RB_RECALL_MILLISECONDS = 500 };

// The kernel's own limit of a process number on 64 bits.
enum { PID_LIMIT = 4 * 1024 * 1024 };

typedef struct {
  pid_t leader;
  int status;
  bool has_ended;  // the leader; others may live on
  bool is_alone;   // nobody is left
  bool is_recalled;  // nobody wants it any more
} rb_kept;

int rb_status(int told) { return WIFEXITED(told) ? WEXITSTATUS(told) : 128 + WTERMSIG(told); }

static long rb_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void rb_reap(rb_kept *kept) {
  int told;
  pid_t pid;
  while ((pid = waitpid(-1, &told, WNOHANG)) > 0) {
    if (pid != kept->leader) continue;
    kept->has_ended = true;
    kept->status = rb_status(told);
  }
  kept->is_alone = pid < 0 && errno == ECHILD;
}

// Reaps until the leader has ended, or everyone has. False when the time is over before; for the leader alone also when
// nobody wants it any more.
static bool rb_await(rb_kept *kept, bool everyone, long until) {
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  if (!everyone) sigaddset(&awaited, RB_RECALL);
  for (;;) {
    rb_reap(kept);
    if (everyone ? kept->is_alone : kept->has_ended) return true;
    long left = until - rb_now();
    if (left <= 0) return false;
    struct timespec time = {left / 1000, left % 1000 * 1000000};
    if (sigtimedwait(&awaited, NULL, &time) == RB_RECALL) {
      kept->is_recalled = true;
      return false;
    }
  }
}

static pid_t rb_number(const char *text) {
  pid_t number = 0;
  for (; *text >= '0' && *text <= '9'; text++) number = number * 10 + (*text - '0');
  return number;
}

// The parent, from `pid (name) state parent …`, or 0. The name can hold brackets, so the last one counts.
static pid_t rb_parent(int folder, const char *pid) {
  char text[512];
  int process = openat(folder, pid, O_PATH | O_DIRECTORY | O_CLOEXEC);
  int file = openat(process, "stat", O_RDONLY | O_CLOEXEC);
  ssize_t size = read(file, text, sizeof text - 1);
  close(file);
  close(process);
  if (size <= 0) return 0;
  text[size] = 0;
  const char *name_end = memrchr(text, ')', (size_t)size);
  return name_end != NULL && name_end + 4 < text + size ? rb_number(name_end + 4) : 0;
}

// A /proc of other processes' numbers than ours, as a container may have, must not tell us whom to kill.
static int rb_open_processes(void) {
  char own[16] = "";
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (readlinkat(folder, "self", own, sizeof own - 1) > 0 && rb_number(own) == getpid()) return folder;
  close(folder);
  return -1;
}

// Sends a signal to everyone below us and to their groups, as soon as each is seen, and tells whether somebody was not
// in `met` before. The folder lists by number, and children mostly come after their parents.
static bool rb_signal_everyone(int folder, int signal, unsigned char met[PID_LIMIT / 8]) {
  _Alignas(struct dirent64) char entries[16384];
  pid_t keeper = getpid();
  bool met_others = false;
  ssize_t size;
  lseek(folder, 0, SEEK_SET);
  while ((size = getdents64(folder, entries, sizeof entries)) > 0) {
    const struct dirent64 *entry;
    for (ssize_t at = 0; at < size; at += entry->d_reclen) {
      entry = (const struct dirent64 *)(entries + at);
      pid_t pid = rb_number(entry->d_name);
      if (pid <= 1 || pid >= PID_LIMIT) continue;
      pid_t parent = rb_parent(folder, entry->d_name);
      if (parent != keeper && (met[parent / 8] >> parent % 8 & 1) == 0) continue;
      unsigned char bit = (unsigned char)(1 << pid % 8);
      met_others = met_others || (met[pid / 8] & bit) == 0;
      met[pid / 8] |= bit;
      pid_t group = getpgid(pid);
      if (group > 1) kill(-group, signal);
      kill(pid, signal);
    }
  }
  return met_others;
}

// Who is stopped forks no more, and still counts against its account's limit, so that nobody takes its place. Thus
// everyone is stopped until nobody new is met, and then killed: a bomb does not outrun that.
static void rb_kill_everyone(rb_kept *kept, long until) {
  static unsigned char met[PID_LIMIT / 8];
  int folder = rb_open_processes();
  // A bomb leaves little time to anybody else. Only root may go before it.
  setpriority(PRIO_PROCESS, 0, -20);
  while (!kept->is_alone && rb_now() < until) {
    memset(met, 0, sizeof met);
    while (rb_signal_everyone(folder, SIGSTOP, met) && rb_now() < until) {
    }
    rb_signal_everyone(folder, SIGKILL, met);
    if (!kept->has_ended) kill(-kept->leader, SIGKILL);
    rb_await(kept, true, rb_now() + 1);
  }
}

_Noreturn void rb_keep(pid_t leader, int report, int milliseconds, int grace_milliseconds) {
  rb_kept kept = {.leader = leader, .status = 128 + SIGKILL};
  bool timed_out = !rb_await(&kept, false, rb_now() + milliseconds);
  if (timed_out) {
    // The leader is not reaped yet, so its group is still its own. Who is stopped cannot end.
    kill(-leader, SIGTERM);
    kill(-leader, SIGCONT);
    // What only looked has little to put away.
    bool is_short = kept.is_recalled && grace_milliseconds > RB_RECALL_MILLISECONDS;
    rb_await(&kept, true, rb_now() + (is_short ? RB_RECALL_MILLISECONDS : grace_milliseconds));
    rb_kill_everyone(&kept, rb_now() + RB_KILLING_MILLISECONDS);
  }
  rb_ending ending = {kept.status, timed_out, timed_out && !kept.is_alone};
  while (write(report, &ending, sizeof ending) < 0 && errno == EINTR) {
  }
  _exit(0);
}
