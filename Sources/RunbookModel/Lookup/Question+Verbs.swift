/// Verbs of several words, which a runbook may write as one.
extension Question {
  /// `roll the worker back` → `rollback the worker`: the particle of a verb goes to its verb.
  static func phrasal(_ words: ArraySlice<SpokenWord>) -> [SpokenWord] {
    var words = separable(Array(words))
    // "get rid of the old logs"
    if let place = words.indices.dropLast().first(where: {
      words[$0].text == "get" && words[$0 + 1].text == "rid"
    }) {
      words[place].text = "remove"
      words.remove(at: place + 1)
    }
    for (index, word) in words.enumerated() where verbs.contains(word.text) {
      let next = (index + 1)..<min(index + 7, words.count)
      guard let place = next.first(where: { particles.contains(words[$0].text) }),
        place == index + 1 || place == words.count - 1
      else { continue }
      words[index].text += words[place].text
      words.remove(at: place)
      break
    }
    return words
  }

  /// "Without downtime" denies nothing: it is how `zero-downtime` is done.
  static func graceful(_ words: [SpokenWord]) -> [SpokenWord] {
    guard let end = words.firstIndex(where: { interruptions.contains($0.text) }), end > 0 else {
      return words
    }
    let start = words[end - 1].text == "any" && end > 1 ? end - 2 : end - 1
    guard ["without", "no"].contains(words[start].text), !words[end].isJoined else { return words }
    var words = words
    let first = start > 0 && words[start].text == "no" && words[start - 1].text == "with" ? start - 1 : start
    words[first].text = "zero"
    words[end].text = "downtime"
    words[end].isJoined = true
    words.removeSubrange((first + 1)..<end)
    return words
  }

  private static let interruptions: Set<String> = ["downtime", "outage", "interruption"]

  /// `spiele ich den Dump zurück` → `zurückspiele ich den Dump`
  private static func separable(_ words: [SpokenWord]) -> [SpokenWord] {
    // `den Dienst neu starten`
    if let place = words.indices.dropFirst().first(where: {
      words[$0 - 1].text == "neu" && separables.contains(words[$0].text)
    }) {
      var words = words
      words[place].text = "neu" + words[place].text
      words.remove(at: place - 1)
      return words
    }
    // `stelle ich den Dump wieder her`
    let isDouble = words.suffix(2).map(\.text) == ["wieder", "her"]
    guard words.count > 1, let last = words.last, isDouble || prefixes.contains(last.text),
      let verb = words.firstIndex(where: { separables.contains($0.text) })
    else { return words }
    var words = words
    words[verb].text = (isDouble ? "wiederher" : last.text) + words[verb].text
    words.removeLast(isDouble ? 2 : 1)
    return words
  }

  private static let separables: Set<String> = [
    "spiele", "spielen", "spielt", "setze", "setzen", "setzt", "schalte", "schalten", "schaltet", "fahre",
    "fahren", "starte", "starten", "startet", "lade", "laden", "ladt", "stelle", "stellen", "stellt", "zeige",
    "zeigen", "zeigt", "hebe",
    "heben", "hebt",
  ]
  private static let prefixes: Set<String> = [
    "zuruck", "ein", "aus", "an", "ab", "hoch", "herunter", "neu", "auf",
  ]

  private static let verbs: Set<String> = [
    "roll", "shut", "set", "start", "back", "turn", "log", "spin", "bring", "take", "clean", "fail", "switch",
    "scale", "boot", "put", "get", "end",
    "rolled", "turned", "switched", "backed", "backs", "backing",
  ]
  private static let particles: Set<String> = ["up", "down", "back", "out", "off", "on", "in", "over"]

  /// Verbs that say no more than that something is made.
  static let taking: Set<String> = [
    "take", "create", "force", "initiate", "generate", "produce", "erstellen", "erstelle", "crear", "creo",
    "criar", "creer",
    "cree", "creare", "maken", "maak",
  ]

  /// `compose down` and `wg-quick up` are commands.
  static let directed: Set<String> = ["compose", "quick", "vagrant", "tailscale"]

  static let live: Set<String> = [
    "running", "runs", "online", "offline", "up", "alive", "healthy", "down", "reachable", "lauft",
    "corriendo", "activo", "tourne",
  ]
}
