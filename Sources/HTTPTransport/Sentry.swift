import CMicroHTTPD
import Glibc
import MCPSurface
import Synchronization

/// How long a client may take.
struct Patience: Sendable {
  /// From the first byte to a head with a token that is known.
  var admission = Duration.seconds(5)
  /// For the body of whoever was let in, and for taking what we answer.
  var transfer = Duration.seconds(30)
  /// For the next request on a connection.
  var rest = Duration.seconds(75)
  /// Proxies and clients give up on an answer that is silent for half a minute or more.
  var silence = Duration.seconds(15)
  /// For what is being answered when the service ends. A change goes on in a process of its own.
  var end = Duration.seconds(5)
  /// How exactly all of these are kept.
  var tick = Duration.milliseconds(250)
}

/// Watches over the connections on a thread of its own: who is late is cut off, whoever hangs up while we work is noticed,
/// and who waits in silence is sent a sign of life.
///
/// libmicrohttpd looks at no socket of a connection that is suspended, and its own time limit begins anew with each byte.
final class Sentry: Sendable {
  static let mostConnections = 256

  private struct Watched {
    var socket: Int32
    var deadline: ContinuousClock.Instant?
    var isAdmitted = false
    /// Whether a request was let in and has not got all of its answer.
    var isBusy = false
    /// Whether a body was refused of which more may come.
    var lingers = false
    /// What is being worked on, while nobody reads from the socket.
    var exchange: Exchange?
  }

  private struct State {
    var connections: [UInt: Watched] = [:]
    var serial: UInt = 0
    var lingering = 0
    var isEnding = false
  }

  private let state = Mutex(State())
  private let watch: Int32
  let patience: Patience

  /// nil where the system has no descriptor or no thread to give.
  init?(_ patience: Patience) {
    self.patience = patience
    watch = rb_watch()
    guard watch >= 0, OwnThread.start({ [self] in work() }) else { return nil }
  }

  /// Ends the thread.
  func end() { state.withLock { $0.isEnding = true } }

  // MARK: What the daemon tells

  /// A connection was accepted; its number. Where there are too many the one that has waited longest for being let in
  /// has to go, or this one.
  func opened(_ socket: Int32) -> UInt {
    state.withLock { state in
      state.serial += 1
      let number = state.serial
      state.connections[number] = Watched(socket: socket, deadline: .now + patience.admission)
      if state.connections.count > Self.mostConnections {
        let strangers = state.connections.filter { !$0.value.isAdmitted && $0.value.deadline != nil }
        cut(strangers.keys.min() ?? number, &state)
      }
      return number
    }
  }

  /// Must come before the socket is closed: its number may be another connection's right afterwards.
  func closed(_ number: UInt) {
    let socket: Int32? = state.withLock { state in
      guard let watched = state.connections.removeValue(forKey: number), watched.lingers,
        state.lingering < Lingering.most
      else { return nil }
      state.lingering += 1
      return watched.socket
    }
    guard let socket else { return }
    Lingering.begin(socket) { [self] in state.withLock { $0.lingering -= 1 } }
  }

  /// The connection ends with a body unread, of a client that has shown the token.
  func lingers(_ number: UInt) { change(number) { $0.lingers = true } }

  func admitted(_ number: UInt) {
    change(number) { watched in
      watched.isAdmitted = true
      watched.isBusy = true
      watched.deadline = .now + patience.transfer
    }
  }

  /// Whoever was not let in keeps the time that was left, at most.
  func refused(_ number: UInt) {
    change(number) { watched in
      let end = ContinuousClock.now + patience.admission
      if watched.isAdmitted { watched.deadline = end }
      watched.isAdmitted = false
    }
  }

  /// An answer goes out, and has to be taken.
  func sends(_ number: UInt) {
    change(number) { watched in
      if watched.isAdmitted { watched.deadline = .now + patience.transfer }
    }
  }

  func answered(_ number: UInt) {
    change(number) { watched in
      watched.isBusy = false
      if watched.isAdmitted { watched.deadline = .now + patience.rest }
    }
  }

  /// Nobody reads from the socket until `wakes`: hanging up is told to the exchange.
  func sleeps(_ number: UInt, _ exchange: Exchange) {
    change(number) { watched in
      watched.exchange = exchange
      watched.deadline = nil
      rb_watch_begin(watch, watched.socket, UInt64(number))
    }
  }

  func wakes(_ number: UInt) {
    change(number) { watched in
      guard watched.exchange != nil else { return }
      watched.exchange = nil
      watched.deadline = .now + patience.transfer
      rb_watch_end(watch, watched.socket)
    }
  }

  /// Cuts every connection without a request that was let in.
  func cutIdle() {
    state.withLock { state in
      for (number, watched) in state.connections where !watched.isBusy { cut(number, &state) }
    }
  }

  var isIdle: Bool { state.withLock { !$0.connections.values.contains { $0.isBusy } } }

  /// What is being worked on.
  var exchanges: [Exchange] { state.withLock { $0.connections.values.compactMap(\.exchange) } }

  private func change(_ number: UInt, _ change: (inout Watched) -> Void) {
    state.withLock { state in
      if state.connections[number] != nil { change(&state.connections[number, default: Watched(socket: -1)]) }
    }
  }

  /// The daemon sees the end and closes.
  private func cut(_ number: UInt, _ state: inout State) {
    guard let watched = state.connections[number] else { return }
    shutdown(watched.socket, Int32(SHUT_RDWR))
    state.connections[number]?.deadline = nil
  }

  // MARK: The thread

  private func work() {
    var next = ContinuousClock.now
    let shortest = Int32(patience.tick / .milliseconds(1))
    let longest = 4 * shortest
    while true {
      let (isEnding, isIdle) = state.withLock { ($0.isEnding, $0.connections.isEmpty) }
      if isEnding { break }
      let gone = UInt(rb_watch_wait(watch, isIdle ? longest : shortest))
      state.withLock { $0.connections[gone]?.exchange }?.hungUp()
      guard ContinuousClock.now >= next else { continue }
      next = ContinuousClock.now + patience.tick
      cutLate()
      for exchange in exchanges { exchange.showLife() }
    }
    close(watch)
  }

  private func cutLate() {
    let now = ContinuousClock.now
    state.withLock { state in
      for (number, watched) in state.connections where watched.deadline.map({ $0 <= now }) ?? false {
        cut(number, &state)
      }
    }
  }
}
