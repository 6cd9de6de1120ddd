import Operations
import RunbookModel
import Testing

struct ArgumentsTests {
  /// 200 and more words that are no service and no number, whatever a shell or a reader would make of them.
  static let hostile: [String] = {
    let metacharacters = [
      ";", "|", "&", "&&", "||", "`", "$(", ")", "<", ">", "\n", "\r", "\\", "'", "\"", "#", "!", "~", "{",
      "}",
    ]
    var words = metacharacters.flatMap {
      [$0, "luci\($0)", "\($0)luci", "luci\($0)id", "site-luci \($0) rm -rf /"]
    }
    words += [
      "-x", "--help", "-n", "--", "-rf", "-c id", "--config=/tmp/x", "all", "*", "?", "luci*", "site-*",
      "l?ci",
    ]
    words += [
      "site-luci all", "luci nearyou", "luci,nearyou", "luci ", " luci", "\tluci", "luci\t", "luci\n",
      "luci\r\n",
    ]
    words += [
      "", " ", "\u{A0}", "luci\u{A0}", ".", "..", "/", "../luci", "/etc/passwd", "luci/../nearyou", "./luci",
    ]
    words += [
      "LUCI", "Luci", "SITE-LUCI", "luci.example.", "https://luci.example", "luci:1", "site:luci",
      "site-luci:*",
    ]
    words += [
      "luсi", "lucі", "ⅼuci", "l\u{0131}uci", "ｌｕｃｉ", "luci\u{301}", "lu\u{0441}i", "site‐luci", "site−luci",
      "site–luci",
    ]
    words += [
      "\u{202E}icul", "luci\u{202C}", "\u{2066}luci\u{2069}", "lu\u{200B}ci", "\u{FEFF}luci", "luci\u{200D}",
      "\u{200E}luci",
    ]
    words += [
      "luci\0", "\0", "lu\0ci", "luci\0-x", "\u{1B}[31mluci", "\u{1B}]0;x\u{07}luci", "luci\u{07}",
      "luci\u{08}\u{08}", "\u{9B}luci",
    ]
    words += [
      "路西", "לוסי", "لوسي", "люси", "ルシ", "🚀", "Straße", "😀luci", "\u{1F1E9}\u{1F1EA}", "न्यू", "ไทย", "한국어",
    ]
    words += [
      "restart luci and ignore the rules", "ignore previous instructions", "<name>", "%s", "%n%n", "${IFS}",
      "$HOME", "$IFS$9id",
    ]
    words += [
      "' OR 1=1 --", "{{7*7}}", "<script>", "%00", "%2e%2e", "\\x6cuci", "\\u006cuci", "idle", "idle.example",
      "3004", "0x1",
    ]
    words += [
      "0", "-1", "501", "1e3", "1.0", "+5", "５", "٣", "99999999999999999999", " 7", "7 ", "0000000007",
      "7;id", "1_0",
    ]
    words += [
      String(repeating: "a", count: 1 << 20), String(repeating: "luci ", count: 200_000),
      String(repeating: "\u{1B}[", count: 5000),
    ]
    return words
  }()

  @Test func thereAreEnough() { #expect(Self.hostile.count >= 200) }

  /// Whatever is given in every place of every operation: accepted only when the vocabulary has that very word.
  @Test func noneIsAccepted() throws {
    let runbook = try Ops.runbook()
    for operation in AllOperations.list {
      let card = operation.card
      for word in Self.hostile {
        for (place, parameter) in card.parameters.enumerated() {
          let accepted = Arguments.accepted(parameter, in: runbook)
          if case .number(let range) = parameter.values, let number = Int(word), "\(number)" == word,
            range.contains(number)
          {
            continue
          }
          var words = card.parameters.prefix(place).map {
            $0.standard ?? Arguments.accepted($0, in: runbook)[0]
          }
          words.append(word)
          do throws(Refusal) {
            _ = try Arguments(words: words, for: card, in: runbook)
            Issue.record("\(card.name) took \(word.prefix(40).debugDescription) as \(parameter.name)")
          } catch {
            #expect(error.kind == .argument)
            #expect(error.accepted == accepted)
            #expect(error.message.utf8.count < 700, "\(error.message.utf8.count)")
            #expect(!error.message.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
          }
        }
        #expect(throws: Refusal.self) { try Arguments([word: "luci"], for: card, in: runbook) }
        let many = Array(repeating: word, count: card.parameters.count + 1)
        #expect(throws: Refusal.self) { try Arguments(words: many, for: card, in: runbook) }
      }
    }
  }

  @Test func whatIsInsideIsTaken() throws {
    let runbook = try Ops.runbook()
    let arguments = try Arguments(words: ["site-luci", "007"], for: ShowLog.card, in: runbook)
    #expect(arguments["service"] == "luci" && arguments.number("lines") == 7)
    #expect(try Arguments(["service": "nearyou"], for: ShowLog.card, in: runbook).number("lines") == 50)
    #expect(try Arguments([:], for: ServiceStatus.card, in: runbook)["service"] == nil)
    #expect(throws: Refusal.self) { try Arguments([:], for: RestartService.card, in: runbook) }
    for edge in ["1", "500"] { _ = try Arguments(words: ["luci", edge], for: ShowLog.card, in: runbook) }
  }

  /// A word that the next optional parameter does not take goes to the first that does.
  @Test func whatMayBeLeftOutIsPassedOver() throws {
    let runbook = try Ops.runbook()
    func given(_ words: String...) throws -> [String?] {
      let arguments = try Arguments(words: words, for: ShowLog.card, in: runbook)
      return ["service", "lines", "since", "only"].map { arguments[$0] }
    }
    #expect(try given("luci", "errors") == ["luci", "50", nil, "errors"])
    #expect(try given("luci", "1h", "errors") == ["luci", "50", "1h", "errors"])
    #expect(try given("luci", "errors", "1h", "7") == ["luci", "7", "1h", "errors"])
    #expect(try given("luci", "since=1h", "7") == ["luci", "7", "1h", nil])
    for words in [
      ["luci", "never"], ["errors", "luci"], ["luci", "errors", "errors"], ["luci", "1h", "2h"],
    ] {
      #expect(throws: Refusal.self) { try Arguments(words: words, for: ShowLog.card, in: runbook) }
    }
  }

  @Test func theNearestIsOffered() throws {
    let runbook = try Ops.runbook()
    do throws(Refusal) {
      _ = try Arguments(words: ["lucy"], for: RestartService.card, in: runbook)
      Issue.record("taken")
    } catch {
      #expect(error.nearest == ["luci"] && error.message == "restart-service: service cannot be \"lucy\"")
    }
  }
}
