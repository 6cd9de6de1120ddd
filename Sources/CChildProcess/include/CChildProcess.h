#ifndef C_CHILD_PROCESS_H
#define C_CHILD_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// A stream that the child opens itself, as the account that it has become.
typedef struct {
  int descriptor;    // 0, 1 or 2
  const char *path;  // absolute; NULL where it goes where another one of the three goes
  int flags;         // of open(2)
  int source;        // that other one
} rb_redirect;

/// What to start. Every pointer belongs to the caller and is read only during the call.
typedef struct {
  const char *program;
  char *const *arguments;    // NULL at the end, as execve wants it
  char *const *environment;  // NULL at the end
  const char *directory;
  bool switches_user;        // then the next five count
  bool may_gain;             // whether a set-uid program, such as sudo, may give it what it gives that account
  uid_t user;
  gid_t group;
  const gid_t *groups;
  size_t group_count;
  bool ends_with_us;         // it is killed with the thread that starts it: the thread has to wait for it
  bool is_kept;              // then a keeper ends it and all that it started, and the next two count
  int milliseconds;          // until the keeper asks it to end
  int grace_milliseconds;    // from there until the keeper kills
  bool has_streams;          // then these three become its standard streams, where one is not -1
  int streams[3];            // above 2; they stay the caller's
  const rb_redirect *redirects;  // in this order, over the streams
  size_t redirect_count;
} rb_request;

/// How long a keeper goes on killing: a bomb leaves it little time, and another account's process never ends by it.
enum { RB_KILLING_MILLISECONDS = 5000 };

/// The signal by which a keeper ends what it keeps before the deadline. Nobody sends it to everybody, as SIGTERM is when a
/// machine goes down.
extern const int RB_RECALL;

typedef struct {
  pid_t pid;   // of the child, or of its keeper; also the id of its session and its process group
  bool is_kept;
  int ending;  // can be read once the child has ended
  int output;
  int errors;
} rb_child;

/// The first step that failed.
typedef struct {
  int code;               // its errno, 0 when the child was started
  bool is_in_directory;   // the working directory could not be entered
  size_t redirect;        // which redirect could not be opened, counted from 1; 0 for none
} rb_failure;

typedef struct {
  int status;         // the exit status, or 128 and the signal's number
  bool timed_out;     // the keeper ended it
  bool left_running;  // something that it started could not be killed, or its keeper was
} rb_ending;

/// Starts a program in a session of its own, with /dev/null as input and two pipes, or the streams that are given, mask
/// 077 and no other descriptor. `output` and `errors` of the child are -1 where a stream was given.
/// Steps that fail are told at once, the exec included: then nothing is left behind.
rb_failure rb_spawn(const rb_request *request, rb_child *child);

/// Takes the ending of a child once `ending` can be read; false when it has not ended, or another has taken it.
bool rb_take(const rb_child *child, rb_ending *ending);

/// From now on SIGTERM, SIGINT and SIGHUP do not end the process: they make this descriptor readable. -1 with errno where
/// there is none to be had.
int rb_stop_signals(void);

/// Makes this process two, as long as it has one thread. The one that was called gets the number of the other, which gets
/// 0 and is to do the work; -1 with errno where it cannot be done. `channel` leads from each to the other, in packets.
pid_t rb_split(int *channel);

/// In the one that does the work: a session of its own, `/dev/null` as the three streams, and nothing open any more that
/// the caller had opened. False with errno where there is no such session to be had.
bool rb_let_go(void);

#endif
