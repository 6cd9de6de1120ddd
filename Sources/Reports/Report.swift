public import Findings
public import Operations
public import RunbookDesk

/// An answer of the Desk, to be rendered.
public enum Answer: Sendable {
  case lookUp(LookUpAnswer)
  case explanation(Explanation)
  case check(CheckReport)
  case acknowledgements([Acknowledgement])
  case offers([OperationOffer], [ProcedureOffer])
  case plans([WeighedPlan])
  case executions([Execution])
  case diagnoses([Diagnosis])
  case trust(TrustStatus)
  case jobs([Job])
  case journal([JournalEntry])
}

/// One way to write answers down. It decides nothing: the words and figures are the Desk's.
public protocol Format: Sendable {
  /// As it is asked for: `--format json`.
  static var name: String { get }
  static var summary: String { get }
  init()
  /// The whole output without its last line feed; nil where this format has no form for such an answer.
  func render(_ answer: Answer, _ page: Page) -> String?
  /// The exit status that this format's readers go by; nil where the program's own holds.
  func status(_ answer: Answer) -> Int32?
  /// The whole output where there is no answer; nil where standard error is the place for that.
  func render(failure message: String) -> (text: String, status: Int32)?
}

extension Format {
  public func status(_ answer: Answer) -> Int32? { nil }
  public func render(failure message: String) -> (text: String, status: Int32)? { nil }
}

/// What the writer has to know of the reader's side.
public struct Page: Sendable {
  /// Whether colours may be used.
  public var isColoured: Bool
  /// How many characters fit on a line; nil where it is no terminal.
  public var width: Int?
  /// Whether only ASCII can be shown. The runbook's own words stay as they are.
  public var isASCII: Bool
  /// Whether everything is wanted that there is to tell.
  public var isVerbose: Bool
  /// The version of the program, for formats that name it.
  public var version: String
  /// The runbook line a position lies in.
  public var excerpt: @Sendable (_ finding: SourceRange) -> Excerpt?

  public init(
    isColoured: Bool, width: Int? = nil, isASCII: Bool = false, isVerbose: Bool = false, version: String = "",
    excerpt: @escaping @Sendable (SourceRange) -> Excerpt?
  ) {
    self.isColoured = isColoured
    self.width = width
    self.isASCII = isASCII
    self.isVerbose = isVerbose
    self.version = version
    self.excerpt = excerpt
  }
}
