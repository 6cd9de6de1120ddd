#define _GNU_SOURCE
#include "CChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Between vfork and exec the child borrows the parent's memory. Everything it needs is prepared, and it calls nothing
// but system calls. The calls that change the user go to the kernel directly: glibc's would change every thread.

typedef struct {
  const rb_request *request;
  int input, output, errors;
  pid_t parent;
  volatile int failure;
} rb_start;

static void rb_fail(rb_start *start) {
  start->failure = errno;
  _exit(127);
}

static void rb_become(rb_start *start) {
  const rb_request *request = start->request;
  if (setsid() < 0) rb_fail(start);
  if (dup2(start->input, 0) < 0 || dup2(start->output, 1) < 0 || dup2(start->errors, 2) < 0) rb_fail(start);
  if (close_range(3, ~0U, 0) < 0) rb_fail(start);
  if (request->switches_user) {
    if (syscall(SYS_setgroups, request->group_count, request->groups) < 0) rb_fail(start);
    if (syscall(SYS_setresgid, request->group, request->group, request->group) < 0) rb_fail(start);
    if (syscall(SYS_setresuid, request->user, request->user, request->user) < 0) rb_fail(start);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) rb_fail(start);
  }
  if (request->ends_with_parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) rb_fail(start);
    if (getppid() != start->parent) _exit(127);
  }
  umask(077);
  if (chdir(request->directory) < 0) rb_fail(start);

  struct sigaction plain = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &plain, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(request->program, request->arguments, request->environment);
  rb_fail(start);
}

static __attribute__((noinline)) pid_t rb_fork(rb_start *start) {
  pid_t pid = vfork();
  if (pid == 0) {
    rb_become(start);
    _exit(127);
  }
  return pid;
}

static void rb_close(int descriptor) {
  if (descriptor >= 0) close(descriptor);
}

// A descriptor above the three that the child takes over, so that dup2 never meets its own source.
static int rb_lift(int descriptor) {
  if (descriptor < 0 || descriptor > 2) return descriptor;
  int lifted = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  close(descriptor);
  return lifted;
}

static bool rb_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) < 0) {
    ends[0] = ends[1] = -1;
    return false;
  }
  ends[0] = rb_lift(ends[0]);
  ends[1] = rb_lift(ends[1]);
  return ends[0] >= 0 && ends[1] >= 0;
}

int rb_spawn(const rb_request *request, rb_child *child) {
  int output[2] = {-1, -1}, errors[2] = {-1, -1};
  int failure = 0, pidfd = -1;
  pid_t pid = -1;
  int input = rb_lift(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (input < 0 || !rb_pipe(output) || !rb_pipe(errors)) {
    failure = errno;
  } else {
    rb_start start = {request, input, output[1], errors[1], getpid(), 0};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid = rb_fork(&start);
    failure = pid < 0 ? errno : start.failure;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (pid > 0 && failure == 0) {
      pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
      if (pidfd < 0) {
        failure = errno;
        kill(-pid, SIGKILL);
      }
    }
    if (pid > 0 && failure != 0) {
      while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
      }
    }
  }
  rb_close(input);
  rb_close(output[1]);
  rb_close(errors[1]);
  if (failure != 0) {
    rb_close(output[0]);
    rb_close(errors[0]);
    return failure;
  }
  *child = (rb_child){pid, pidfd, output[0], errors[0]};
  return 0;
}

int rb_reap(int pidfd, int *status) {
  siginfo_t info = {0};
  while (waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED | WNOHANG) < 0) {
    if (errno != EINTR) return -errno;
  }
  if (info.si_pid == 0) return 0;
  *status = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
  return 1;
}
