/// A place in a command that the reader of the runbook fills in: `<name>`, `$NAME`, `STAMP`.
public struct Parameter: Hashable, Sendable {
  public var name: String
  public var form: Form

  /// How the place is written, which says how sure we can be that it is one.
  public enum Form: Hashable, Sendable {
    /// `<name>`
    case angle
    /// `[name]`
    case bracket
    /// `{name}`
    case brace
    /// `$NAME`, `${NAME}`
    case variable
    /// `STAMP`
    case capitals
    /// `your-x`, `YYYY-MM-DD`, `XXX`
    case template
    /// A value that is plainly an example: `TAG="v1.2.3"`.
    case example
  }

  public init(name: String, form: Form) {
    self.name = name
    self.form = form
  }
}
