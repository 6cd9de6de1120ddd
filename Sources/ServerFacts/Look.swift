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
  /// `GET path` from 127.0.0.1 through TLS, whatever certificate is served; the host is the server name too.
  case https(port: Int, host: String, path: String)
  /// The last bytes of a text file of any size, beginning with a whole line, secrets masked.
  case tail(path: String, bytes: Int)
  /// The last lines of a text file of any size that pass a filter, read from its end, secrets masked.
  case lines(path: String, LogFilter)
  /// What the process that has this number runs and where.
  case process(pid: Int)
  /// Named values of the environment a process was started with; a secret's value is masked.
  case environment(pid: Int, names: [String])
  /// Room on the file system that a path lies on.
  case fileSystem(path: String)
  case command(ReadOnlyCommand)
}

/// The calls to supervisord that only read. `reloadConfig` is missing because it changes what supervisord knows.
public enum SupervisorCall: Hashable, Sendable {
  case state
  case allProcesses
  /// What supervisord has loaded for each program (`getAllConfigInfo`): neither autorestart nor environment.
  case allConfigurations
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
  /// `sudo -n -l -U USER`, or `sudo -n -l` for whoever looks: what the account may run as another.
  case sudoGrants(user: String)
  /// `visudo -c -f PATH`: whether sudo could read this file.
  case sudoersSyntax(path: String)
  /// `gzip -dc PATH`: the first and the last 4 KiB of what it holds; the status says whether it is whole.
  case unpacked(path: String)
  /// `git --no-optional-locks -C FOLDER status --porcelain=v2 --branch`, as the folder's owner.
  case gitStatus(folder: String)
  /// `git -C FOLDER remote -v`, as the folder's owner.
  case gitRemotes(folder: String)
  /// `git -C FOLDER ls-remote --heads REMOTE BRANCH`, as the folder's owner: upstream without writing.
  case gitUpstream(folder: String, remote: String, branch: String)
  /// `rclone listremotes`, with the configuration of an account.
  case rcloneRemotes(account: String)
  /// `rclone lsjson REMOTE`: files with `Path`, `Size`, `ModTime`, `IsDir`, with the configuration of an account.
  case remoteFolder(remote: String, account: String)
  /// `psql -X -w -At`: `1`, when the account can connect to a database with a role, without being asked.
  case databaseAnswers(name: String, host: String?, role: String?, account: String)
  /// `systemctl show UNIT`: `Name=Value` lines of the properties that `SystemdUnit` reads.
  case systemdUnit(name: String)
  /// `docker ps --all --no-trunc --format json`: one object a line.
  case containers
  /// `docker inspect` of one container: its state as a JSON object.
  case containerState(name: String)
  /// `pm2 jlist` as an account: a JSON array, of each process the members that `PM2Process` reads.
  case pm2Processes(account: String)
  /// `journalctl -u UNIT -n LINES -o short-iso`: the last lines of a unit's journal. Words from the world.
  case unitJournal(name: String, lines: Int, since: Int?)
  /// `docker logs --timestamps --tail LINES CONTAINER`, both of its streams. Words from the world.
  case containerLog(name: String, lines: Int, since: Int?)
  /// `pm2 logs NAME --nostream --out --raw` as an account. Words from the world.
  case pm2Log(account: String, name: String, lines: Int)
  /// `nginx -v`, `sudo -V`: what a program says of its version.
  case version(VersionedProgram)
}

/// The programs whose versions are told; no other is started for it.
public enum VersionedProgram: String, Sendable, CaseIterable {
  case supervisord, nginx, sudo, rclone, git, psql
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
    case .https(let port, let host, let path): "https://\(host):\(port)\(path) on 127.0.0.1"
    case .tail(let path, _), .lines(let path, _): path
    case .process(let pid): "/proc/\(pid)"
    case .environment(let pid, _): "/proc/\(pid)/environ"
    case .fileSystem(let path): "the file system of \(path)"
    case .command(let command): command.words
    }
  }
}

extension ReadOnlyCommand {
  /// The command in words, without what only varies.
  var words: String {
    switch self {
    case .ownCrontab: "crontab -l"
    case .nginxConfigurationTest: "nginx -t"
    case .sudoAllows: "sudo -l"
    case .sudoGrants(let user): "sudo -l -U \(user)"
    case .sudoersSyntax(let path): "visudo -c -f \(path)"
    case .unpacked(let path): "gzip -dc \(path)"
    case .gitStatus(let folder): "git status in \(folder)"
    case .gitRemotes(let folder): "git remote in \(folder)"
    case .gitUpstream(let folder, let remote, let branch): "git ls-remote \(remote) \(branch) in \(folder)"
    case .rcloneRemotes(let account): "rclone listremotes as \(account)"
    case .remoteFolder(let remote, let account): "rclone lsjson \(remote) as \(account)"
    case .databaseAnswers(let name, _, _, let account): "psql \(name) as \(account)"
    case .systemdUnit(let name): "systemctl show \(name)"
    case .containers: "docker ps"
    case .containerState(let name): "docker inspect \(name)"
    case .pm2Processes(let account): "pm2 jlist as \(account)"
    case .unitJournal(let name, _, _): "journalctl -u \(name)"
    case .containerLog(let name, _, _): "docker logs \(name)"
    case .pm2Log(let account, let name, _): "pm2 logs \(name) as \(account)"
    case .version(let program): "the version of \(program.rawValue)"
    }
  }
}
