/// One read-only question to a server. Whoever implements it may read, connect and list; it never changes anything.
///
/// The set is closed on purpose: what passes here can be recorded and replayed, and nobody above spells an argv.
/// No look returns a secret: see `SecretMask` for what is taken out of texts, and `publicKey` for key files.
public enum Look: Hashable, Sendable {
  /// `lstat` of a path and, through links, what it resolves to.
  case attributes(path: String)
  /// The entries of a folder with their attributes, sorted by name.
  case folder(path: String)
  /// A text file of at most 1 MiB, secrets masked.
  case text(path: String)
  /// The passwd entry of an account, by name.
  case account(name: String)
  /// Who is looking.
  case caller
  /// One pass over `/proc`: processes and listening TCP sockets.
  case processTable
  /// A read-only call to supervisord over its unix socket (XML-RPC); the answer is the raw XML.
  case supervisor(socket: String, call: SupervisorCall)
  /// The certificates of a PEM file, leaf first.
  case certificate(path: String)
  /// The public half of a private key file.
  case publicKey(path: String)
  /// A TLS handshake with 127.0.0.1, asking for a server name.
  case handshake(port: Int, serverName: String)
  /// `GET path` from 127.0.0.1 in plain HTTP.
  case http(port: Int, host: String, path: String)
  case command(ReadOnlyCommand)
}

/// The calls to supervisord that only read. `reloadConfig` is missing because it changes what supervisord knows.
public enum SupervisorCall: Hashable, Sendable {
  case state
  case allProcesses
  /// The last bytes of a program's standard output log. Words from the world.
  case logTail(program: String, bytes: Int)
}

/// Programs whose output answers a question and that change nothing.
public enum ReadOnlyCommand: Hashable, Sendable {
  /// `crontab -l`: the crontab of whoever looks.
  case ownCrontab
  /// `nginx -t`: as an ordinary user it fails on the private key, which is blindness and not a broken configuration.
  case nginxConfigurationTest
  /// `sudo -n -l -- WORDS`: whether sudo would run exactly these words without a password.
  case sudoAllows(words: [String])
}

extension Look {
  /// The look in words, for a blindness: `text /etc/crontab`.
  public var words: String {
    switch self {
    case .attributes(let path): "attributes of \(path)"
    case .folder(let path): "folder \(path)"
    case .text(let path): path
    case .account(let name): "account \(name)"
    case .caller: "the calling account"
    case .processTable: "/proc"
    case .supervisor(let socket, _): socket
    case .certificate(let path), .publicKey(let path): path
    case .handshake(let port, let name): "TLS handshake on \(port) for \(name)"
    case .http(let port, _, let path): "http://127.0.0.1:\(port)\(path)"
    case .command(.ownCrontab): "crontab -l"
    case .command(.nginxConfigurationTest): "nginx -t"
    case .command(.sudoAllows): "sudo -l"
    }
  }
}
