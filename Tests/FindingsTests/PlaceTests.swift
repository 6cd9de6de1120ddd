import Findings
import Testing

struct PlaceTests {
  @Test func addressesAreWords() {
    let port = Address("service", "nearyou", "port")
    #expect("\(port)" == "service/nearyou#port")
    #expect("\(port.entry)" == "service/nearyou")
    #expect(port.entry.field("host") == Address("service", "nearyou", "host"))
  }

  @Test func rangesAreCited() {
    let range = SourceRange(file: "AGENTS.md", line: 9, column: 20, length: 4)
    #expect("\(range)" == "AGENTS.md:9:20")
    #expect(range.endLine == 9 && range.endColumn == 23)
    #expect(SourceRange(file: "a", line: 1, column: 3, length: 0).endColumn == 3)
  }

  @Test func rangesAreOrderedByFileThenLineThenColumn() {
    let first = SourceRange(file: "a", line: 9, column: 9, length: 1)
    let second = SourceRange(file: "b", line: 2, column: 30, length: 1)
    let third = SourceRange(file: "b", line: 10, column: 1, length: 1)
    let fourth = SourceRange(file: "b", line: 10, column: 2, length: 1)
    #expect([fourth, second, third, first].sorted() == [first, second, third, fourth])
  }

  @Test func mappingKeepsThePlace() {
    let range = SourceRange(file: "a", line: 1, column: 2, length: 4)
    #expect(Located("3004", at: range).map { $0.count } == Located(4, at: range))
  }

  @Test func severitiesAreOrdered() {
    #expect(Severity.allCases.sorted() == [.note, .warning, .error])
    #expect(Severity.note < .warning && Severity.warning < .error && !(Severity.error < .error))
  }

  @Test func remediesAreWords() {
    let words = Remedy.operation(name: "restart-service", arguments: ["luci"]).words
    #expect(words == "runbook run restart-service luci")
    #expect(Remedy.advice("renew it").words == "renew it")
  }
}
