import Findings
public import RunbookModel
public import ServerFacts

/// Behind each host name nginx answers, and it is the right service that does.
public struct HostAnswers: Check {
  public static let card = CheckCard(
    id: "host-answers",
    summary: "behind every host name the right service answers",
    why: "nginx answers a name that it does not know with the first site it has, and with 200.",
    fix: "Compare its virtual host with the runbook and reload nginx.",
    after: [
      "nginx-runs", "vhost-enabled", "vhost-listens", "vhost-proxies-to-port", "vhost-names-distinct",
      "port-belongs-to-program", "program-runs", "port-listens", "service-answers",
      "nginx-configuration-loaded",
    ])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let sites = await WebSites(runbook, facts).all
    let publicPort = runbook.entries(NginxSettings.self).first?.publicPort?.value ?? 443
    let pages = await sites.together { await Pages($0, publicPort, facts) }
    let owners = Dictionary(
      grouping: sites.indices.filter { Self.isTelling(pages[$0].own) }, by: { pages[$0].own?.bodyDigest })
    let blindness = pages.lazy.compactMap(\.blindness).first
    return zip(sites, pages).compactMap { judge($0, $1, owners, blindness, sites) }
  }

  /// What a service answers itself and what comes through nginx.
  private struct Pages: Sendable {
    var own: HTTPAnswer?
    /// Why the service itself could not be asked, where that says nothing of it.
    var blindness: Blindness?
    var through: Observation<WebAnswer.Fact>

    init(_ site: WebSites.Site, _ publicPort: Int, _ facts: Facts) async {
      let port = site.isSecure ? publicPort : 80
      let direct: Observation<WebAnswer.Fact>
      (direct, through) = await facts.ask(
        site.direct, WebAnswer(port: port, host: site.hostName, path: site.path, isSecure: site.isSecure))
      switch direct {
      case .seen(.answer(let answer)): own = answer
      case .unseen(let why) where why.reason != .unreachable && why.reason != .malformed: blindness = why
      default: break
      }
    }
  }

  private func judge(
    _ site: WebSites.Site, _ pages: Pages, _ owners: [String?: [Int]], _ othersUnseen: Blindness?,
    _ sites: [WebSites.Site]
  ) -> Verdict? {
    let claim = site.service.address.field("host")
    let range = site.service.hostName?.range ?? site.service.name.range
    let stated = "the runbook serves \(site.service.name.value) as \(site.hostName)"
    switch pages.through {
    // Nobody listens there, or no TLS is spoken: told by the checks of nginx.
    case .unseen(let blindness) where blindness.reason == .unreachable || blindness.reason == .malformed:
      return nil
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.silence(let seconds)):
      guard pages.own != nil else { return nil }
      return drifts(
        claim, at: range, "\(stated); nginx does not answer for it",
        evidence: [
          Evidence(source: "https://\(site.hostName)\(site.path)", text: "no answer in \(seconds) s")
        ],
        remedy: .operation(name: "reload-nginx", arguments: []))
    case .seen(.answer(let answer)):
      guard let own = pages.own else { return nil }
      if answer.status >= 500, own.status < 500 {
        return drifts(
          claim, at: range, "\(stated); nginx answers with an error, and the service itself does not",
          evidence: [
            Evidence(source: "https://\(site.hostName)\(site.path)", text: "HTTP status \(answer.status)")
          ],
          remedy: .advice("look into nginx's error log, then: runbook run reload-nginx"))
      }
      let others = own.bodyDigest == answer.bodyDigest ? [] : owners[answer.bodyDigest] ?? []
      guard Self.isTelling(answer), let other = others.first else {
        // The page may be that of a service that could not be asked.
        if let othersUnseen, Self.isTelling(answer), own.bodyDigest != answer.bodyDigest {
          return unknown(claim, at: range, othersUnseen)
        }
        return holds(claim, at: range)
      }
      return drifts(
        claim, at: range, "\(stated); \(sites[other].service.name.value) answers there",
        evidence: [
          Evidence(
            source: "https://\(site.hostName)\(site.path)",
            text: "the same page as http://127.0.0.1:\(sites[other].port.value)\(site.path)")
        ],
        remedy: .advice("compare its virtual host with the runbook, then: runbook run reload-nginx"))
    }
  }

  /// A page that tells one service from another: redirects and empty answers are alike everywhere.
  private static func isTelling(_ answer: HTTPAnswer?) -> Bool {
    guard let answer, let digest = answer.bodyDigest else { return false }
    return (200..<300).contains(answer.status) && digest != emptyBody
  }

  /// SHA-256 of nothing.
  private static let emptyBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx"
  private static let marked =
    "| App | Port | Host name |\n|---|---|---|\n                ↓\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx"
  private static let direct = Look.http(port: 3004, host: "luci.example", path: "/")
  private static let through = Look.https(port: 443, host: "luci.example", path: "/")

  public static let examples = [
    CheckExample(
      .holds, text,
      .with {
        $0.looks[direct] = .http(HTTPAnswer(status: 200, bodyDigest: "a"))
        $0.looks[through] = .http(HTTPAnswer(status: 200, bodyDigest: "b"))
      }),
    CheckExample(
      .drifts, marked,
      .with {
        $0.looks[direct] = .http(HTTPAnswer(status: 200, bodyDigest: "a"))
        $0.looks[through] = .http(HTTPAnswer(status: 502, bodyDigest: "b"))
      }),
    CheckExample(
      .drifts,
      "| App | Port | Host name |\n|---|---|---|\n                ↓\n| luci | 3004 | luci.example |\n| near | 3003 | near.example |\n\n## Nginx\n- Reload: nginx",
      .with {
        let near = HTTPAnswer(status: 200, bodyDigest: "n")
        $0.looks[direct] = .http(HTTPAnswer(status: 200, bodyDigest: "a"))
        $0.looks[through] = .http(near)
        $0.looks[.http(port: 3003, host: "near.example", path: "/")] = .http(near)
        $0.looks[.https(port: 443, host: "near.example", path: "/")] = .http(near)
      }),
    CheckExample(
      .holds,
      "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n| near | 3003 | near.example |\n\n## Nginx\n- Reload: nginx",
      .with {
        let page = HTTPAnswer(status: 200, bodyDigest: "a"),
          empty = HTTPAnswer(status: 200, bodyDigest: emptyBody)
        $0.looks[direct] = .http(page)
        $0.looks[through] = .http(empty)
        $0.looks[.http(port: 3003, host: "near.example", path: "/")] = .http(empty)
        $0.looks[.https(port: 443, host: "near.example", path: "/")] = .http(empty)
      }),
    CheckExample(
      .unknown, text,
      .with {
        $0.looks[direct] = .http(HTTPAnswer(status: 200, bodyDigest: "a"))
        $0.refused = [through]
      }),
  ]
}
