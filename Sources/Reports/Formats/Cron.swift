import RunbookDesk

/// For cron, which mails whatever is printed: nothing when all holds, else what a person would read.
public struct CronFormat: Format {
  public static let name = "cron"
  public static let summary = "nothing when all holds, else text without colour; check only"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    if report.outcome == .holds { return "" }
    return TextFormat().render(answer, Page(isColoured: false, excerpt: page.excerpt))
  }
}
