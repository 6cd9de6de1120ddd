import Findings
import RunbookModel

/// What the operator allows, from root's `/etc/runbook/policy`: one `key = value` a line.
public struct Policy: Hashable, Sendable {
  public static let path = "/etc/runbook/policy"

  public enum Mode: String, Sendable, CaseIterable {
    /// Trust and consent are the calling account's own: a guard-rail.
    case advisory
    /// Only what root has trusted and agreed to counts.
    case enforced
  }

  public var mode = Mode.advisory
  /// Whether a person has to agree to each plan of the effect.
  public var reloads = Consent.policy
  public var interrupts = Consent.policy
  /// Requests that a person has to agree to, and those that are never done: `restart-service luci`, or the operation
  /// alone.
  public var ask: [String] = []
  public var never: [String] = []
  /// Whether a yes in a form that an agent's client shows counts where `mode` is enforced. A form proves a person no
  /// better than a terminal of the account does.
  public var forms = false
  /// How long a form waits for its person, in seconds. Clients give up on a call after some minutes.
  public var formTime = 120
  /// How often one subject may be restarted, and how many changes one account may make, in `window` seconds.
  public var restarts = 3
  public var changes = 10
  public var window = 600
  /// After so many failed changes of one subject in a row a person has to look.
  public var failures = 3

  public init() {}

  /// One key: what stands in the sample, and how a value is taken.
  private struct Key {
    var name: String
    var standard: String
    var summary: String
    /// false for a value that is none.
    var take: @Sendable (inout Policy, String) -> Bool
  }

  private static let keys: [Key] = [
    Key(
      name: "mode", standard: "advisory",
      summary: "advisory: an account trusts and agrees for itself; enforced: only root does"
    ) { policy, value in
      guard let mode = Mode(rawValue: value) else { return false }
      policy.mode = mode
      return true
    },
    Key(
      name: "reloads", standard: "policy", summary: "policy: allowed within the limits; person: each is asked"
    ) {
      consent($1, into: &$0.reloads)
    },
    Key(name: "interrupts", standard: "policy", summary: "the same for what takes a service away for moments")
    {
      consent($1, into: &$0.interrupts)
    },
    Key(
      name: "forms", standard: "no",
      summary: "yes: a form in an agent's client counts as a person's yes where mode is enforced"
    ) { policy, value in
      policy.forms = value == "yes"
      return ["yes", "no"].contains(value)
    },
    Key(
      name: "form-time", standard: "120",
      summary: "how long a form waits for its person, in seconds; one for what can lose data waits longer"
    ) { number($1, 1...3600, into: &$0.formTime) },
    Key(
      name: "ask", standard: "restart-service luci",
      summary: "a person agrees to each; may stand on several lines; an operation alone means all of it"
    ) { policy, value in
      policy.ask.append(value)
      return isRequest(value)
    },
    Key(name: "never", standard: "reload-nginx", summary: "is never done; may stand on several lines") {
      policy, value in
      policy.never.append(value)
      return isRequest(value)
    },
    Key(name: "restarts", standard: "3", summary: "changes that interrupt one subject, in a window") {
      number($1, 0...1000, into: &$0.restarts)
    },
    Key(name: "changes", standard: "10", summary: "changes that one account makes, in a window") {
      number($1, 0...10_000, into: &$0.changes)
    },
    Key(name: "window", standard: "600", summary: "in seconds") { number($1, 1...86_400, into: &$0.window) },
    Key(
      name: "failures", standard: "3",
      summary: "failed changes of one subject in a row, after which only a person opens it again"
    ) { number($1, 1...1000, into: &$0.failures) },
  ]

  /// A file in which every key is commented out.
  public static let sample =
    "# What runbook allows on this server. Only root may be able to write this file.\n"
    + "# A line that cannot be read stops every change.\n"
    + keys.map { "\n# \($0.summary)\n# \($0.name) = \($0.standard)\n" }.joined()

  /// The keys for the manual; the standard of a list of requests is only an example.
  public static var described: [(name: String, standard: String, summary: String, isExample: Bool)] {
    keys.map { ($0.name, $0.standard, $0.summary, ["ask", "never"].contains($0.name)) }
  }

  /// What cannot be read stops every change: a policy is a limit, and half of a limit is none.
  public init(text: String) throws(Refusal) {
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.prefix { $0 != "#" }.split(separator: "=", maxSplits: 1).map {
        $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      if words.allSatisfy(\.isEmpty) { continue }
      let taken = Self.keys.first { $0.name == words.first }.map {
        words.count == 2 && $0.take(&self, words[1])
      }
      guard taken == true else {
        throw Refusal(
          .rule,
          "\(Self.path):\(place + 1): not a line of a policy: \(WorldText.clean(String(line.prefix(80))))",
          accepted: Self.keys.map(\.name))
      }
    }
  }

  public func consent(to plan: Plan, of request: Request) -> Consent {
    // Our own looks need nobody.
    guard plan.effect > .observes || plan.runsPrograms else { return .none }
    if plan.hasFreeWord || names(plan, request, in: ask) { return .person }
    return switch plan.effect {
    case .observes: .none
    case .destroys: .person
    case .reloads: reloads
    case .interrupts: interrupts
    }
  }

  public func forbids(_ plan: Plan, of request: Request) -> Bool { names(plan, request, in: never) }

  /// Why a person has to agree, where no rule and no drift is the reason.
  public func reason(_ plan: Plan, _ request: Request) -> String {
    if plan.hasFreeWord { return "it takes a word that the runbook holds no list for" }
    return plan.effect == .destroys
      ? "it can lose data" : "root's policy wants a person to agree to \(request.words)"
  }

  /// By the name that was asked for, and by that of the operation which it is: a runbook that states
  /// `supervisorctl restart site-luci` under a name of its own does not get around `restart-service luci`.
  private func names(_ plan: Plan, _ request: Request, in list: [String]) -> Bool {
    let words = [request.operation, request.words, plan.operation, "\(plan.operation) \(plan.subject.name)"]
    return list.contains(where: words.contains)
  }

  private static func consent(_ value: String, into consent: inout Consent) -> Bool {
    guard let read = Consent(rawValue: value), read != .none else { return false }
    consent = read
    return true
  }

  private static func number(_ value: String, _ range: ClosedRange<Int>, into number: inout Int) -> Bool {
    guard let read = Int(value), range.contains(read) else { return false }
    number = read
    return true
  }

  private static func isRequest(_ value: String) -> Bool {
    // The operations that a runbook states are not known here.
    value.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "=") }
  }
}

/// Who has to agree to a plan, the stronger the later.
public enum Consent: String, Sendable, Comparable, CaseIterable {
  case none, policy, person

  public static func < (left: Consent, right: Consent) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
