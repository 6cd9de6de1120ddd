import Foundation
import JSON
import SeededNumbers
import Testing

/// Hostile words through the real program, watched by strace: whatever is sent, no program is started for it but
/// ourselves and those that only look, and never a shell.
extension EndToEnd {
  @Suite struct HostileCallTests {
    /// `RUNBOOK_HOSTILE` says how many calls each operation gets, and sends all messages.
    private static let calls = Int(ProcessInfo.processInfo.environment["RUNBOOK_HOSTILE"] ?? "")
    private static let seed = UInt64(ProcessInfo.processInfo.environment["RUNBOOK_SEED"] ?? "") ?? 1
    private static let program = "/usr/local/bin/runbook"
    private static let names = ["luci", "nearyou", "site-luci", "luci.example", "3004"]
    /// What looks at the server, and what asks whether it may: nothing else is ever started before a deed.
    private static let looks: Set<String> = [program, "/proc/self/exe", "/usr/sbin/nginx", "/usr/bin/sudo"]

    /// Each word as an argument of one operation, from a file of words and NULs; bash's own words start nothing.
    private static let script = """
      while IFS= read -r -d '' operation && IFS= read -r -d '' word; do
        runbook run "$operation" -- "$word" </dev/null >/root/output 2>/root/errors
        code=$?
        accepted=no
        while IFS= read -r line; do case $line in *accepted:*) accepted=yes ;; esac; done </root/errors
        echo "$code $accepted"
      done </root/words
      """

    /// - Parameter isForCall: a word of a command line ends at NUL, and is no longer than 128 KiB.
    private static func words(_ count: Int, isForCall: Bool, _ random: inout SeededRandom) -> [String] {
      let source = HostileWords(around: names)
      var words: [String] = []
      while words.count < count {
        var word = source.next(&random)
        if isForCall { word = String(decoding: word.utf8.filter { $0 != 0 }.prefix(120_000), as: UTF8.self) }
        if !names.contains(where: { Array($0.utf8) == Array(word.utf8) }) { words.append(word) }
      }
      return words
    }

    private static func operations(_ testbed: Testbed) async throws -> [(name: String, parameters: Int)] {
      let listed = try await testbed.runbook("list", "--format", "json")
      let operations = try JSON.parse(Array(listed.output.utf8))["operations"]?.asArray ?? []
      return operations.compactMap { operation in
        operation["name"]?.asString.map { ($0, operation["parameters"]?.asArray?.count ?? 0) }
      }
    }

    /// The programs that were started behind the first, which is the watched one.
    private static func started(_ testbed: Testbed) async throws -> [String: Int] {
      let trace = try await testbed.run([
        "/bin/bash", "-c", #"grep -o 'execve("[^"]*"' /root/trace | sort | uniq -c"#,
      ])
      var programs: [String: Int] = [:]
      for line in trace.output.split(separator: "\n") {
        let parts = line.split(separator: " ", maxSplits: 1)
        programs[String(parts[1].dropFirst(8).dropLast())] = Int(parts[0])
      }
      return programs
    }

    @Test func noCallStartsAnythingElse() async throws {
      let testbed = try await Testbed("hostile-calls")
      let operations = try await Self.operations(testbed)
      try #require(operations.count >= 4, "\(operations)")
      var random = SeededRandom(seed: Self.seed)
      var bytes = Data()
      var asked: [String] = []
      var words: [String] = []
      for operation in operations {
        for word in Self.words(Self.calls ?? 2, isForCall: true, &random) {
          bytes.append(Data(operation.name.utf8 + [0] + word.utf8 + [0]))
          asked.append(operation.name)
          words.append("\(operation.name) \(word.debugDescription.prefix(200))")
        }
      }
      let sent = words.count
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("runbook-\(UUID().uuidString)")
      try bytes.write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      try await testbed.put(file.path, at: "/root/words")
      let began = Date()
      let output = try await testbed.run(
        [
          "/usr/bin/strace", "-f", "-qq", "-e", "trace=execve", "-o", "/root/trace", "/bin/bash", "-c",
          Self.script,
        ], seconds: 3600 * 4)
      let answers = output.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      try #require(answers.count == sent, "\(output.errors.prefix(500))")
      var started = try await Self.started(testbed)
      #expect(started.removeValue(forKey: "/bin/bash") == 1)
      let codes = Dictionary(grouping: answers, by: { $0[0] }).mapValues(\.count)
      let seconds = Int(-began.timeIntervalSinceNow)
      print(
        "hostile: \(sent) calls of \(operations.count) operations in \(seconds) s, codes \(codes),",
        "started \(started)")
      let named: Set<String> = ["restart-service", "show-log", "service-status", "reload-nginx"]
      for (operation, answer) in zip(asked, answers) where named.contains(operation) {
        #expect(
          answer[0] == "64" && (answer[1] == "yes" || operation == "reload-nginx"), "\(operation): \(answer)")
      }
      // Where a word without a vocabulary may stand a plain one is taken, and then a person is asked.
      let others = zip(words, answers).filter { !["64", "3"].contains($1[0]) }.map { "\($0): \($1[0])" }
      #expect(others.isEmpty, "\(others.prefix(10).joined(separator: "\n"))")
      #expect(started[Self.program] == sent && Set(started.keys).isSubset(of: Self.looks), "\(started)")
      try await Self.didNothing(testbed)
      try await testbed.down()
    }

    @Test func noMessageStartsAnythingElse() async throws {
      let testbed = try await Testbed("hostile-agent")
      let operations = try await Self.operations(testbed)
      var random = SeededRandom(seed: Self.seed)
      let count = Self.calls == nil ? 500 : 10_000
      let words =
        Self.words(count - 4, isForCall: false, &random) + Array(repeating: HostileWords.huge, count: 4)
      var lines = [
        Self.line("first", "initialize", ["protocolVersion": "2025-11-25", "capabilities": [:]])
      ]
      for (number, word) in words.enumerated() {
        let tool = (operations.randomElement(using: &random)?.name ?? "").replacing("-", with: "_")
        let call: JSONObject =
          switch number % 6 {
          case 0, 1: ["name": "restart_service", "arguments": ["service": .string(word)]]
          case 2: ["name": "show_log", "arguments": ["service": "luci", "lines": .string(word)]]
          case 3: ["name": .string(tool), "arguments": .object(JSONObject([(word, .string(word))]))]
          case 4: ["name": .string(word), "arguments": ["service": "luci"]]
          default:
            [
              "name": "plan",
              "arguments": ["operation": "restart_service", "arguments": ["service": .string(word)]],
            ]
          }
        lines.append(Self.line(JSON(number), "tools/call", call))
      }
      try await testbed.write(lines.joined(separator: "\n") + "\n", to: "/root/lines")
      let began = Date()
      let output = try await testbed.run(
        ["/bin/bash", "-c", Self.conversation, "conversation", "\(words.count + 1)"], seconds: 3600)
      #expect(output.status == 0, "\(output.errors.prefix(500))")
      let counted = try await testbed.run(["/usr/bin/python3", "-c", Self.count])
      let counts = try JSON.parse(Array(counted.output.utf8))
      let started = try await Self.started(testbed)
      let seconds = Int(-began.timeIntervalSinceNow)
      print("hostile: \(words.count) messages in \(seconds) s, \(counts.text()), started \(started)")
      #expect(
        counts["answers"]?.asInt == words.count && counts["refused"]?.asInt == words.count, "\(counts.text())"
      )
      #expect(started[Self.program] == 1 && Set(started.keys).isSubset(of: Self.looks), "\(started)")
      try await Self.didNothing(testbed)
      try await testbed.down()
    }

    /// All messages at once, and the input is open until all are answered.
    private static let conversation = """
      mkfifo /root/input
      strace -f -qq -e trace=execve -o /root/trace runbook mcp </root/input >/root/answers &
      exec 3>/root/input
      cat /root/lines >&3
      for _ in $(seq 6000); do
        [ "$(wc -l </root/answers)" -ge "$1" ] && break
        kill -0 $! || break
        sleep 0.1
      done
      exec 3>&-
      wait $!
      """

    /// Counts the answers where they lie: there are megabytes of them.
    private static let count = """
      import json
      counts = {"answers": 0, "refused": 0, "longest": 0, "others": []}
      for line in open("/root/answers", encoding="utf-8"):
          answer = json.loads(line)
          if answer["id"] == "first":
              continue
          counts["answers"] += 1
          counts["longest"] = max(counts["longest"], len(line))
          if "error" in answer or answer["result"].get("isError"):
              counts["refused"] += 1
          elif len(counts["others"]) < 3:
              counts["others"].append(line[:300])
      asked = {json.loads(line)["id"]: line[:300] for line in open("/root/lines", encoding="utf-8")}
      for line in open("/root/answers", encoding="utf-8"):
          asked.pop(json.loads(line)["id"], None)
      counts["unanswered"] = list(asked.values())[:5]
      print(json.dumps(counts))
      """

    private static func line(_ id: JSON, _ method: String, _ params: JSONObject) -> String {
      JSON.object(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]).text()
    }

    /// No plan began, and the site is as it was.
    private static func didNothing(_ testbed: Testbed) async throws {
      let journal = try await testbed.run([
        "grep", "-c", "\"begin\"", "/var/lib/runbook/0/journal/journal.jsonl",
      ])
      #expect(journal.output == "0\n", "\(journal)")
    }
  }
}
