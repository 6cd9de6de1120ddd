/// One way to break one thing, on the server or in the runbook, and what the drift check must say of it.
///
/// It is data: what breaks and what mends are texts for the testbed's bash, so that a mutation can be read, listed
/// and run without the check.
struct Mutation: Sendable, CustomStringConvertible {
  /// What is broken, whichever subject it is done to: `port-moved`.
  var kind: String
  /// The service, job or file it is done to.
  var subject: String
  /// Files and folders that are put away before and put back after, with owner, mode and time.
  var keeps: [String]
  /// Breaks it. Runs as root in the testbed, after `prelude`.
  var breaks: String
  /// What has to be done when the files are back.
  var mends: String
  var expected: Expectation

  var description: String { subject.isEmpty ? kind : "\(kind) of \(subject)" }

  /// Exactly one primary finding, which has one of the ids, one of the severities, and cites a line with one of the
  /// texts. Where one cause breaks several entries, each may be told.
  struct Expectation: Sendable {
    var count = 1...1
    var checks: [String]
    var severities: [String]
    var lines: [String]
  }

  init(
    _ kind: String, of subject: String = "", keeping keeps: [String] = [], breaks: String, mends: String = "",
    tells checks: String..., as severities: [String] = ["error"], at lines: String...
  ) {
    self.kind = kind
    self.subject = subject
    self.keeps = keeps
    self.breaks = breaks
    self.mends = mends
    expected = Expectation(checks: checks, severities: severities, lines: lines)
  }

  /// A text for bash that puts away what is kept, then breaks.
  var breaking: String {
    let keeping = keeps.map { "keep '\($0)'\n" }.joined()
    return Self.prelude + "rm -rf $kept\nmkdir -m 700 $kept\n" + keeping + breaks + "\n"
  }

  /// A text for bash that puts back what was kept, then mends.
  var mending: String {
    Self.prelude + keeps.map { "restore '\($0)'\n" }.joined() + mends + "\n"
  }

  /// What every text may use. A kept thing that was not there is removed again.
  private static let prelude = #"""
    set -euo pipefail
    kept=/root/kept
    place() { echo "$kept/${1//\//+}"; }
    keep() { [ ! -e "$1" ] && [ ! -L "$1" ] || cp -a "$1" "$(place "$1")"; }
    restore() {
      local from; from=$(place "$1")
      if [ -d "$from" ] && [ ! -L "$from" ]; then rm -rf "$1"; mv "$from" "$1"; return; fi
      if [ -e "$from" ] || [ -L "$from" ]; then [ ! -d "$1" ] || [ -L "$1" ] || rm -rf "$1"; mv -fT "$from" "$1"
      else rm -rf "$1"; fi
    }
    # sed, and it has to change something.
    # Not by >>, which asks for the file to be made: in a folder with the sticky bit, such as cron's, Debian's kernel
    # settings refuse that of somebody else's file even to root (fs.protected_regular).
    append() { dd of="$1" conv=notrunc,nocreat oflag=append status=none; }
    edit() {
      local before; before=$(sha256sum <"$2")
      sed -i -E "$1" "$2"
      [ "$before" != "$(sha256sum <"$2")" ] || { echo "nothing to edit in $2: $1" >&2; return 1; }
    }
    deploy() { setpriv --reuid deploy --regid deploy --init-groups env -C /home/deploy HOME=/home/deploy "$@"; }
    postgres() { setpriv --reuid postgres --regid postgres --init-groups env -C / HOME=/var/lib/postgresql "$@"; }
    occupied() { ss -Hltn "sport = :$1" | grep -q .; }
    holder() { ss -Hltnp "sport = :$1" | grep -o 'pid=[0-9]*' | cut -d = -f 2; }
    listening() { for _ in {1..100}; do ! occupied "$1" || return 0; sleep 0.05; done; return 1; }
    quiet() { for _ in {1..100}; do occupied "$1" || return 0; sleep 0.05; done; return 1; }
    stranger() { setsid -f /usr/bin/python3 -m http.server "$1" --bind :: </dev/null &>/dev/null; listening "$1"; }
    restart() { supervisorctl restart "$1" >/dev/null || true; }
    update() { supervisorctl update >/dev/null; }
    reload() { nginx -s reload 2>/dev/null; sleep 0.2; }

    """#
}

extension Mutation {
  /// The same, where one cause breaks several entries.
  func telling(_ count: ClosedRange<Int>) -> Mutation {
    var mutation = self
    mutation.expected.count = count
    return mutation
  }

  /// The same, where one more severity will do.
  func accepting(_ severity: String) -> Mutation {
    var mutation = self
    mutation.expected.severities.append(severity)
    return mutation
  }
}
