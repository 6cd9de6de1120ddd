import Findings
import Foundation
import JSON
import Operations
import RunbookDesk
import RunbookModel
import SeededNumbers
import TestDoor
import Testing

/// Nothing is accepted that is not in a vocabulary, whoever sends it; each refusal says what would be.
@Suite struct HostileArgumentTests {
  private static let text =
    SmallRunbook.text + """

      ## By hand
      ```bash
      sudo supervisorctl restart <name>
      less /var/log/<file>
      ls /var/log
      ```

      """

  /// What would be wrong with an answer to a word, or nil.
  private static func fault(_ word: String, _ accepted: Set<[UInt8]>, _ make: () throws -> Request) -> String?
  {
    do {
      let request = try make()
      let given = request.arguments.values.map { Array($0.utf8) }
      return accepted.contains(Array(word.utf8))
        || given.contains(where: isPlainWord) && given.contains(Array(word.utf8))
        ? nil : "was accepted as \(request.words.debugDescription)"
    } catch let refusal as Refusal {
      if ![.argument, .unknownOperation].contains(refusal.kind) { return "was refused as \(refusal.kind)" }
      if refusal.message.utf8.count > 600 { return "has a refusal of \(refusal.message.utf8.count) bytes" }
      if refusal.message != WorldText.clean(refusal.message) { return "stands in its refusal as it is" }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// What a parameter without a vocabulary takes; a person is asked then.
  private static func isPlainWord(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.wholeMatch(of: /[A-Za-z0-9_.\/@+=,][A-Za-z0-9_.\/@+=,\-]{0,254}/) != nil && text != "all"
      && !text.split(separator: "/").contains("..")
  }

  @Test func tenThousandHostileWordsAreRefused() async throws {
    let seed = UInt64(ProcessInfo.processInfo.environment["RUNBOOK_SEED"] ?? "") ?? 1
    let server = SmallServer(), door = TestDoor()
    let desk = try await door.trust(server.desk(Chapters([Self.text]), door.door))
    let offers = await desk.operations()
    let free = offers.filter { offer in
      offer.card.parameters.contains { if case .anyWord = $0.values { true } else { false } }
    }
    try #require(offers.count >= 7 && free.count == 1, "\(offers.map(\.card.name))")
    let accepted = Set(
      (desk.runbook.services.flatMap(\.aliases) + (1...500).map(String.init)).map { Array($0.utf8) })
    let words = HostileWords(around: ["luci", "nearyou", "site-luci", "luci.example", "3004"])
    var random = SeededRandom(seed: seed)
    var faults: [String] = [], calls = 0, slowest = Duration.zero
    for number in 0..<10_000 {
      let word = number % 2_500 == 0 ? HostileWords.huge : words.next(&random)
      guard !accepted.contains(Array(word.utf8)) else { continue }
      func hold(_ what: String, _ make: () throws -> Request) {
        let began = ContinuousClock.now
        if let fault = Self.fault(word, accepted, make) {
          faults.append("\(what) \(word.debugDescription.prefix(80)) \(fault)")
        }
        calls += 1
        slowest = max(slowest, ContinuousClock.now - began)
      }
      for offer in offers { hold(offer.card.name) { try desk.request(offer.card.name, words: [word]) } }
      // Behind a right word, as the name of a parameter, and as an operation's.
      let name = offers.randomElement(using: &random)?.card.name ?? ""
      hold(name) { try desk.request(name, words: ["luci", word]) }
      hold(name) { try desk.request(name, arguments: ["service": "luci", word: "luci"]) }
      hold("") { try desk.request(word, words: ["luci"]) }
    }
    print("hostile: \(calls) calls, the slowest in \(slowest) (RUNBOOK_SEED=\(seed))")
    #expect(slowest < .seconds(5))
    #expect(faults.isEmpty, "seed \(seed): \(faults.count)\n\(faults.prefix(10).joined(separator: "\n"))")
    #expect(server.performed.isEmpty && server.records.allSatisfy { $0["event"] == "trust" })
  }

  /// The list is of what would be accepted in that very place.
  @Test(arguments: [
    ("restart-service", ["luci;id"], ["luci", "nearyou", "café", "old"]),
    ("restart-service", [], ["luci", "nearyou", "café", "old"]),
    ("show-log", ["luci", "0"], ["1 to 500"]), ("show-log", ["luci", "501"], ["1 to 500"]),
    ("show-log", ["luci", "٣"], ["1 to 500"]),
    ("reload-nginx", ["luci"], []), ("restart-service", ["luci", "luci"], ["service"]),
  ]) func aRefusalListsWhatIsAccepted(_ name: String, _ words: [String], _ accepted: [String]) throws {
    let desk = try SmallServer().desk(Chapters([Self.text]), TestDoor().door)
    do {
      _ = try desk.request(name, words: words)
      Issue.record("it was accepted")
    } catch {
      #expect(error.kind == .argument && error.accepted == accepted, "\(error)")
    }
  }
}
