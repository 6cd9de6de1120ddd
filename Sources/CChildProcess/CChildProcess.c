#define _GNU_SOURCE
#include "CChildProcess.h"
#include "Keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Between vfork and exec the child borrows the parent's memory. Everything it needs is prepared, and it calls nothing
// but system calls. The calls that change the user go to the kernel directly: glibc's would change every thread.

typedef struct {
  const rb_request *request;
  int input, output, errors;
  volatile rb_failure failure;
} rb_start;

static void rb_fail(rb_start *start) {
  start->failure.code = errno;
  _exit(127);
}

// A file that nobody ever reads or writes at its other end, as a FIFO can be, must not hold us here.
static void rb_open_redirects(rb_start *start) {
  const rb_request *request = start->request;
  for (size_t index = 0; index < request->redirect_count; index++) {
    const rb_redirect *redirect = &request->redirects[index];
    int source = redirect->source;
    start->failure.redirect = index + 1;
    if (redirect->path != NULL) {
      source = open(redirect->path, redirect->flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
      if (source < 0) rb_fail(start);
      if (fcntl(source, F_SETFL, redirect->flags & O_APPEND) < 0) rb_fail(start);
    }
    if (dup2(source, redirect->descriptor) < 0) rb_fail(start);
    if (redirect->path != NULL) close(source);
  }
  start->failure.redirect = 0;
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
    if (!request->may_gain && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) rb_fail(start);
  }
  // Behind the change of the user, which forgets it.
  if (request->ends_with_us && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) rb_fail(start);
  rb_open_redirects(start);
  umask(077);
  // A core would be a file of secrets in the working directory. A daemon may raise the limit again.
  struct rlimit core;
  if (getrlimit(RLIMIT_CORE, &core) == 0) {
    core.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &core);
  }
  if (chdir(request->directory) < 0) {
    start->failure.is_in_directory = true;
    rb_fail(start);
  }

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

static void rb_wait(pid_t pid) {
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
}

static bool rb_read(int descriptor, void *value, size_t size) {
  ssize_t count;
  while ((count = read(descriptor, value, size)) < 0 && errno == EINTR) {
  }
  return count == (ssize_t)size;
}

static rb_failure rb_start_watched(rb_start *start, rb_child *child) {
  child->pid = rb_fork(start);
  if (child->pid < 0) return (rb_failure){.code = errno};
  rb_failure failure = start->failure;
  if (failure.code == 0) {
    child->ending = (int)syscall(SYS_pidfd_open, child->pid, 0);
    if (child->ending >= 0) return failure;
    failure.code = errno;
    kill(-child->pid, SIGKILL);
  }
  rb_wait(child->pid);
  return failure;
}

static _Noreturn void rb_become_keeper(rb_start *start, int report) {
  // A session of its own: what is typed at our terminal is not for it. Who ignores SIGCHLD has nobody to wait for.
  setsid();
  signal(SIGCHLD, SIG_DFL);
  pid_t leader = -1;
  if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0) leader = rb_fork(start);
  rb_failure failure = start->failure;
  if (leader < 0) failure.code = errno;
  // No pipe, no lock and no folder of ours is held open.
  if (dup2(report, 0) < 0 || close_range(1, ~0U, 0) < 0 || chdir("/") < 0) _exit(127);
  if (write(0, &failure, sizeof failure) < 0 || failure.code != 0) _exit(127);
  rb_keep(leader, 0, start->request->milliseconds, start->request->grace_milliseconds);
}

static rb_failure rb_start_kept(rb_start *start, rb_child *child) {
  rb_failure failure = {0};
  int report[2];
  if (rb_pipe(report)) {
    child->pid = _Fork();
    if (child->pid == 0) rb_become_keeper(start, report[1]);
  }
  if (child->pid < 0) failure.code = errno;
  rb_close(report[1]);
  if (child->pid > 0 && !rb_read(report[0], &failure, sizeof failure)) failure.code = ECHILD;
  if (failure.code != 0) {
    rb_close(report[0]);
    if (child->pid > 0) rb_wait(child->pid);
  }
  child->ending = report[0];
  return failure;
}

rb_failure rb_spawn(const rb_request *request, rb_child *child) {
  int output[2] = {-1, -1}, errors[2] = {-1, -1};
  rb_failure failure = {0};
  *child = (rb_child){.pid = -1, .is_kept = request->is_kept, .ending = -1};
  const int none[3] = {-1, -1, -1};
  const int *given = request->has_streams ? request->streams : none;
  int input = given[0] < 0 ? rb_lift(open("/dev/null", O_RDONLY | O_CLOEXEC)) : -1;
  if ((given[0] < 0 && input < 0) || (given[1] < 0 && !rb_pipe(output)) || (given[2] < 0 && !rb_pipe(errors))) {
    failure.code = errno;
  } else {
    rb_start start = {request, given[0] < 0 ? input : given[0], given[1] < 0 ? output[1] : given[1],
                      given[2] < 0 ? errors[1] : given[2], {0}};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failure = request->is_kept ? rb_start_kept(&start, child) : rb_start_watched(&start, child);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  rb_close(input);
  rb_close(output[1]);
  rb_close(errors[1]);
  if (failure.code != 0) {
    rb_close(output[0]);
    rb_close(errors[0]);
  }
  child->output = output[0];
  child->errors = errors[0];
  return failure;
}

bool rb_take(const rb_child *child, rb_ending *ending) {
  if (child->is_kept) {
    // A keeper that says nothing was killed, and what it kept lives on.
    if (!rb_read(child->ending, ending, sizeof *ending)) *ending = (rb_ending){128 + SIGKILL, false, true};
    rb_wait(child->pid);
    return true;
  }
  int told;
  if (waitpid(child->pid, &told, WNOHANG) != child->pid) return false;
  *ending = (rb_ending){rb_status(told), false, false};
  return true;
}
