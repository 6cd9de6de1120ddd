/// The virtual hosts of a folder such as `/etc/nginx/sites-enabled/`, as the files say; not as nginx has them loaded.
public struct VirtualHosts: Probe {
  public var folder: String

  public init(folder: String) {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    self.folder = folder
  }

  public func ask(_ server: any Server) async -> Observation<[VirtualHostFile]> {
    let entries: [FolderEntry]
    switch await server.look(.folder(path: folder)) {
    case .seen(.folder(let found)): entries = found
    case .seen(.absent): return .seen([])
    case .seen: return .unseen(Blindness(.malformed, "\(folder): not a folder"))
    case .unseen(let blindness): return .unseen(blindness)
    }
    var files: [VirtualHostFile] = []
    for entry in entries where !entry.name.hasPrefix(".") {
      let path = "\(folder)/\(entry.name)"
      if entry.attributes.kind == .link, entry.attributes.resolvedKind == nil {
        files.append(VirtualHostFile(path: path, isDangling: true, hosts: []))
        continue
      }
      switch await server.look(.text(path: path)) {
      case .seen(.text(let text)):
        files.append(VirtualHostFile(path: path, isDangling: false, hosts: NginxConfiguration.hosts(text)))
      case .seen: continue
      case .unseen(let blindness): return .unseen(blindness)
      }
    }
    return .seen(files)
  }
}

public struct VirtualHostFile: Hashable, Sendable {
  public var path: String
  /// A symbolic link that leads nowhere: nginx refuses its whole configuration at the next reload.
  public var isDangling: Bool
  public var hosts: [VirtualHost]

  public init(path: String, isDangling: Bool, hosts: [VirtualHost]) {
    self.path = path
    self.isDangling = isDangling
    self.hosts = hosts
  }
}

/// One `server { … }` block.
public struct VirtualHost: Hashable, Sendable {
  public var line: Int
  public var names: [String]
  public var ports: [Int]
  /// Those of the ports that take TLS.
  public var securePorts: [Int]
  public var proxiedPorts: [ProxiedPort]
  /// The files of `ssl_certificate` and `ssl_certificate_key`.
  public var certificate, certificateKey: String?

  public init(
    line: Int, names: [String], ports: [Int], securePorts: [Int] = [], proxiedPorts: [ProxiedPort],
    certificate: String? = nil, certificateKey: String? = nil
  ) {
    self.line = line
    self.names = names
    self.ports = ports
    self.securePorts = securePorts
    self.proxiedPorts = proxiedPorts
    self.certificate = certificate
    self.certificateKey = certificateKey
  }
}

public struct ProxiedPort: Hashable, Sendable {
  public var port: Int
  public var line: Int
  /// Whether it is a port of this machine.
  public var isLocal: Bool

  public init(port: Int, line: Int, isLocal: Bool = true) {
    self.port = port
    self.line = line
    self.isLocal = isLocal
  }
}
