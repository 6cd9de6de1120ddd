public import Findings
public import MarkdownDocument

/// What the runbook calls an app, a site or a service: a name, and what it states of it.
///
/// A class, since nothing of it changes, every check goes through all of them, and so many located words are dear to copy.
public final class Service: Entry {
  public static let kind = "service"
  public let name: Located<String>
  public let port: Located<Int>?
  /// The name under which its runner knows it, `site-luci`.
  public let program: Located<String>?
  public let hostName: Located<String>?
  public let directory: Located<String>?
  /// The account it runs as.
  public let user: Located<String>?
  /// The words that start it.
  public let command: Located<String>?
  /// The path at which it says that it is well, `/health`.
  public let healthPath: Located<String>?
  public let branch, repository: Located<String>?
  /// What keeps it running where that is not supervisord: a unit of systemd, a container, a process of PM2.
  public let unit, container, pm2Process: Located<String>?
  public let claims: [Claim]

  fileprivate init(
    name: Located<String>, port: Located<Int>?, claims: [Claim], cell: (Set<String>) -> Located<String>?
  ) {
    self.name = name
    self.port = port
    program = cell(ServicesSection.programWords)
    hostName = cell(ServicesSection.hostWords)
    directory = cell(ServicesSection.directoryWords)
    user = cell(ServicesSection.userWords)
    command = cell(ServicesSection.commandWords)
    healthPath = cell(ServicesSection.healthWords)
    branch = cell(ServicesSection.branchWords)
    repository = cell(ServicesSection.repositoryWords)
    unit = cell(ServicesSection.unitWords)
    container = cell(ServicesSection.containerWords)
    pm2Process = cell(ServicesSection.pm2Words)
    self.claims = claims
  }

  /// Every spelling by which the service may be called.
  public var aliases: [String] {
    [name.value] + [program, hostName, unit, container, pm2Process].compactMap { $0?.value }
  }
}

/// A table with a column that names services and one for their ports or programs.
public enum ServicesSection: SectionReader {
  public static let id = "services"

  static let nameWords: Set<String> = [
    "app", "apps", "site", "sites", "service", "services", "name", "application",
  ]
  static let portWords: Set<String> = ["port", "ports", "listen", "listens on"]
  static let programWords: Set<String> = [
    "supervisor name", "supervisor program", "supervisor", "program", "program name", "process",
  ]
  static let hostWords: Set<String> = ["host", "host name", "hostname", "domain", "server name", "url"]
  static let directoryWords: Set<String> = ["directory", "dir", "path", "root", "folder", "checkout"]

  // An owner or an account is a person as often as an account of the server.
  static let userWords: Set<String> = ["user", "runs as", "run as", "unix user", "system user"]
  static let commandWords: Set<String> = ["command", "start command", "start"]
  static let healthWords: Set<String> = [
    "health", "health check", "health path", "healthcheck", "health url",
  ]
  static let unitWords: Set<String> = ["systemd unit", "systemd", "systemd service", "unit", "unit name"]
  static let containerWords: Set<String> = [
    "container", "container name", "docker container", "compose service", "docker service",
  ]
  static let pm2Words: Set<String> = ["pm2 name", "pm2", "pm2 process", "pm2 app"]
  static let branchWords: Set<String> = ["branch"]
  static let repositoryWords: Set<String> = ["repository", "repo", "remote", "git", "upstream"]

  /// What each column means, with the headers that say so, for the manual.
  public static var columns: [(meaning: String, words: [String])] {
    [
      ("name", nameWords), ("port", portWords), ("program of supervisord", programWords),
      ("unit of systemd", unitWords), ("container", containerWords), ("process of PM2", pm2Words),
      ("host name", hostWords), ("folder", directoryWords), ("account", userWords),
      ("command that starts it", commandWords), ("path that says it is well", healthWords),
      ("branch", branchWords), ("repository", repositoryWords),
    ].map { ($0, $1.sorted()) }
  }

  /// Every word that a header of such a table is known by.
  static let known = nameWords.union(portWords).union(programWords).union(hostWords).union(directoryWords)
    .union([
      "user", "branch", "status", "notes", "description", "version", "repository", "purpose", "server", "url",
      "command",
    ])

  public static func reads(_ section: Section) -> Bool {
    section.tables.contains { table in
      let reading = TableReading(table: table)
      guard reading.column(nameWords) == 0 else { return false }
      return reading.column(portWords) != nil || reading.column(programWords) != nil
    }
  }

  public static func read(_ section: Section) -> (entries: [Service], findings: [Finding]) {
    var services: [Service] = []
    var findings: [Finding] = []
    for table in section.tables {
      let reading = TableReading(table: table)
      guard let nameColumn = reading.column(nameWords) else { continue }
      for row in table.rows {
        guard let name = reading.cell(row, nameColumn) else { continue }
        let port = readPort(reading.cell(row, reading.column(portWords)), of: name, &findings)
        services.append(
          Service(name: name, port: port, claims: claims(of: name, row, reading)) { words in
            reading.cell(row, reading.column(words))
          })
      }
    }
    return (services, findings)
  }

  private static func readPort(
    _ cell: Located<String>?, of name: Located<String>, _ findings: inout [Finding]
  ) -> Located<Int>? {
    guard let cell else { return nil }
    if cell.value.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(cell.value),
      (1...65_535).contains(number)
    {
      return Located(number, at: cell.range)
    }
    findings.append(
      Finding(
        source: id, severity: .warning, subject: Address(Service.kind, name.value, "port"), range: cell.range,
        message: "the port of \(name.value) is no number from 1 to 65535: \(WorldText.clean(cell.value))",
        remedy: .advice("write the one port that \(name.value) listens on")))
    return nil
  }

  private static func claims(of name: Located<String>, _ row: Table.Row, _ reading: TableReading) -> [Claim] {
    reading.table.header.indices.dropFirst().compactMap { column in
      guard let value = reading.cell(row, column) else { return nil }
      let label = reading.table.header[column].text.trimmed
      let address = Address(Service.kind, name.value, field(for: TableReading.normal(label)))
      return Claim(address, label: label, value: value)
    }
  }

  private static func field(for label: String) -> String {
    if portWords.contains(label) { return "port" }
    if programWords.contains(label) { return "program" }
    if hostWords.contains(label) { return "host" }
    if directoryWords.contains(label) { return "directory" }
    return label
  }
}
