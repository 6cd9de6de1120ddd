import Findings
import RunbookModel

/// What the words of psql and its kin say of a connection: `psql -h localhost -U appuser appdb`.
struct DatabaseConnection: Hashable {
  private(set) var name, host, role, port: String?
  /// `-v ON_ERROR_STOP=1` or `--single-transaction` with it; psql goes on behind an error otherwise.
  private(set) var stopsOnError = false
  private(set) var restoresFile = false

  static let programs: Set<String> = ["psql", "pg_restore", "createdb", "dropdb", "pg_dump"]

  /// Options that take a word: the letters of psql, pg_restore, createdb, dropdb and pg_dump together.
  private static let valued: Set<Character> = [
    "h", "U", "p", "d", "f", "c", "v", "o", "P", "F", "R", "L", "T", "O", "E", "D", "l", "j", "n", "t", "N",
  ]
  private static let longValued: Set<String> = [
    "--host", "--username", "--port", "--dbname", "--file", "--command", "--set", "--variable", "--output",
    "--template", "--owner", "--encoding", "--format", "--jobs", "--schema", "--table", "--maintenance-db",
  ]

  init(_ stated: RestoreCommand) {
    let command = stated.command
    var operands: [String] = []
    var words = command.arguments[...]
    while let word = words.popFirst() {
      let text = word.text
      if text.hasPrefix("--"), text.count > 2 {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let needsWord = parts.count == 1 && Self.longValued.contains(text)
        take(parts[0], parts.count == 2 ? parts[1] : needsWord ? words.popFirst()?.text ?? "" : "")
      } else if text.hasPrefix("-"), text.count > 1 {
        var letters = text.dropFirst()
        while let letter = letters.popFirst() {
          guard isValued(letter, command.program) else {
            take("-\(letter)", "")
            continue
          }
          take("-\(letter)", letters.isEmpty ? words.popFirst()?.text ?? "" : String(letters))
          break
        }
      } else {
        operands.append(text)
      }
    }
    if command.program != "pg_restore", name == nil { name = operands.first }
    if command.program == "psql", operands.count > 1, role == nil { role = operands[1] }
    restoresFile = restoresFile && command.program == "psql" || stated.isFed
    if command.program == "pg_restore", !operands.isEmpty { restoresFile = name != nil }
    for assignment in command.assignments {
      switch assignment.name {
      case "PGHOST": host = host ?? assignment.value.literal
      case "PGUSER": role = role ?? assignment.value.literal
      case "PGPORT": port = port ?? assignment.value.literal
      case "PGDATABASE": name = name ?? assignment.value.literal
      default: continue
      }
    }
  }

  /// pg_restore's `-O` and `-e` and psql's `-l` and `-t` stand alone.
  private func isValued(_ letter: Character, _ program: String?) -> Bool {
    switch program {
    case "psql": Self.valued.subtracting(["l", "t", "n", "E", "O", "D", "j", "N"]).contains(letter)
    case "createdb": "hUpOTEDl".contains(letter)
    default: Self.valued.subtracting(["c", "v", "l", "O", "R"]).contains(letter)
    }
  }

  private mutating func take(_ option: String, _ value: String) {
    switch option {
    case "-h", "--host": host = value
    case "-U", "--username": role = value
    case "-p", "--port": port = value
    case "-d", "--dbname": name = value
    case "-f", "--file": restoresFile = true
    case "-v", "--set", "--variable":
      let off = ["ON_ERROR_STOP=0", "ON_ERROR_STOP=off", "ON_ERROR_STOP=false", "ON_ERROR_STOP="]
      stopsOnError = stopsOnError || value.hasPrefix("ON_ERROR_STOP") && !off.contains(value)
    case "-e", "--exit-on-error": stopsOnError = true
    default: return
    }
  }
}
