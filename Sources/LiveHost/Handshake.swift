import Glibc
import ServerFacts

/// A TLS handshake that only looks at the certificates: nothing is sent.
enum Handshake {
  static let milliseconds = 5000

  /// The chain that is served for a name, leaf first.
  static func chain(
    port: Int, serverName: String, _ recall: Recall = Recall()
  ) -> Observation<[CertificateFields]> {
    do throws(SystemFault) {
      let connection = try Connection.open(
        .ipv4(port: port), deadline: Deadline(milliseconds: milliseconds), recall)
      return .seen(try SecureConnection.open(connection, serverName: serverName).chain)
    } catch {
      return .unseen(error.blindness)
    }
  }
}
