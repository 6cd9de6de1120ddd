import Findings

/// What a question in other words has to be answered by, since it was not asked so.
extension Answering {
  func isMeant(_ match: Match) -> Bool {
    guard let paraphrase else { return true }
    let saying = index.sayings[match.saying]
    if asksWhatRuns, !listsAll(saying.value), !asksHealth(saying) { return false }
    let isCalled = question.words.indices.allSatisfy { place in
      !paraphrase.words.contains(question.words[place].spoken) || isCalledSo(place, match.saying)
    }
    guard isCalled else { return false }
    if let rhythm = paraphrase.rhythm, !Self.happens(rhythm, saying) { return false }
    if question.intent == .who, !saying.value.contains("@"), !Shape.isName(saying.value) || !isKey(saying) {
      return false
    }
    if question.intent == .what, saying.kind == .row || saying.value.contains("/") && !asksPlace {
      return false
    }
    if paraphrase.wantsTown, !Shape.isTown(saying.value) { return false }
    return !paraphrase.isBare || question.hasName
      || (question.intent == .how ? asksHealth(saying) : isKey(saying))
  }

  /// Nothing but a look at how it is.
  private var asksWhatRuns: Bool {
    question.intent == .how && question.words.allSatisfy { !$0.concepts.isDisjoint(with: [.status, .show]) }
  }

  /// `docker ps`, `pm2 list`, `systemctl status`: it shows what runs.
  private func listsAll(_ command: String) -> Bool {
    Self.listings.contains { command.contains($0) }
  }

  private static let listings = [
    "docker ps", "compose ps", "podman ps", "pm2 list", "pm2 ls", "list-units", "get pods", "status",
  ]

  /// What is asked for may be a path or an address; the provider and the price are none.
  private var asksPlace: Bool {
    guard let head = question.head else { return false }
    return !question.words[head].concepts.isDisjoint(
      with: [
        .directory, .file, .url, .host, .ip, .port, .log, .key, .certificate, .repository, .script, .email,
      ])
  }

  /// What a word of the question means is the saying's key, its name, or what it does.
  private func isCalledSo(_ place: Int, _ number: Int) -> Bool {
    let saying = index.sayings[number]
    // Who logs in to a database logs in to no server.
    if question.words[place].spoken == "ssh" {
      return saying.value.contains("ssh ") || !(matcher.exact[place][number]?.isEmpty ?? true)
        || saying.titles.last.map(matcher.isSaid(place)) ?? false
    }
    // Much is cleared that leaves the disk as full as it was.
    if question.words[place].spoken == "prune" { return saying.value.contains("prune") }
    return matcher.isNamed(place, by: number) || matcher.isSubject(place, of: number)
      || !question.words[place].concepts.intersection(Concept.deeds).isDisjoint(with: saying.deeds)
      || place == question.head && !saying.shapes.isDisjoint(with: question.words[place].concepts)
      || ![.what, .who].contains(question.intent)
        && saying.titles.last.map { matcher.says($0, place) } ?? false
  }

  /// `curl localhost:8080/api/health` is what tells whether "the app" is up.
  private func asksHealth(_ saying: Saying) -> Bool {
    let isAsked = question.words.allSatisfy { !$0.concepts.isDisjoint(with: [.status, .show]) }
    guard isAsked, saying.kind == .command, saying.deeds.contains(.status), saying.value.hasPrefix("curl ")
    else {
      return false
    }
    return saying.value.split(separator: " ").contains { word in
      let path = word.split(separator: "/").dropFirst(word.contains("://") ? 2 : 1)
      return word.contains("/") && !path.isEmpty
        && path.last != "ping" && path.dropLast().allSatisfy { ["api", "v1", "v2", "actuator"].contains($0) }
    }
  }

  /// The key says nothing but what is asked for.
  private func isKey(_ saying: Saying) -> Bool {
    guard saying.kind == .claim, let key = AllowedSayings.key(saying) else { return false }
    let said = Spelling.words(key).filter { !Fillers.words.contains($0.text) }.map { Stem.of($0.text) }
    return !said.isEmpty && said.allSatisfy(question.says)
  }

  private static func happens(_ rhythm: String, _ saying: Saying) -> Bool {
    let said = saying.time ?? CronTime(words: saying.value)?.fields
    guard let fields = said?.split(separator: " "), fields.count == 5 else { return false }
    let (day, week) = (fields[2] != "*", fields[4] != "*")
    return switch rhythm {
    case "hourly": fields[1] == "*"
    case "weekly": week
    case "monthly": day
    default: !day && !week && fields[1] != "*"
    }
  }
}
