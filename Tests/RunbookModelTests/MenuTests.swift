import Findings
import RunbookModel
import Testing

/// Blocks to choose from are no procedure; blocks that are done in order are one.
struct MenuTests {
  private func procedures(_ lines: String) throws -> [Procedure] {
    try runbook("## Work on the shop\n\n```sh\n\(lines)\n```\n").procedures
  }

  @Test(arguments: [
    "docker compose up -d\ndocker compose pull\ndocker compose down",
    "/opt/shop/up.sh    # start\n/opt/shop/up.sh --all   # with the mail\n/opt/shop/down.sh   # stop",
    "podman-compose up -d\npodman-compose logs -f\npodman-compose pull",
    "systemctl start shop\njournalctl -u shop -n 9\nsystemctl stop shop",
    "wg show wg0   # peers\nwg show wg0 --all   # everything\nwg-quick up wg0   # connect",
    "systemctl restart shop\n# or\nsystemctl reload shop", "git pull\n# 或者\ngit checkout v2\nmake install",
  ]) func isToChooseFrom(_ lines: String) throws { #expect(try procedures(lines).isEmpty) }

  @Test(arguments: [
    "docker compose down\ndocker compose pull\ndocker compose up -d",
    "git pull   # the code\nnpm ci   # what it needs\nsystemctl restart shop   # the new one",
    "git pull\ndocker compose up -d\ndocker compose logs -f",
    "systemctl enable shop\nsystemctl disable old-shop",
    "certbot renew --dry-run   # first try\ncertbot renew   # then do\nsystemctl reload nginx   # take it",
  ]) func isDoneInOrder(_ lines: String) throws {
    #expect(try procedures(lines).map(\.steps.count) == [lines.split(separator: "\n").count])
  }
}
