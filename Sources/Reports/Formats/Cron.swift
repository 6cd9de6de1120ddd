import Findings
import RunbookDesk

/// For cron, which mails whatever is printed: what is new, what is due to be said again, what is over, in one message;
/// nothing else, and so most nights nothing. Where nothing is remembered it is all that is wrong, each time.
public struct CronFormat: Format {
  public static let name = "cron"
  public static let summary = "news since the last run and weekly reminders, else nothing; check only"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    let plain = Page(isColoured: false, excerpt: page.excerpt)
    guard let news = report.news else {
      if report.outcome == .holds { return "" }
      let trouble = report.memoryTrouble.map {
        "\ntold each time, since nothing is remembered: \($0.onOneLine)"
      }
      return CheckText(report, plain).lines.joined(separator: "\n") + (trouble ?? "")
    }
    if news.isEmpty { return "" }
    let text = CheckText(report, plain)
    return (news.items.flatMap { told($0, text) } + ["", text.summary]).joined(separator: "\n")
  }

  private func told(_ item: CheckNews.Item, _ text: CheckText) -> [String] {
    switch item {
    case .drifts(let drift, .new): return text.told(drift)
    case .drifts(let drift, .worse): return ["worse than told before:"] + text.told(drift)
    case .drifts(let drift, .again): return ["still so:"] + text.told(drift)
    case .flaps(let drift, let changes, let runs):
      return ["flaps: \(changes) changes in \(runs) runs:"] + text.told(drift)
    case .over(let check, let claim, let message, let isClaimed):
      let over = isClaimed ? "holds again" : "claimed no more"
      return ["\(over): \(claim.onOneLine) [\(check)]; it was: \(message.onOneLine)"]
    case .blind(let spot): return text.told(spot)
    case .seenAgain(let check, let claim): return ["seen again: \(claim.onOneLine) [\(check)]"]
    }
  }
}
