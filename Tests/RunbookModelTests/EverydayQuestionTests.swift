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
    // A time is no thing that runs then.
    Case("## Press\n\n- Looks at the belt every 5 minutes\n", "What runs every hour?", nil),
    Case("- **Hourly**: Look at the belt\n", "What runs every hour?", nil),
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
    #expect(
      try times("## Copias\n\nUn timer copia todo **todos los días a las 4 de la mañana**.\n").map {
        $0.hasSuffix("todos los días a las 4 de la mañana")
      } == [true])
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

/// What names the words of a question and is no answer to it.
struct ImpossibleAnswerTests {
  typealias Case = ProseLookupTests.Case

  @Test(arguments: [
    Case("The limiter is per-IP at `PRESS_RATE` (default 100).\n", "What is the IP of the server?", nil),
    Case("- Page: `127.0.0.1:8040` behind the tunnel\n", "What is the IP of the server?", nil),
    Case("Write logs to stdout in JSON (`log.format=json`).\n", "Where is the log of the app?", nil),
    Case("Caddy listens on `:80`. Publish the ports 80 and 443.\n", "Which service runs on port 443?", nil),
    Case("- Memory capped at 1 GB (`MemoryMax=1G`)\n", "How much memory does the server have?", nil),
    Case(
      "| Host | IP |\n|---|---|\n| press | 10.0.0.4 |\n", "Which host has the IP 10.0.0.4?", "press"),
    Case(
      "| Job | Memory limit |\n|---|---|\n| press | 2 GB |\n", "What is the memory limit of press?", "2 GB"),
    Case("- **RAM**: 32GB\n", "How much memory does the server have?", "32GB"),
    Case(
      "- [ ] Audit memory limits: `grep max_memory press.js`\n", "How much memory does the server have?", nil),
    Case("- Copy the unit files to `/etc/systemd/system/`\n", "Where is the app?", nil),
    Case("- App: `/srv/press/app`\n", "Where is the app?", "/srv/press/app"),
    Case("- Server at 192.0.2.4, config of the press by Ann\n", "Where is the config of the app?", nil),
    Case("```\n# Clear all reminders\natrm 1\n```\n", "How do I free disk space?", nil),
    Case(
      "```\n# Clear old images\ndocker image prune -a\n```\n", "How do I free disk space?",
      "docker image prune -a"),
    Case("- Disk space: `df -h`\n", "How do I clean the disk?", nil),
    Case("- Restart one: `docker compose restart <service>`\n", "Is it safe to restart the server?", nil),
    Case(
      "Never restart the server by day.\n", "Is it safe to restart the server?",
      "Never restart the server by day."),
    Case(
      "```\n# List processes\npm2 list\n# Show logs\npm2 logs press\n```\n", "How do I check the logs?",
      "pm2 logs press"),
    Case("```\nssh -T git@github.com\n```\n", "How do I log in to the server?", nil),
    Case("```\nnpx tsx press/connect.ts production\n```\n", "How do I connect to production?", nil),
    Case(
      "Connect to production:\n\n```\nssh ann@10.0.0.7\n```\n", "How do I connect to production?",
      "ssh ann@10.0.0.7"),
    // Asked in fewer words it is still asked whether it may be done.
    Case("- Health check: `restart the press twice`\n", "May I restart the healthcheck?", nil),
    Case(
      "2. **Deploy job** (SSH to VPS): runs `scripts/deploy.sh main`\n", "How do I log in to the server?", nil
    ),
    Case("```\npm2 restart press --update-env\n```\n", "How do I upgrade?", nil),
    Case("```\ndocker compose up -d press\n```\n", "How do I see what is running?", nil),
    Case(
      "```\n# Status of everything\ndocker compose ps\n```\n", "How do I see what is running?",
      "docker compose ps"),
    Case("- Agent: `~/.config/systemd/user/agent.service`\n", "Where is the config of the app?", nil),
    Case(
      "```\nsystemctl restart faxer   # after changes of the config\n```\n",
      "Where is the config of the app?",
      nil),
    Case("It compares the lines of every table with the copy.\n", "How often is the copy compared?", nil),
  ])
  func answersNothingElse(_ example: Case) throws { try example.check() }
}
