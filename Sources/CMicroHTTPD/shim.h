#include <microhttpd.h>
#include <sys/epoll.h>

// Swift does not see functions with a variable number of arguments.

struct rb_http_calls {
  MHD_AccessHandlerCallback take;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback connection;
  // Sees the request line before anything is taken out of it; its answer is the request's context.
  void *(*begin)(void *context, const char *target, struct MHD_Connection *connection);
};

// A path is compared as it was sent: no escape is undone.
static inline size_t rb_http_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
  (void)context;
  (void)connection;
  return __builtin_strlen(text);
}

// One thread with epoll on a socket that listens already. NULL with errno where it cannot be had.
static inline struct MHD_Daemon *rb_http_start(
    int listening, unsigned connections, size_t memory, struct rb_http_calls calls, void *context) {
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, calls.take, context,
      MHD_OPTION_LISTEN_SOCKET, (MHD_socket)listening, MHD_OPTION_CONNECTION_LIMIT, connections,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,
      MHD_OPTION_UNESCAPE_CALLBACK, rb_http_keep_escapes, NULL, MHD_OPTION_URI_LOG_CALLBACK, calls.begin,
      context, MHD_OPTION_NOTIFY_COMPLETED, calls.completed, context, MHD_OPTION_NOTIFY_CONNECTION,
      calls.connection, context, MHD_OPTION_END);
}

static inline int rb_http_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == NULL ? -1 : info->connect_fd;
}

// What the application keeps of the connection; NULL before it has kept anything.
static inline void *rb_http_kept(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info == NULL ? NULL : info->socket_context;
}

// How many bytes the head has, from the request line to the empty line.
static inline size_t rb_http_head_bytes(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info == NULL ? 0 : info->header_size;
}

static const ssize_t rb_http_ended = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t rb_http_failed = MHD_CONTENT_READER_END_WITH_ERROR;

// Sockets of which is only asked whether the other side has closed; Glibc has no epoll for Swift.
static inline int rb_watch(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline void rb_watch_begin(int watch, int socket, uint64_t number) {
  struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT, .data = {.u64 = number}};
  epoll_ctl(watch, EPOLL_CTL_ADD, socket, &event);
}

static inline void rb_watch_end(int watch, int socket) { epoll_ctl(watch, EPOLL_CTL_DEL, socket, NULL); }

// The number of one socket that was closed; 0 for none in the time.
static inline uint64_t rb_watch_wait(int watch, int milliseconds) {
  struct epoll_event event;
  return epoll_wait(watch, &event, 1, milliseconds) == 1 ? event.data.u64 : 0;
}
