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

  init(_ files: [VirtualHostFile]) {
    for file in files {
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      // `luci`, and `luci.conf` as `luci`.
      let stems = Set([name, name.split(separator: ".").first.map(String.init) ?? name])
      if file.isDangling { for stem in stems { dangling[stem] = file } }
      for host in file.hosts {
        let pair = (file: file, host: host)
        for name in Set(host.names) { byName[name, default: []].append(pair) }
        for label in Set(host.names.compactMap { $0.split(separator: ".").first.map(String.init) }) {
          byLabel[label, default: []].append(pair)
        }
        for stem in stems { byFile[stem, default: []].append(pair) }
      }
    }
  }

  /// By its host name where the runbook states one, else by a name whose first label is the service's, else by the file's.
  func hosts(of service: Service) -> [Pair] {
    if let name = service.hostName?.value { return byName[name] ?? [] }
    let name = service.name.value
    return byLabel[name] ?? byFile[name] ?? []
  }

  /// A link of the service's name that leads nowhere.
  func dangling(of service: Service) -> VirtualHostFile? { dangling[service.name.value] }
}
