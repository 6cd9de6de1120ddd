/// The virtual hosts of a folder such as `/etc/nginx/sites-enabled/`, as the files and what they include say; not as
/// nginx has them loaded.
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
        var includes = NginxIncludes(server)
        switch await includes.expanded(NginxToken.read(text)) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let tokens):
          files.append(
            VirtualHostFile(path: path, isDangling: false, hosts: NginxConfiguration.hosts(tokens)))
        }
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
  public struct Listen: Hashable, Sendable {
    /// As it is written, `[::]` or `127.0.0.1`; `*` for every address of IPv4.
    public var address: String
    public var port: Int
    public var isSecure, isDefault: Bool

    public init(address: String = "*", port: Int, isSecure: Bool = false, isDefault: Bool = false) {
      self.address = address
      self.port = port
      self.isSecure = isSecure
      self.isDefault = isDefault
    }
  }

  public var line: Int
  public var names: [String]
  public var listens: [Listen]
  public var proxiedPorts: [ProxiedPort]
  /// The files of `ssl_certificate` and `ssl_certificate_key`: one for each kind of key.
  public var certificates, certificateKeys: [String]

  public init(
    line: Int, names: [String], listens: [Listen], proxiedPorts: [ProxiedPort], certificates: [String] = [],
    certificateKeys: [String] = []
  ) {
    self.line = line
    self.names = names
    self.listens = listens
    self.proxiedPorts = proxiedPorts
    self.certificates = certificates
    self.certificateKeys = certificateKeys
  }

  public var ports: [Int] { listens.map(\.port) }

  /// Those of the ports that take TLS.
  public var securePorts: [Int] { listens.filter(\.isSecure).map(\.port) }
}

public struct ProxiedPort: Hashable, Sendable {
  public var port: Int
  public var line: Int
  /// Whether it is a port of this machine.
  public var isLocal: Bool
  /// What it is proxied for: the path or pattern of its `location`.
  public var location: String

  public init(port: Int, line: Int, isLocal: Bool = true, location: String = "/") {
    self.port = port
    self.line = line
    self.isLocal = isLocal
    self.location = location
  }
}
