import Findings
import Foundation
import Operations
import RunbookDesk
import RunbookModel
import SeededNumbers
import ServerFacts
import TestDoor
import Testing

/// Whatever is written into a runbook after a person has trusted it, nothing more may be done, nothing else is done for
/// the same words, and nobody is asked less.
@Suite struct TrustPropertyTests {
  /// What the trusted text gives for a request.
  private struct Given: Sendable {
    var digests: [String]
    var consents: [Consent]
  }

  private struct Trusted: Sendable {
    var desk: Desk
    var door: Door
    var server: SmallServer
    /// What each word means.
    var words: [Words: Request]
    var given: [Words: Given] = [:]

    init() async throws {
      let door = TestDoor(), server = SmallServer()
      self.server = server
      self.door = door.door
      desk = try await door.trust(server.desk(Chapters([SmallRunbook.text]), door.door))
      words = TrustPropertyTests.requests(desk)
      for request in words.values {
        guard let plans = try? await desk.plan(request, actor: "test") else { continue }
        given[Words(request)] = Given(digests: plans.map(\.digest), consents: plans.map(\.consent))
      }
    }

    func edited(_ texts: [String]) throws -> Desk { try server.desk(Chapters(texts), door) }
  }

  /// Words that differ in their bytes are two, whatever Unicode says.
  private struct Words: Hashable, CustomStringConvertible {
    var bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }
    init(_ request: Request) { self.init(request.words) }
    var description: String { String(decoding: bytes, as: UTF8.self).debugDescription }
  }

  /// How often an edited text still gave something, and how often it was refused.
  private struct Tally: Sendable {
    var allowed = 0, refused: [Refusal.Kind: Int] = [:], faults: [String] = []

    static func += (left: inout Tally, right: Tally) {
      left.allowed += right.allowed
      left.refused.merge(right.refused, uniquingKeysWith: +)
      left.faults += right.faults
    }
  }

  /// Every word that may stand for a service in a text, and the request that is made from it.
  private static func requests(_ desk: Desk) -> [Words: Request] {
    var requests: [Words: Request] = [:]
    let names = Set((desk.runbook.services.flatMap(\.aliases) + RunbookEdit.names).map { Array($0.utf8) })
    for name in names.map({ String(decoding: $0, as: UTF8.self) }) {
      for operation in ["restart-service", "show-log"] {
        requests[Words("\(operation) \(name)")] = try? desk.request(operation, words: [name])
      }
    }
    for operation in ["reload-nginx", "service-status"] {
      requests[Words(operation)] = try? desk.request(operation, words: [])
    }
    return requests
  }

  private static func judge(
    _ texts: [String], _ trusted: Trusted, _ random: inout SeededRandom
  ) async -> Tally {
    var tally = Tally()
    guard let desk = try? trusted.edited(texts) else { return tally }
    let words = requests(desk)
    let requests = Dictionary(words.values.map { (Words($0), $0) }, uniquingKeysWith: { first, _ in first })
    // What changes something each time; of what only looks one, for the time that it takes.
    let looks = requests.filter { !$0.value.operation.hasPrefix("re") }.keys.sorted {
      $0.bytes.lexicographicallyPrecedes($1.bytes)
    }
    let look = looks.randomElement(using: &random)
    var allowed: Set<Words> = []
    for (name, request) in requests where request.operation.hasPrefix("re") || name == look {
      if await judge(request, desk, trusted, &tally) { allowed.insert(name) }
    }
    for (word, request) in words where allowed.contains(Words(request)) {
      let meant = trusted.words[word].map(Words.init)
      guard meant != Words(request) else { continue }
      tally.faults.append("\(word) means \(Words(request)) now, and meant \(meant?.description ?? "nothing")")
    }
    return tally
  }

  private static func judge(
    _ request: Request, _ desk: Desk, _ trusted: Trusted, _ tally: inout Tally
  ) async -> Bool {
    do {
      let plans = try await desk.plan(request, actor: "test")
      tally.allowed += 1
      guard let given = trusted.given[Words(request)] else {
        tally.faults.append("\(request.words) is given by the edited text alone")
        return true
      }
      if plans.map(\.digest) != given.digests { tally.faults.append("\(request.words) is another plan") }
      if zip(plans, given.consents).contains(where: { $0.consent < $1 }) {
        tally.faults.append("\(request.words): nobody is asked any more")
      }
      return true
    } catch let refusal as Refusal {
      tally.refused[refusal.kind, default: 0] += 1
      if ![.untrusted, .rule, .argument, .notPossible].contains(refusal.kind) {
        tally.faults.append("\(request.words) was refused as \(refusal.kind)")
      }
    } catch {
      tally.faults.append("\(request.words): \(error)")
    }
    return false
  }

  @Test func noEditWidensWhatIsTrusted() async throws {
    let seed = UInt64(ProcessInfo.processInfo.environment["RUNBOOK_SEED"] ?? "") ?? 1
    let trusted = try await Trusted()
    try #require(
      trusted.given.keys.map(\.description).sorted().filter { $0.hasPrefix("\"re") } == [
        "\"reload-nginx\"", "\"restart-service luci\"", "\"restart-service nearyou\"",
        "\"restart-service old\"",
      ])
    let edits = 5_000, workers = 4
    let tally = await withTaskGroup(of: Tally.self) { group in
      for worker in 0..<workers {
        group.addTask {
          var tally = Tally()
          for number in stride(from: worker, to: edits, by: workers) {
            var random = SeededRandom(seed: seed &* 1_000_003 &+ UInt64(number))
            var chapters = [
              SmallRunbook.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            ]
            let made = (0..<Int.random(in: 1...3, using: &random)).map { _ in
              let edit = RunbookEdit.allCases.randomElement(using: &random) ?? .swapRows
              edit.apply(to: &chapters, &random)
              return edit
            }
            let texts = chapters.map { $0.joined(separator: "\n") }
            var one = await Self.judge(texts, trusted, &random)
            one.faults = one.faults.map {
              "edit \(number), \(made): \($0)\n\(texts.joined(separator: "\n=====\n"))"
            }
            tally += one
          }
          return tally
        }
      }
      return await group.reduce(into: Tally()) { $0 += $1 }
    }
    print(
      "trust: \(edits) edits (RUNBOOK_SEED=\(seed)): \(tally.allowed) requests allowed, refused \(tally.refused)"
    )
    #expect(
      tally.faults.isEmpty,
      "seed \(seed): \(tally.faults.count)\n\(tally.faults.map { $0.prefix { $0 != "\n" } }.joined(separator: "\n"))"
    )
    // Edits of one row leave the others alone, and others take something away: neither may be all that was seen.
    #expect(tally.allowed > edits && tally.refused[.untrusted, default: 0] > edits / 2, "\(tally.refused)")
    #expect(tally.refused[.rule, default: 0] > edits / 10, "\(tally.refused)")
  }

  /// What an edit of the trusted text comes to for one request.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var texts: [String]
    var request: [String]
    /// nil where it is allowed as before.
    var refusal: Refusal.Kind?
    var consent = Consent.policy

    init(
      _ name: String, _ request: String, _ refusal: Refusal.Kind?, consent: Consent = .policy,
      _ edit: (inout String, inout [String]) -> Void
    ) {
      var text = SmallRunbook.text, chapters: [String] = []
      edit(&text, &chapters)
      testDescription = name
      texts = [text] + chapters
      self.request = request.split(separator: " ").map(String.init)
      self.refusal = refusal
      self.consent = consent
    }
  }

  static let cases = [
    Case("as it was", "restart-service luci", nil) { _, _ in },
    Case("a row points to another's program", "restart-service luci", .untrusted) { text, _ in
      text.replace("3004 | site-luci", with: "3004 | site-nearyou")
    },
    Case("a row points to another's port", "restart-service luci", .untrusted) { text, _ in
      text.replace("| 3004 |", with: "| 3003 |")
    },
    Case("a program is renamed", "restart-service luci", .untrusted) { text, _ in
      text.replace("site-luci", with: "site-other")
    },
    Case("a program that is not there", "restart-service luci", .notPossible) { text, _ in
      text.replace("site-luci", with: "site-gone")
    },
    Case("two rows change places with their values", "restart-service luci", nil) { text, _ in
      text.replace("| luci ", with: "| swap ")
      text.replace(
        "| nearyou | 3003 | site-nearyou | nearyou.example |",
        with: "| luci | 3004 | site-luci | luci.example |")
      text.replace(
        "| swap | 3004 | site-luci | luci.example |",
        with: "| nearyou | 3003 | site-nearyou | nearyou.example |")
    },
    Case("a row goes", "restart-service luci", .argument) { text, _ in
      text.replace("| luci | 3004 | site-luci | luci.example |\n", with: "")
    },
    Case("a row comes", "restart-service new", .untrusted) { text, _ in
      text.replace("| luci ", with: "| new | 3007 | site-other | new.example |\n| luci ")
    },
    Case("a rule that forbids goes", "restart-service café", .rule) { text, _ in
      text.replace("- Never restart café.\n", with: "")
    },
    Case("a rule that asks goes", "restart-service nearyou", nil, consent: .person) { text, _ in
      text.replace("- Ask before restarting nearyou.\n", with: "")
    },
    Case("all rules go", "restart-service café", .rule) { text, _ in
      text.replace(SmallRunbook.rules, with: "")
    },
    Case("a rule that forbids comes", "restart-service luci", .rule) { text, _ in
      text += "- Never restart luci.\n"
    },
    Case("a rule that asks comes", "restart-service luci", nil, consent: .person) { text, _ in
      text += "- Ask before restarting luci.\n"
    },
    Case("a section moves", "restart-service luci", nil) { text, _ in
      text.replace(SmallRunbook.sites, with: "")
      text += "\n\(SmallRunbook.sites)\n"
    },
    Case("a section moves to a chapter", "restart-service luci", nil) { text, chapters in
      text.replace(SmallRunbook.sites, with: "")
      chapters = ["# Sites\n\n\(SmallRunbook.sites)\n"]
    },
    Case("its heading is another", "restart-service luci", nil) { text, _ in
      text.replace("## Sites and Ports", with: "## What runs here")
    },
    Case("a heading imitates its own, before it", "restart-service luci", .argument) { text, _ in
      text =
        "## Sites and Ports\n| App | Port | Supervisor name |\n|---|---|---|\n| luci | 3004 | site-other |\n\n"
        + text
    },
    Case("a heading imitates its own, behind it", "restart-service luci", .argument) { text, _ in
      text +=
        "\n## Sites аnd Ports\n| App | Port | Supervisor name |\n|---|---|---|\n| luci | 3004 | site-other |\n"
    },
    Case("a chapter names it again", "restart-service luci", .argument) { _, chapters in
      chapters = ["| App | Program |\n|---|---|\n| luci | site-other |\n"]
    },
    Case("its word is another's", "restart-service nearyou", .argument) { text, _ in
      text.replace("| nearyou | 3003 | site-nearyou | nearyou.example |\n", with: "")
      text += "\n| App | Program | Host name |\n|---|---|---|\n| luci | site-other | nearyou |\n"
    },
    Case("a twin of other bytes", "restart-service cafe\u{301}", .untrusted) { text, _ in
      text += "\n| App | Program |\n|---|---|\n| cafe\u{301} | site-other |\n"
    },
    Case("a look-alike", "restart-service lucі", .untrusted) { text, _ in
      text += "\n| App | Program |\n|---|---|\n| lucі | site-luci |\n"
    },
    Case("what its drift was seen by goes", "restart-service old", nil, consent: .person) { text, _ in
      text.replace(SmallRunbook.nginx, with: "")
    },
    Case("nginx's folder is another", "reload-nginx", .untrusted) { text, _ in
      text.replace("/etc/nginx/sites-enabled/\n", with: "/etc/nginx/\n")
    },
  ]

  @Test(arguments: cases) func anEditComesTo(_ edit: Case) async throws {
    let trusted = try await Trusted()
    let desk = try trusted.edited(edit.texts)
    var refusal: Refusal?, plans: [WeighedPlan] = []
    do {
      plans = try await desk.plan(
        desk.request(edit.request[0], words: Array(edit.request[1...])), actor: "test")
    } catch let error as Refusal {
      refusal = error
    }
    #expect(refusal?.kind == edit.refusal, "\(String(describing: refusal))")
    guard edit.refusal == nil else { return }
    #expect(plans.map(\.digest) == trusted.given[Words(edit.request.joined(separator: " "))]?.digests)
    #expect(plans.map(\.consent) == [edit.consent])
  }
}
