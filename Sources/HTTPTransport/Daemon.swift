import CMicroHTTPD
import Glibc

/// One libmicrohttpd daemon with a thread of its own, on a socket that listens. It speaks HTTP; what is said is decided
/// in `Exchange`.
///
/// Its calls come from C with a pointer to the service or to the exchange; all of them are here.
struct Daemon: @unchecked Sendable {
  /// A head of more than this is answered with 431.
  private static let headMemory = 16 << 10
  /// A few above the sentry's bound, for those that it is just cutting off.
  private static let mostConnections = UInt32(Sentry.mostConnections + 16)

  private let pointer: OpaquePointer

  /// nil where the system gives no thread or no memory. The socket belongs to the daemon from then on.
  init?(_ service: Service, listening socket: Int32) {
    let calls = rb_http_calls(take: take, completed: completed, connection: connection, begin: begin)
    let context = Unmanaged.passRetained(service).toOpaque()
    guard let pointer = rb_http_start(socket, Self.mostConnections, Self.headMemory, calls, context) else {
      Unmanaged<Service>.fromOpaque(context).release()
      return nil
    }
    self.pointer = pointer
  }

  /// Takes no further connections; the socket that listened is closed.
  func stopListening() {
    let socket = MHD_quiesce_daemon(pointer)
    if socket >= 0 { close(socket) }
  }

  /// Closes every connection and waits for the thread. Nothing may be asleep, and nothing may fall asleep any more. The
  /// service is not released: the process ends with it.
  func stop() { MHD_stop_daemon(pointer) }
}

private func service(_ context: UnsafeMutableRawPointer?) -> Service? {
  context.map { Unmanaged<Service>.fromOpaque($0).takeUnretainedValue() }
}

private func exchange(_ kept: UnsafeMutableRawPointer?) -> Exchange? {
  kept.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

/// A connection was accepted, or is about to be closed.
private func connection(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ kept: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ event: MHD_ConnectionNotificationCode
) {
  guard let service = service(context), let connection, let kept else { return }
  if event == .CONNECTION_NOTIFY_STARTED {
    kept.pointee = UnsafeMutableRawPointer(bitPattern: service.sentry.opened(rb_http_socket(connection)))
  } else {
    service.sentry.closed(UInt(bitPattern: kept.pointee))
  }
}

/// A request line was read: its exchange begins. Nothing has been cut out of the line yet.
private func begin(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let service = service(context), let target, let connection else { return nil }
  let number = UInt(bitPattern: rb_http_kept(connection))
  let exchange = Exchange(
    service, Exchange.Connection(pointer: connection, number: number), target: String(cString: target))
  return Unmanaged.passRetained(exchange).toOpaque()
}

private func completed(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ kept: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ how: MHD_RequestTerminationCode
) {
  guard let kept, let held = kept.pointee else { return }
  kept.pointee = nil
  Unmanaged<Exchange>.fromOpaque(held).takeRetainedValue().completed()
}

/// First without a body when the head is there, then for each part of the body, last without any; and again whenever the
/// connection was woken.
private func take(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ part: UnsafePointer<CChar>?,
  _ count: UnsafeMutablePointer<Int>?, _ kept: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let connection, let count, let exchange = exchange(kept?.pointee) else { return .NO }
  if !exchange.hasHead {
    guard let head = HeadReading(connection, exchange.target, url, method, version).head else { return .NO }
    return follow(exchange.begin(head), exchange, connection)
  }
  guard count.pointee > 0 else { return follow(exchange.proceed(), exchange, connection) }
  let step = exchange.take(UnsafeRawBufferPointer(start: part, count: count.pointee))
  count.pointee = 0
  return follow(step, exchange, connection)
}

private func follow(_ step: Exchange.Step, _ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
  switch step {
  case .goOn: return .YES
  case .cut: return .NO
  case .reply(let reply):
    let response = reply.body.withUnsafeBytes { body in
      MHD_create_response_from_buffer(
        body.count, UnsafeMutableRawPointer(mutating: body.baseAddress), .RESPMEM_MUST_COPY)
    }
    let type = reply.body.isEmpty ? [] : [HeaderField("Content-Type", reply.type)]
    return queue(response, reply.status, type + reply.fields, isLast: reply.endsConnection, connection)
  case .stream(let isLast):
    let context = Unmanaged.passRetained(exchange).toOpaque()
    let response = MHD_create_response_from_callback(
      UInt64.max, Int(getpagesize()), readStream, context, releaseStream)
    if response == nil { releaseStream(context) }
    return queue(response, 200, EventStream.fields, isLast: isLast, connection)
  }
}

private func queue(
  _ response: OpaquePointer?, _ status: Int, _ fields: [HeaderField], isLast: Bool,
  _ connection: OpaquePointer
) -> MHD_Result {
  guard let response else { return .NO }
  defer { MHD_destroy_response(response) }
  for field in fields { MHD_add_response_header(response, field.name, field.value) }
  if isLast { MHD_add_response_header(response, "Connection", "close") }
  return MHD_queue_response(connection, UInt32(status), response)
}

private func readStream(
  _ context: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ most: Int
) -> Int {
  exchange(context)?.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: most))
    ?? Int(rb_http_failed)
}

private func releaseStream(_ context: UnsafeMutableRawPointer?) {
  if let context { Unmanaged<Exchange>.fromOpaque(context).release() }
}
