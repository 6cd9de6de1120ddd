import Glibc
public import Operations
import ServerFacts

/// Asks sudo's own reader about a text before anybody writes it to where sudo reads.
public enum SudoersSyntax {
  /// What visudo has against a text; nil where sudo can read it. The file that holds the text has no name: nobody
  /// else opens it, and none is left behind.
  public static func fault(in text: String, on threads: Threads) async throws(Fault) -> String? {
    var name = Array("/tmp/runbook-sudoers-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw SystemFault(errno, place).fault }
    unlink(name)
    defer { close(descriptor) }
    if let code = Descriptor.write(Array(text.utf8)[...], to: descriptor) {
      throw SystemFault(code, place).fault
    }
    let path = "/proc/\(getpid())/fd/\(descriptor)"
    switch await SudoersFile(path: path).ask(LiveServer(threads: threads)) {
    case .seen(.readable): return nil
    case .seen(.broken(let words)): return words.replacing("\(path):", with: "line ")
    case .unseen(let blindness): throw blindness.fault
    }
  }

  private static let place = "a file in /tmp"
}
