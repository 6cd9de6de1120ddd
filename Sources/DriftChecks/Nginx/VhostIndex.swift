import Findings
import RunbookModel
import ServerFacts

/// The server blocks of a folder, found by host name, by the first label of one, and by the name of the file: each
/// service asks once, however many there are.
struct VhostIndex: Sendable {
  typealias Pair = (file: VirtualHostFile, host: VirtualHost)

  private var byName: [String: [Pair]] = [:]
  private var byLabel: [String: [Pair]] = [:]
  private var byFile: [String: [Pair]] = [:]
  private var dangling: [String: VirtualHostFile] = [:]
  /// Whether a name among them is a regular expression: which host names it takes is not told here.
  private(set) var hasExpressions = false

  init(_ files: [VirtualHostFile]) {
    for file in files {
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      // `luci`, and `luci.conf` as `luci`.
      let stems = Set([name, name.split(separator: ".").first.map(String.init) ?? name])
      if file.isDangling { for stem in stems { dangling[stem] = file } }
      for host in file.hosts {
        let pair = (file: file, host: host)
        for name in Set(host.names.map { $0.lowercased() }) { byName[name, default: []].append(pair) }
        if host.names.contains(where: { $0.hasPrefix("~") }) { hasExpressions = true }
        for label in Set(host.names.compactMap { $0.split(separator: ".").first.map(String.init) }) {
          byLabel[label, default: []].append(pair)
        }
        for stem in stems { byFile[stem, default: []].append(pair) }
      }
    }
  }

  /// By its host name where the runbook states one, else by a name whose first label is the service's, else by the file's.
  func hosts(of service: Service) -> [Pair] {
    if let name = service.hostName?.value { return hosts(named: name.lowercased()) }
    let name = service.name.value
    return byLabel[name] ?? byFile[name] ?? []
  }

  /// nginx takes the exact name, then the longest that begins with an asterisk, then the longest that ends in one.
  private func hosts(named name: String) -> [Pair] {
    if let exact = byName[name] ?? byName["." + name] { return exact }
    let labels = name.split(separator: ".")
    guard labels.count > 1 else { return [] }
    for first in 1..<labels.count {
      let rest = labels[first...].joined(separator: ".")
      if let found = byName["*." + rest] ?? byName["." + rest] { return found }
    }
    for count in (1..<labels.count).reversed() {
      if let found = byName[labels[..<count].joined(separator: ".") + ".*"] { return found }
    }
    return []
  }

  /// A link of the service's name that leads nowhere.
  func dangling(of service: Service) -> VirtualHostFile? { dangling[service.name.value] }
}
