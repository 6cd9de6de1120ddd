/// What a look showed, as plain values close to what the system said.
public enum Seen: Hashable, Sendable {
  /// There is no such file, folder or account: a fact like any other.
  case absent
  case attributes(FileAttributes)
  case folder([FolderEntry])
  case text(String)
  case account(Account)
  case caller(Account)
  case processTable(ProcessTable)
  case certificates([CertificateFields])
  case publicKey(PublicKeyFields)
  case http(HTTPAnswer)
  /// Something took the connection, and no answer came within this many seconds.
  case silence(seconds: Int)
  /// The end of a text file and the size of the whole in bytes.
  case tail(text: String, size: Int)
  case lines(FoundLines)
  case process(ProcessFields)
  /// Name and value of what the environment holds of the names asked for.
  case environment([String: String])
  case fileSystem(FileSystemFields)
  case output(CommandOutput)
}

/// What `lstat` and, for a link, `stat` say of a path.
public struct FileAttributes: Hashable, Sendable {
  public enum Kind: String, Sendable { case file, folder, link, other }

  public var kind: Kind
  /// The permission bits, `0o644`.
  public var mode: Int
  public var uid, gid: Int
  public var size: Int
  /// Seconds since 1970.
  public var modified: Int
  /// The text of a symbolic link.
  public var target: String?
  /// What a link leads to in the end; nil for a link that leads nowhere. For anything else its own kind.
  public var resolvedKind: Kind?

  public init(
    kind: Kind, mode: Int, uid: Int = 0, gid: Int = 0, size: Int = 0, modified: Int = 0,
    target: String? = nil,
    resolvedKind: Kind? = nil
  ) {
    self.kind = kind
    self.mode = mode
    self.uid = uid
    self.gid = gid
    self.size = size
    self.modified = modified
    self.target = target
    self.resolvedKind = kind == .link ? resolvedKind : kind
  }
}

public struct FolderEntry: Hashable, Sendable {
  public var name: String
  public var attributes: FileAttributes

  public init(name: String, attributes: FileAttributes) {
    self.name = name
    self.attributes = attributes
  }
}

public struct Account: Hashable, Sendable {
  public var name: String
  public var uid, gid: Int
  public var home: String
  /// Groups besides `gid`.
  public var groups: [Int]

  public init(name: String, uid: Int, gid: Int, home: String, groups: [Int] = []) {
    self.name = name
    self.uid = uid
    self.gid = gid
    self.home = home
    self.groups = groups
  }
}

/// Processes and listeners from one pass over `/proc`.
public struct ProcessTable: Hashable, Sendable {
  public let processes: [RunningProcess]
  public let listeners: [Listener]
  /// When the machine started, in seconds since 1970; nil where it could not be read.
  public let bootTime: Int?
  /// Places in `processes` and `listeners`: a question for each of ten thousand services goes over no list.
  private let byPID: [Int: Int]
  private let byPort: [Int: [Int]]

  public init(processes: [RunningProcess], listeners: [Listener], bootTime: Int? = nil) {
    self.processes = processes
    self.listeners = listeners
    self.bootTime = bootTime
    byPID = Dictionary(processes.enumerated().map { ($1.pid, $0) }, uniquingKeysWith: { first, _ in first })
    byPort = Dictionary(grouping: listeners.indices) { listeners[$0].port }
  }

  public func process(_ pid: Int) -> RunningProcess? { byPID[pid].map { processes[$0] } }

  public func listeners(on port: Int) -> [Listener] { (byPort[port] ?? []).map { listeners[$0] } }

  /// When a process started, in seconds since 1970.
  public func started(_ process: RunningProcess) -> Int? { bootTime.map { $0 + process.startTicks / 100 } }
}

/// What `/proc/PID` says of one process.
public struct ProcessFields: Hashable, Sendable {
  /// The program file and the working folder; nil where they may not be read. A file that was deleted or replaced
  /// since ends in ` (deleted)`.
  public var program, folder: String?

  public init(program: String?, folder: String?) {
    self.program = program
    self.folder = folder
  }
}

/// Room on a file system, for those without privileges (`statvfs`).
public struct FileSystemFields: Hashable, Sendable {
  public var freeBytes, totalBytes, freeFiles, totalFiles: Int

  /// A file system that makes its inodes as it goes says 0 of 0 files.
  public init(freeBytes: Int, totalBytes: Int, freeFiles: Int, totalFiles: Int) {
    self.freeBytes = freeBytes
    self.totalBytes = totalBytes
    self.freeFiles = freeFiles
    self.totalFiles = totalFiles
  }
}

public struct RunningProcess: Hashable, Sendable {
  public var pid, parent, uid: Int
  /// The kernel's short name (`comm`), at most 15 bytes. Arguments are left out: they can hold secrets.
  public var name: String
  /// Start time in clock ticks since boot, 100 a second: with the pid it names a process for good.
  public var startTicks: Int

  public init(pid: Int, parent: Int, uid: Int, name: String, startTicks: Int) {
    self.pid = pid
    self.parent = parent
    self.uid = uid
    self.name = name
    self.startTicks = startTicks
  }
}

/// A listening TCP socket. Node listens on `::` alone, so IPv6 sockets are listed alike.
public struct Listener: Hashable, Sendable {
  public var address: String
  public var port: Int
  /// Who holds the socket; empty where the descriptors of others may not be read.
  public var pids: [Int]

  public init(address: String, port: Int, pids: [Int]) {
    self.address = address
    self.port = port
    self.pids = pids
  }
}

public struct CertificateFields: Hashable, Sendable {
  public var subject, issuer: String
  /// Seconds since 1970.
  public var notBefore, notAfter: Int
  /// DNS names of the subject alternative name.
  public var names: [String]
  public var serial: String
  /// SHA-256 of the certificate and of its public key (SubjectPublicKeyInfo, DER), in hexadecimal.
  public var fingerprint, publicKey: String

  public init(
    subject: String, issuer: String, notBefore: Int, notAfter: Int, names: [String], serial: String,
    fingerprint: String, publicKey: String
  ) {
    self.subject = subject
    self.issuer = issuer
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.names = names
    self.serial = serial
    self.fingerprint = fingerprint
    self.publicKey = publicKey
  }
}

public struct PublicKeyFields: Hashable, Sendable {
  /// SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hexadecimal.
  public var publicKey: String
  public var attributes: FileAttributes

  public init(publicKey: String, attributes: FileAttributes) {
    self.publicKey = publicKey
    self.attributes = attributes
  }
}

public struct HTTPAnswer: Hashable, Sendable {
  public var status: Int
  /// Header names in lower case.
  public var headers: [String: String]
  /// SHA-256 of the first 64 KiB of the body, in hexadecimal; nil where it was not read.
  public var bodyDigest: String?

  public init(status: Int, headers: [String: String] = [:], bodyDigest: String? = nil) {
    self.status = status
    self.headers = headers
    self.bodyDigest = bodyDigest
  }
}

public struct CommandOutput: Hashable, Sendable {
  public var status: Int
  /// Standard output and standard error, at most 256 KiB each. Words from the world.
  public var output, errors: String

  public init(status: Int, output: String, errors: String = "") {
    self.status = status
    self.output = output
    self.errors = errors
  }
}
