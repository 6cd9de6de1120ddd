#define _GNU_SOURCE
#include "CChildProcess.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

// Blocking them is not enough: the main thread of a Swift program sleeps with every signal let through.

static volatile sig_atomic_t rb_told = -1;

static void rb_tell(int signal) {
  (void)signal;
  const int before = errno;
  const uint64_t one = 1;
  if (write(rb_told, &one, sizeof one) < 0) errno = before;
}

int rb_stop_signals(void) {
  const int descriptor = eventfd(0, EFD_CLOEXEC);
  if (descriptor < 0) return -1;
  rb_told = descriptor;
  struct sigaction action = {.sa_handler = rb_tell, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  const int signals[] = {SIGTERM, SIGINT, SIGHUP};
  for (size_t place = 0; place < sizeof signals / sizeof signals[0]; place++) {
    sigaction(signals[place], &action, NULL);
  }
  return descriptor;
}
