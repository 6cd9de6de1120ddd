import RunbookDesk
import ServerFacts

@testable import DriftChecks

/// One site and one nightly job, each of which can break, for nights that follow each other.
struct NightServer {
  static let text = """
    | App | Port | Program |
    |---|---|---|
    | luci | 3004 | site-luci |

    ## Cron (user deploy)
    - 03:00 nightly: /home/deploy/nightly.sh

    """
  static let noon = ExampleServer.noon.seconds
  static let healthy = NightServer()

  var listens = true, isScheduled = true, isBlind = false

  func recorded(at instant: Instant) -> RecordedServer {
    var server = ExampleServer.whole.changed { server in
      if !listens { server.listeners.removeLast() }
      if !isScheduled { server.files["/var/spool/cron/crontabs/deploy"]?.text = "# none\n" }
      if isBlind { server.refused = [.processTable, .text(path: "/var/spool/cron/crontabs/deploy")] }
    }.recorded
    server.instant = instant
    return server
  }
}
