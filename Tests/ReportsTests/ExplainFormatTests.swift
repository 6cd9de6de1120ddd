import Findings
import JSON
import Operations
import Reports
import RunbookDesk
import ServerFacts
import Testing

@testable import DriftChecks

/// How an explanation and an answer are written down.
struct ExplainFormatTests {
  static let text = """
    # Ops

    | App | Port | Supervisor name |
    |---|---|---|
    | luci | 3004 | site-luci |

    ## Supervisor
    - Commands: sudo supervisorctl status | restart <name>

    ## Cron (deploy user)
    - 02:00 nightly: /home/deploy/scripts/db-backup.sh

    """

  private func render(_ format: String, width: Int? = nil, isASCII: Bool = false, isColoured: Bool = false)
    throws
    -> String
  {
    let desk = try FormatTests.plain(ExampleServer.healthy.recorded, Self.text)
    let format = try #require(AllFormats.list.first { $0.name == format })
    let page = Page(isColoured: isColoured, width: width, isASCII: isASCII, excerpt: { desk.excerpt($0) })
    return try #require(format.init().render(.explanation(desk.explain()), page))
  }

  @Test func textTellsEveryLine() throws {
    let lines = try render("text").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      lines.prefix(3) == [
        "  1  heading    # Ops", "  2  blank", "  3  row        | App | Port | Supervisor name |",
      ])
    #expect(lines.contains("                → fact luci port = 3004"))
    #expect(
      lines.contains {
        $0.hasSuffix(
          "interrupts  argv  sudo supervisorctl restart ‹name›  (name: 1 word from the column \"supervisor name\" (AGENTS.md:3))"
        )
      },
      "\(lines)")
    #expect(
      lines.contains("                → schedule 0 2 * * * as deploy: /home/deploy/scripts/db-backup.sh"))
    #expect(
      lines.last?.hasPrefix("AGENTS.md: 11 lines: ") == true && lines.last?.contains("1 schedule, ") == true)
  }

  @Test func aNarrowWindowAndOneWithASCIIOnly() throws {
    let narrow = try render("text", width: 60)
    let lines = narrow.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 60 }, "\(narrow)")
    let wide = try render("text"), squeezed: (String) -> String = { $0.filter { !$0.isWhitespace } }
    #expect(squeezed(narrow) == squeezed(wide))
    #expect(try render("text", width: 10) == wide)
    let ascii = try render("text", isASCII: true)
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 } && ascii.contains("-> fact luci port = 3004"))
    #expect(ascii.contains("restart <name>"))
    #expect(WorldText.clean(try render("text", isColoured: true)) == wide)
  }

  @Test func jsonHasTheMembersThatOthersReckonOn() throws {
    let json = try JSON.parse(render("json"))
    #expect(json["format_version"] == 1 && json["file"] == "AGENTS.md")
    let port = json["facts"]?.asArray?.first { $0["value"] == "3004" }
    #expect(
      port == [
        "subject": "luci", "attribute": "Port", "value": "3004", "file": "AGENTS.md", "line": 5, "column": 10,
      ])
    let restart = try #require(
      json["operations"]?.asArray?.first {
        $0["effect"] == "interrupts" && $0["exec"] == "argv" && $0["line"] == 8
      })
    #expect(restart["template"] == "sudo supervisorctl restart ‹name›" && restart["runnable"] == true)
    #expect(restart["reason"]?.isNull == true && restart["also"] == [])
    #expect(
      restart["parameters"]?[0]?["name"] == "name"
        && restart["parameters"]?[0]?["vocabulary"] == ["site-luci"])
    #expect(restart["parameters"]?[0]?["vocabulary_source"]?.asString?.contains("AGENTS.md:3") == true)
    let schedule = json["schedules"]?[0]
    #expect(schedule?["cron"] == "0 2 * * *" && schedule?["user"] == "deploy" && schedule?["line"] == 11)
    #expect(
      schedule?["expression"] == "02:00 nightly"
        && schedule?["command"] == "/home/deploy/scripts/db-backup.sh")
    for key in ["procedures", "rules", "ambiguities", "findings"] {
      #expect(json[key]?.asArray != nil, "\(key)")
    }
  }

  @Test func jsonOfAnAnswer() throws {
    let desk = try FormatTests.plain(ExampleServer.healthy.recorded, Self.text)
    let found = try JSON.parse(JSON.object(Answer.lookUp(desk.lookUp("port of luci")).json).text())
    #expect(found["format_version"] == 1 && found["status"] == "found" && found["about"] == [])
    #expect(
      found["answers"]?[0] == [
        "value": "3004", "file": "AGENTS.md", "line": 5, "column": 10, "address": "service/luci#port",
        "label": "Port", "position": "AGENTS.md:5:10",
      ])
    let absent = try JSON.parse(JSON.object(Answer.lookUp(desk.lookUp("port of xyzzy")).json).text())
    #expect(absent["status"] == "absent" && absent["answers"] == [])
  }
}
