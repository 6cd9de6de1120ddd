public import Findings
public import JSON
public import RunbookModel

/// What will be done, as a value: an ordered saga of steps for one subject.
///
/// A plan never pins pids, times or sizes: they always differ by the time it runs.
public struct Plan: Hashable, Sendable {
  public var operation: String
  public var subject: Address
  /// Where the runbook names the subject.
  public var source: SourceRange?
  public var steps: [Step]
  /// What the runbook states of the subject, and the plan rests on.
  public var row: [RowValue] = []
  /// The programs that will be executed, as they lie on the disk.
  public var programs: [ProgramFile] = []
  /// Whether a word in it is nobody's but the caller's.
  public var hasFreeWord: Bool

  public init(
    operation: String, subject: Address, source: SourceRange?, steps: [Step], hasFreeWord: Bool = false
  ) {
    self.hasFreeWord = hasFreeWord
    self.operation = operation
    self.subject = subject
    self.source = source
    self.steps = steps
  }

  public var effect: Effect { steps.map(\.effect).max() ?? .observes }

  public var runsPrograms: Bool {
    steps.contains { step in if case .show = step.deed { false } else { true } }
  }

  /// The plan as canonical data: what a digest is taken of, and what the journal holds.
  public var json: JSONObject {
    [
      "operation": .string(operation), "subject": .string(subject.description),
      "effect": .string(effect.rawValue), "steps": .array(steps.map { .object($0.json) }),
      "row": .array(row.map { [.string($0.claim), .string($0.value)] }),
      "programs": .array(programs.map { [.string($0.path), .string($0.state)] }),
    ]
  }

  public func digest(_ digests: any Digests) -> String {
    digests.sha256(Array(JSON.object(json).canonical.utf8))
  }
}

/// One value of the runbook, without its place: a row may move. Nothing is done with a secret, so that none is here.
public struct RowValue: Hashable, Sendable {
  /// `service/luci#port`.
  public var claim: String
  public var value: String

  init(_ claim: Claim) {
    self.claim = claim.address.description
    value =
      SecretMask.isName(claim.label) ? SecretMask.dots : SecretMask.mask(claim.value.value.cleaned)
  }

  /// Byte for byte: two spellings of one letter are equal strings, and name two programs.
  public static func == (left: RowValue, right: RowValue) -> Bool {
    left.claim.utf8.elementsEqual(right.claim.utf8) && left.value.utf8.elementsEqual(right.value.utf8)
  }
}

/// One deed, how it is proved, and what undoes it.
public struct Step: Hashable, Sendable {
  public var summary: String
  public var deed: Deed
  public var effect: Effect
  /// Every step that changes something has one: exit status 0 is never proof.
  public var proof: Proof?
  public var compensation: [Step]

  public init(_ summary: String, _ deed: Deed, effect: Effect, proof: Proof? = nil, compensation: [Step] = [])
  {
    self.summary = summary
    self.deed = deed
    self.effect = effect
    self.proof = proof
    self.compensation = compensation
  }

  var json: JSONObject {
    var object: JSONObject = [
      "summary": .string(summary), "does": .string(deed.words), "deed": .object(deed.json),
      "effect": .string(effect.rawValue),
    ]
    if let proof { object["proof"] = .string(proof.words) }
    if !compensation.isEmpty { object["compensation"] = .array(compensation.map { .object($0.json) }) }
    return object
  }
}

extension Deed {
  /// The deed as one line for people: the argv verbatim, or the call.
  public var words: String {
    switch self {
    case .run(let words): words.all.joined(separator: " ")
    case .pipe(let piped): piped.line
    case .supervisor(let deed, let program, let socket): "supervisord \(deed.rawValue) \(program) (\(socket))"
    case .show(.services(let questions)):
      "look at "
        + Set(questions.compactMap(\.programs.first?.kind.title)).sorted().map { $0 + " and " }.joined()
        + "/proc"
    case .show(.certificates(let files)): "read \(files.map(\.path).joined(separator: ", "))"
    case .show(.room(let paths)): "look at the file systems of \(paths.joined(separator: ", "))"
    case .show(.port(let port, _)): "look at who listens on \(port)"
    case .show(.backups(let places, _)):
      "list " + places.map { "\($0.remote) as \($0.account)" }.joined(separator: ", ")
    case .show(.log(let program, let lines, let minutes, let onlyErrors)):
      "read the last \(lines) lines \(onlyErrors ? "with errors " : "")that \(program.name) wrote"
        + (minutes.map { " in the last \($0) minutes" } ?? "")
    }
  }

  var json: JSONObject {
    switch self {
    case .run(let words):
      ["run": .array(words.all.map(JSON.string)), "seconds": .int(Int64(words.seconds))]
    case .pipe(let piped): piped.json
    case .supervisor(let deed, let program, let socket):
      ["supervisor": .string(deed.rawValue), "program": .string(program), "socket": .string(socket)]
    case .show(.services(let questions)):
      [
        "show": "services",
        "of": .array(
          questions.map { question in
            [.string(question.service), .array(question.programs.map { .object($0.json) })]
          }),
      ]
    case .show(.certificates(let files)):
      ["show": "certificates", "of": .array(files.map { [.string($0.name), .string($0.path)] })]
    case .show(.room(let paths)): ["show": "room", "of": .array(paths.map(JSON.string))]
    case .show(.port(let port, let questions)):
      [
        "show": "port", "port": JSON(port),
        "of": .array(
          questions.map { question in
            [.string(question.service), .string(question.programs.first?.name ?? "")]
          }),
      ]
    case .show(.backups(let places, let count)):
      [
        "show": "backups", "count": JSON(count),
        "of": .array(places.map { [.string($0.restore), .string($0.remote), .string($0.account)] }),
      ]
    case .show(.log(let program, let lines, let minutes, let onlyErrors)):
      [
        "show": "log", "program": .object(program.json), "lines": .int(Int64(lines)),
        "minutes": minutes.map { JSON($0) } ?? .null, "onlyErrors": .bool(onlyErrors),
      ]
    }
  }
}

extension PipedWords {
  fileprivate var json: JSONObject {
    var json: JSONObject = [
      "pipe": .array(stages.map { .object($0.json) }), "directory": .string(directory),
      "seconds": JSON(seconds),
    ]
    json["account"] = account.map(JSON.string)
    return json
  }
}

extension PipedWords.Stage {
  fileprivate var json: JSONObject {
    var json: JSONObject = ["words": .array(words.map(JSON.string))]
    let variables = environment.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
    if !variables.isEmpty { json["environment"] = .object(JSONObject(variables)) }
    if !redirects.isEmpty { json["redirects"] = .array(redirects.map(\.json)) }
    return json
  }
}

extension PipedWords.Redirect {
  fileprivate var json: JSON {
    let (kind, value): (String, JSON) =
      switch target {
      case .read(let path): ("read", .string(path))
      case .write(let path): ("write", .string(path))
      case .append(let path): ("append", .string(path))
      case .duplicate(let other): ("duplicate", JSON(other))
      }
    return ["descriptor": JSON(descriptor), "kind": .string(kind), "target": value]
  }
}
