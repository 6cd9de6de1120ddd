import Findings

/// One thing that the runbook says, as it can be asked for.
struct Saying {
  enum Kind: Int {
    /// A value of a key or of a cell.
    case claim
    /// The name of a row, asked for by what stands beside it.
    case row
    case mention, command, schedule, rule, procedure
    /// What stands below an item of a list.
    case outline
    case sentence
  }

  /// Where in a saying a word stands.
  struct Tier: OptionSet {
    var rawValue: UInt8
    /// What it is about: the row's name, the words of a command.
    static let subject = Tier(rawValue: 1)
    /// What it says of it: the key, the header, the comment above a command.
    static let attribute = Tier(rawValue: 2)
    static let value = Tier(rawValue: 4)
    /// What stands around it: other cells, the sentence that introduces it.
    static let near = Tier(rawValue: 8)
    /// What kind of thing the subject is: the header above the names.
    static let sort = Tier(rawValue: 16)
  }

  var kind: Kind
  var answers: [Lookup.Answer]
  /// The headings that it stands under, as indices of the index's titles, outermost first.
  var titles: [Int]
  /// What the shape of the value shows it to be: a path, an address, a log.
  var shapes: ConceptSet = []
  /// The words of its subject, each once.
  var subject: [Int] = []
  /// What holds several lines of one deed together: the comment that they share.
  var group: SourceRange?
  /// It is another way to do what the saying before it does.
  var isAlternative = false

  /// Of a schedule, its time in the fields of cron: two that say it differently say the same.
  var time: String?

  /// A comment on the line above says what a command is for.
  var hasOwnPurpose = false
  /// The path of the program that a command runs, where it names a file; whether arguments are left open.
  var program: String?
  /// What a command does by its own words.
  var deeds: ConceptSet = []
  var isOpen = false
  /// It is known to delete what is stored.
  var destroys = false
  /// It only looks.
  var observes = false
  /// It stands below "If the pull fails:".
  var isConditional = false
  /// It has another machine run something, or opens a shell there.
  var isRemote = false, opensShell = false

  var value: String { answers.first?.value.value ?? "" }
}
