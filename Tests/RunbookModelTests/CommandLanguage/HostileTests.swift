import Testing

@testable import RunbookModel

/// Whatever the text is: no trap, and time that grows with its length alone.
struct HostileTests {
  static let pieces = [
    "(", ")", "'", "\"", "`", "$(", "${", "{", "}", "<", ">", "<<", "[", "]", "|", ";", "a;", "a|", "&&",
    "\\", "$A ", "<a", "{a,", "‹", "YYYY-",
    "A_NAME ", "sudo ", "ssh ", "ssh h '", "xargs ", "watch ", "eval ", "bash -c ", "docker exec x ",
    "env A=1 ", "case x in ", "for x in ", "cat <<E\n",
    "\n", "$(a)", "\"$(", "find -exec ", "echo NAME ", "x:\\", "\0", "\u{301}", "#", "!", "$((", "A=(",
    "psql -c 'select ", "your-", "git ",
  ]

  @Test(arguments: pieces) func staysLinear(_ piece: String) {
    let time = { (count: Int) in
      ContinuousClock().measure {
        let text = String(repeating: piece, count: count / piece.utf8.count)
        for line in [CommandLine(text), CommandLine("echo " + text), CommandLine("echo \"" + text)] {
          _ = (line.isEndless, line.isInteractive, line.isEscapeHatch, line.isComplete, line.head)
        }
      }
    }
    let small = time(1_000)
    let large = time(8_000)
    // Eight times the text, eight times the time; a square would be 64 times. The floor keeps noise out.
    #expect(large < max(small * 28, .seconds(1)), "\(small) became \(large)")
  }

  @Test func aMegabyteOfBrackets() {
    for piece in ["(", "'", "$(", "{"] {
      let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
      let line = CommandLine(text)
      #expect(line.judgement.effect == .destroys)
      #expect(!line.judgement.isKnown)
    }
  }

  @Test func aDeepNestIsNotFollowedForEver() {
    let text = String(repeating: "$(", count: 2_000) + "rm x" + String(repeating: ")", count: 2_000)
    #expect(CommandLine("echo " + text).judgement.effect == .destroys)
    let remote = String(repeating: "ssh h ", count: 2_000) + "ls"
    #expect(CommandLine(remote).judgement.effect == .destroys)
  }

  @Test func anyBytesAreRead() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<400 {
      let count = Int.random(in: 0..<60, using: &random)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let line = CommandLine(text)
      #expect(!line.template.contains("\n"), "\(text)")
      #expect(line.obstacles.isEmpty || line.pipelines.isEmpty, "\(text)")
      #expect(!line.isArgv || line.pipelines.count == 1, "\(text)")
      _ = (
        line.isEndless, line.isInteractive, line.isEscapeHatch, line.isComplete, line.head,
        Alternation.read(text), Prompt.strip(text)
      )
    }
  }
}
