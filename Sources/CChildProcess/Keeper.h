#ifndef C_CHILD_PROCESS_KEEPER_H
#define C_CHILD_PROCESS_KEEPER_H

#include <sys/types.h>

/// Waits for the leader until its time is over, then ends it and all that it started; writes an `rb_ending`.
/// To be called in a process that adopts (PR_SET_CHILD_SUBREAPER), has one thread and blocks every signal.
_Noreturn void rb_keep(pid_t leader, int report, int milliseconds, int grace_milliseconds);

/// The exit status, or 128 and the number of the signal, of what waitpid tells.
int rb_status(int told);

#endif
