import COpenSSL
import Glibc
import ServerFacts

/// A TLS session on a connection. Nothing is verified, since the judgement belongs to the checks.
struct SecureConnection: ByteStream, ~Copyable {
  private let connection: Connection
  private let context: OpaquePointer
  private let session: OpaquePointer

  var words: String { connection.words }

  /// Shakes hands, asking for a server name. EPROTO where the other side speaks no TLS.
  static func open(
    _ connection: consuming Connection, serverName: String
  ) throws(SystemFault) -> SecureConnection {
    let words = connection.words
    guard let context = SSL_CTX_new(TLS_client_method()) else { throw SystemFault(ENOMEM, words) }
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
    rb_accept_old_protocols(context)
    guard let session = SSL_new(context) else {
      SSL_CTX_free(context)
      throw SystemFault(ENOMEM, words)
    }
    rb_ask_for_name(session, serverName)
    SSL_set_fd(session, connection.descriptor)
    let secured = SecureConnection(connection, context, session)
    try secured.until { SSL_connect(session) }
    return secured
  }

  private init(_ connection: consuming Connection, _ context: OpaquePointer, _ session: OpaquePointer) {
    self.connection = connection
    self.context = context
    self.session = session
  }

  deinit {
    SSL_free(session)
    SSL_CTX_free(context)
    ERR_clear_error()
  }

  /// The certificates that the other side showed, leaf first.
  var chain: [CertificateFields] {
    (0..<rb_chain_length(session)).compactMap { place in
      rb_chain_member(session, place).map(Certificates.fields)
    }
  }

  func send(_ bytes: [UInt8]) throws(SystemFault) {
    try until { SSL_write(session, bytes, Int32(clamping: bytes.count)) }
  }

  func receive() throws(SystemFault) -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = try until { SSL_read(session, &buffer, Int32(buffer.count)) }
    return buffer[..<max(count, 0)]
  }

  /// Repeats a call until it went through; 0 when the other side has closed.
  @discardableResult
  private func until(_ call: () -> Int32) throws(SystemFault) -> Int {
    while true {
      ERR_clear_error()
      let result = call()
      if result > 0 { return Int(result) }
      switch SSL_get_error(session, result) {
      case SSL_ERROR_WANT_READ: try connection.wait(POLLIN)
      case SSL_ERROR_WANT_WRITE: try connection.wait(POLLOUT)
      case SSL_ERROR_ZERO_RETURN: return 0
      default: throw SystemFault(EPROTO, words, Self.reason())
      }
    }
  }

  private static func reason() -> String {
    let code = ERR_get_error()
    guard code != 0, let text = ERR_reason_error_string(code) else { return "the connection was closed" }
    return String(cString: text)
  }
}
