import COpenSSL
import Glibc
import ServerFacts

/// A TLS handshake that only looks at the certificates: nothing is verified, since the judgement belongs to
/// the checks, and nothing is sent.
enum Handshake {
  static let milliseconds = 3000

  /// The chain that is served for a name, leaf first.
  static func chain(port: Int, serverName: String) -> Observation<[CertificateFields]> {
    defer { ERR_clear_error() }
    do throws(SystemFault) {
      let connection = try Connection.open(.ipv4(port: port), deadline: Deadline(milliseconds: milliseconds))
      return try greet(connection, serverName)
    } catch {
      return .unseen(error.blindness)
    }
  }

  private static func greet(
    _ connection: borrowing Connection, _ serverName: String
  ) throws(SystemFault) -> Observation<[CertificateFields]> {
    guard let context = SSL_CTX_new(TLS_client_method()) else { throw SystemFault(ENOMEM, "TLS") }
    defer { SSL_CTX_free(context) }
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
    rb_accept_old_protocols(context)
    guard let session = SSL_new(context) else { throw SystemFault(ENOMEM, "TLS") }
    defer { SSL_free(session) }
    rb_ask_for_name(session, serverName)
    SSL_set_fd(session, connection.descriptor)
    while true {
      ERR_clear_error()
      let result = SSL_connect(session)
      if result == 1 { break }
      switch SSL_get_error(session, result) {
      case SSL_ERROR_WANT_READ: try connection.wait(POLLIN)
      case SSL_ERROR_WANT_WRITE: try connection.wait(POLLOUT)
      default:
        return .unseen(Blindness(.malformed, "\(connection.peer.words): no TLS handshake: \(reason())"))
      }
    }
    let chain = (0..<rb_chain_length(session)).compactMap { place in
      rb_chain_member(session, place).map(Certificates.fields)
    }
    return .seen(chain)
  }

  private static func reason() -> String {
    let code = ERR_get_error()
    guard code != 0, let text = ERR_reason_error_string(code) else { return "the connection was closed" }
    return String(cString: text)
  }
}
