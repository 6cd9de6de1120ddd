/// Words as somebody would send them who wants something else to be done than what may be.
public struct HostileWords: Sendable {
  /// What is really called so: the words are made around it.
  public var names: [String]

  public init(around names: [String]) {
    self.names = names
  }

  public func next(_ random: inout SeededRandom) -> String {
    let name = names.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return name + (Self.shell.randomElement(using: &random) ?? "")
    case 1: return (Self.shell.randomElement(using: &random) ?? "") + name
    case 2: return Self.options.randomElement(using: &random) ?? ""
    case 3: return Self.wildcards.randomElement(using: &random).map { $0.replacing("@", with: name) } ?? ""
    case 4:
      return insert(String(Self.invisible.randomElement(using: &random) ?? "\u{202E}"), into: name, &random)
    case 5: return twin(of: name, &random)
    case 6: return Self.languages.randomElement(using: &random) ?? ""
    case 7: return Self.paths.randomElement(using: &random).map { $0.replacing("@", with: name) } ?? ""
    case 8: return bytes(&random)
    default: return long(name, &random)
    }
  }

  /// A million bytes: made seldom, since reading them takes its time everywhere.
  public static let huge = String(repeating: "luci;", count: 200_000)

  private static let shell = [
    "; reboot", ";id", "$(id)", "`id`", "|sh", " && id", "||id", ">/etc/passwd", "</dev/zero", "\nid",
    "\r\nid", "${IFS}id",
    "'", "\"", "\\", "!!", "#", "&", "$HOME", "%0a", "%00", "$'\\x41'", "{a,b}", "~root", "!$", "^a^b", "\t",
    " ", "\u{0}",
  ]
  private static let options = [
    "-h", "--help", "--version", "-", "--", "-c/tmp/x", "--plan", "--plan=0123456789abcdef0123", "--key",
    "--key=x",
    "--file=/etc/shadow", "--detach", "--recording=/tmp", "--format=json", "-s", "-rf", "--expect=0", "-luci",
    "--service=luci",
  ]
  private static let wildcards = [
    "*", "?", "site-*", "@*", "[a-z]*", "all", "@ all", "site-@ all", "all @", "ALL", "**", ".*", "@|nearyou",
    "@,nearyou",
    "@ nearyou", "%", "_", "(@)", "^@$", "@:*", "*:*", ":", "@:", ":@", "@:00", "group:@",
  ]
  private static let paths = [
    "..", ".", "/", "../@", "@/..", "../../etc/passwd", "/etc/shadow", "./@", "@/", "//@",
    "file:///etc/passwd", "C:\\@",
    "http://@/", "@@host", "\\\\host\\@", "/proc/self/exe", "~/@",
  ]
  private static let languages = [
    "starte luci neu", "перезапусти", "再起動", "重启所有服务", "أعد التشغيل", "הפעל", "서비스", "सेवा", "ñandú", "ĳ", "ﬁ",
    "ß", "İ", "ı",
    "𝐥𝐮𝐜𝐢", "ｌｕｃｉ", "🙂", "👩‍👩‍👧‍👦", "Ω≈ç√", "z̷͚̈a̶l̴g̵o̶",
  ]
  private static let invisible: [Unicode.Scalar] =
    [
      0x1...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069,
      0xFEFF...0xFEFF, 0xE0020...0xE007E,
    ]
    .flatMap { $0.compactMap(Unicode.Scalar.init) }
  private static let twins: [Character: [String]] = [
    "a": ["а", "ɑ", "á"], "c": ["с", "ϲ"], "e": ["е", "é", "e\u{301}"], "i": ["і", "ı", "í"],
    "l": ["ӏ", "1", "I"],
    "n": ["ո"], "o": ["о", "ο", "0"], "u": ["ս", "υ"], "y": ["у"], "s": ["ѕ"], "r": ["г"],
    "-": ["‐", "–", "−"],
  ]

  private func insert(_ text: String, into name: String, _ random: inout SeededRandom) -> String {
    var letters = Array(name.unicodeScalars)
    letters.insert(contentsOf: text.unicodeScalars, at: Int.random(in: 0...letters.count, using: &random))
    var word = ""
    word.unicodeScalars.append(contentsOf: letters)
    return word
  }

  private func twin(of name: String, _ random: inout SeededRandom) -> String {
    let places = name.indices.filter { Self.twins[name[$0]] != nil }
    guard let place = places.randomElement(using: &random),
      let twin = Self.twins[name[place]]?.randomElement(using: &random)
    else { return name.uppercased() }
    return name[..<place] + twin + name[name.index(after: place)...]
  }

  private func bytes(_ random: inout SeededRandom) -> String {
    String(
      decoding: (0..<Int.random(in: 0...24, using: &random)).map { _ in
        UInt8.random(in: 1...255, using: &random)
      },
      as: UTF8.self)
  }

  private func long(_ name: String, _ random: inout SeededRandom) -> String {
    let piece =
      [name, "\(name) ", "/", "../", "é", "-", "\u{202E}", "\(name)\n"].randomElement(using: &random) ?? ""
    return String(repeating: piece, count: Int.random(in: 2...80, using: &random))
  }
}
