/// A word of an nginx configuration, or one of `{`, `}` and `;` between words.
struct NginxToken: Hashable {
  var text: String
  var line: Int

  /// Whether a directive is over here, or a block begins or ends, so that the next word begins a directive.
  var isEnd: Bool { text == ";" || text == "{" || text == "}" }

  static func read(_ text: String) -> [NginxToken] {
    var found: [NginxToken] = []
    var word = ""
    var wordLine = 1
    var line = 1
    var quote: Character?
    var isComment = false
    func isSpace(_ character: Character) -> Bool {
      character == " " || character == "\t" || character.isNewline
    }
    for character in text {
      defer { if character.isNewline { line += 1 } }
      if isComment {
        isComment = !character.isNewline
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "#", word.isEmpty {
        isComment = true
      } else if (character == "\"" || character == "'"), word.isEmpty {
        quote = character
        wordLine = line
      } else if isSpace(character) || character == ";" || character == "{" || character == "}" {
        if character == "{", word.hasSuffix("$") {
          word.append(character)
          continue
        }
        if character == "}", word.contains("${"), !word.hasSuffix("}") {
          word.append(character)
          continue
        }
        if !word.isEmpty { found.append(NginxToken(text: word, line: wordLine)) }
        word = ""
        if !isSpace(character) { found.append(NginxToken(text: String(character), line: line)) }
      } else {
        if word.isEmpty { wordLine = line }
        word.append(character)
      }
    }
    return found
  }
}
