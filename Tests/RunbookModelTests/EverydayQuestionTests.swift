import Findings
import RunbookModel
import Testing

/// Questions as people at work ask them, whatever the runbook calls it; and those that it must not answer.
struct EverydayQuestionTests {
  typealias Case = ProseLookupTests.Case

  private static let orchard = """
    # Orchard

    ## Services

    | Service | Unit |
    |---|---|
    | Press API | `orchard-press-api` |
    | Web | `orchard-web` |

    ```bash
    # --- Restart ---
    systemctl restart orchard-web            # Web
    systemctl restart orchard-press-api      # Press API
    # --- Logs ---
    journalctl -fu orchard-press-api         # Follow one service's logs
    journalctl -fu orchard-web               # Follow web logs
    ```

    | Access | Value |
    |---|---|
    | SSH key | `~/.ssh/orchard` |

    ## Access database

    ```bash
    docker exec -it orchard-db psql -U picker -d apples
    ```

    ```bash
    # Reload the press (zero-downtime)
    pm2 reload press.config.js
    ```

    ## Shipping the latest code

    ```bash
    ssh picker@orchard.example
    cd /opt/orchard
    git pull --ff-only
    systemctl restart orchard-web
    ```

    If the pull fails because somebody changed files:
    ```bash
    git stash
    git pull --ff-only
    systemctl restart orchard-web
    ```

    ## Log files

    ```
    /var/log/orchard-frost.log   # Hourly frost alerts
    /var/log/orchard-stock.log   # Weekly stock checks
    ```

    ## Ban list

    sudo fail2ban-client set sshd unbanip 192.0.2.7

    ## Price import

    ### Scheduling and operations

    Runs every Sunday at 4:00 via cron.

    ## Support

    - Email: help@orchard.example
    """

  @Test(arguments: [
    Case(orchard, "How do I follow the logs of the Press API?", logs),
    Case(orchard, "What key do I need to log in?", "~/.ssh/orchard"),
    Case(orchard, "How do I get a SQL prompt on the database?", shell),
    Case(orchard, "How do I reload the press without downtime?", "pm2 reload press.config.js"),
    Case(orchard, "How do I reload the press with no downtime?", "pm2 reload press.config.js"),
    Case(orchard, "How do I restart the web without downtime?", nil),
    Case(orchard, "Where do the hourly frost alerts get written?", "/var/log/orchard-frost.log"),
    Case(orchard, "How do I unban somebody in fail2ban?", unban),
    Case(orchard, "When does the price import run?", "every Sunday at 4:00"),
    Case(orchard, "Who do I write to for support?", "help@orchard.example"),
  ])
  func answers(_ example: Case) throws { try example.check() }

  private static let logs = "journalctl -fu orchard-press-api         # Follow one service's logs"
  private static let shell = "docker exec -it orchard-db psql -U picker -d apples"
  private static let unban = "sudo fail2ban-client set sshd unbanip 192.0.2.7"

  /// What is done "if the pull fails" is no way to ship, and "the latest code" goes without saying.
  @Test(arguments: ["How do I ship?", "How do I ship the latest code?"])
  func leavesConditionsOut(_ question: String) throws {
    guard case .found(let answers) = Lookup.answer(question, in: try runbook(Self.orchard)) else {
      Issue.record("not found")
      return
    }
    #expect(answers.contains { $0.value.value == "git pull --ff-only" })
    #expect(!answers.contains { $0.value.value == "git stash" })
  }

  @Test(arguments: [
    // Whoever asks it is no server of ours.
    Case("## DNS\n\n- Fix: set `dns: [1.1.1.1, 1.0.0.1]` in compose\n", "What is the IP of the server?", nil),
    Case("## DNS\n\n- Resolver: 8.8.8.8, host at 10.4.0.9\n", "What is the IP of the server?", "10.4.0.9"),
    Case(
      "## Disk critical signs\n\n```\nsmartctl -a /dev/sda\n```\n",
      "How full can a disk get until it is critical?",
      nil),
    // The comment says when, and not that it upgrades.
    Case(
      "```\n# Preserve settings during upgrades\ntest -f /etc/x || cp x /etc/x\n```\n", "How do I upgrade?",
      nil),
    Case("```\n# Stop everything\ndocker compose down -v\n```\n", "How do I stop everything?", nil),
    Case(
      "```\n# Stop everything\ndocker compose down\n```\n", "How do I stop everything?", "docker compose down"
    ),
    // "A page" is no `apagar`.
    Case("- Look at a page: `python3 peek.py`\n", "How do I stop it?", nil),
    Case("- 后端端口：`3003`\n", "后端监听哪个端口？", "3003"),
    Case(
      "1. **Old press (if cloned):**\n   The press has no way back to an old model. Call Ann.\n",
      "Can I go back to an old model of the press?", "The press has no way back to an old model. Call Ann."),
  ])
  func answersOnlyWhatIsAsked(_ example: Case) throws { try example.check() }
}

/// When something is done, where running text says so, is a fact.
struct ToldTimeTests {
  private func times(_ text: String) throws -> [String] {
    try runbook(text).mentions.filter { ["time", "when"].contains($0.label) }.map {
      "\($0.address.name): \($0.value.value)"
    }
  }

  @Test func readsTimesAndIntervals() throws {
    #expect(try times("## Press\n\nRuns daily at 2am via systemd.\n") == ["press: daily at 2am"])
    #expect(
      try times("## Press\n\n- Looks at the belt every 5 minutes\n").map { $0.split(separator: ": ")[1] } == [
        "every 5 minutes"
      ])
    #expect(try times("## Presse\n\nPrüft das Band alle 30 Sekunden.\n").count == 1)
    #expect(
      try times("- **Friday 01:00 UTC**: Restart of the press\n") == [
        "Restart of the press: Friday 01:00 UTC"
      ])
  }

  @Test(arguments: [
    "## Press\n\n- Interval: every 5 minutes\n", "If it fails every 5 minutes, call Ann.\n",
    "Do not run it every 5 minutes.\n", "Look at every box and every host.\n",
    "It used to run every 5 minutes.\n",
  ])
  func readsNoOthers(_ text: String) throws { #expect(try times(text).isEmpty) }
}
