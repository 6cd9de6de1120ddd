import Testing

@testable import ServerFacts

struct XMLRPCTests {
  private static func response(_ value: String) -> String {
    "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n\(value)\n</param>\n</params>\n</methodResponse>\n"
  }

  /// As supervisord 4.2 writes it, white space included.
  static let processes = response(
    """
    <value><array><data>
    <value><struct>
    <member>
    <name>name</name>
    <value><string>site-luci</string></value>
    </member>
    <member>
    <name>group</name>
    <value><string>site-luci</string></value>
    </member>
    <member>
    <name>start</name>
    <value><int>1795608000</int></value>
    </member>
    <member>
    <name>stop</name>
    <value><int>0</int></value>
    </member>
    <member>
    <name>state</name>
    <value><int>20</int></value>
    </member>
    <member>
    <name>statename</name>
    <value><string>RUNNING</string></value>
    </member>
    <member>
    <name>spawnerr</name>
    <value><string></string></value>
    </member>
    <member>
    <name>stdout_logfile</name>
    <value><string>/var/log/supervisor/site-luci.log</string></value>
    </member>
    <member>
    <name>pid</name>
    <value><int>812</int></value>
    </member>
    <member>
    <name>description</name>
    <value><string>pid 812, uptime 0:00:42</string></value>
    </member>
    </struct></value>
    <value><struct>
    <member><name>name</name><value><string>worker</string></value></member>
    <member><name>group</name><value><string>jobs</string></value></member>
    <member><name>statename</name><value><string>BACKOFF</string></value></member>
    <member><name>pid</name><value><int>0</int></value></member>
    <member><name>spawnerr</name><value><string>can't find command '/a &amp; b' &lt;x&gt;</string></value></member>
    </struct></value>
    </data></array></value>
    """)

  @Test func readsProcesses() throws {
    guard case .seen(let programs) = SupervisedPrograms.read(.text(Self.processes)) else {
      Issue.record("not read")
      return
    }
    #expect(
      programs == [
        SupervisedProgram(
          name: "site-luci", state: "RUNNING", pid: 812, started: 1_795_608_000,
          description: "pid 812, uptime 0:00:42", logFile: "/var/log/supervisor/site-luci.log"),
        SupervisedProgram(
          name: "jobs:worker", state: "BACKOFF", pid: nil, started: 0,
          spawnError: "can't find command '/a & b' <x>"),
      ])
  }

  @Test(
    arguments: [
      ("<value><string>a</string></value>", .text("a")), ("<value>a</value>", .text("a")),
      ("<value><string>a\u{1B}[31m\u{0}\tb\nc</string></value>", .text("a[31m\tb\nc")),
      ("<value><string></string></value>", .text("")), ("<value/>", .text("")),
      ("<value><int>-7</int></value>", .integer(-7)), ("<value><i4>7</i4></value>", .integer(7)),
      ("<value><boolean>1</boolean></value>", .boolean(true)),
      ("<value><boolean>0</boolean></value>", .boolean(false)),
      ("<value><array><data></data></array></value>", .array([])),
      ("<value><struct></struct></value>", .object([:])),
      ("<value><string><![CDATA[<b>&]]></string></value>", .text("<b>&")),
      ("<value><string>&#60;&quot;&amp;lt;</string></value>", .text("<\"&lt;")),
      ("<value><string>Größe</string></value>", .text("Größe")),
      (
        "<value><array><data><value><array><data><value><int>1</int></value></data></array></value>"
          + "<value><int>2</int></value></data></array></value>",
        .array([.array([.integer(1)]), .integer(2)])
      ),
      (
        "<value><struct><member><name>a</name><value><string></string></value></member>"
          + "<member><name>b</name><value></value></member></struct></value>",
        .object(["a": .text(""), "b": .text("")])
      ),
    ] as [(String, XMLRPCValue)]) func readsValues(_ xml: String, _ value: XMLRPCValue)
  {
    #expect(XMLRPCAnswer.read(Self.response(xml)) == .seen(.value(value)))
  }

  @Test func readsAFault() {
    let xml = """
      <?xml version='1.0'?><methodResponse><fault><value><struct>
      <member><name>faultCode</name><value><int>10</int></value></member>
      <member><name>faultString</name><value><string>BAD_NAME: site-x</string></value></member>
      </struct></value></fault></methodResponse>
      """
    #expect(XMLRPCAnswer.read(xml) == .seen(.fault(code: 10, text: "BAD_NAME: site-x")))
  }

  @Test func refusesADocumentType() {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
      <methodResponse><params><param><value><string>&b;</string></value></param></params></methodResponse>
      """
    #expect(isMalformed(XMLRPCAnswer.read(bomb)))
    #expect(
      isMalformed(XMLRPCAnswer.read("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + Self.response("<value/>"))))
  }

  @Test(arguments: [33, 200, 50_000]) func refusesDeepNesting(_ depth: Int) {
    let open = String(repeating: "<value><array><data>", count: depth)
    let close = String(repeating: "</data></array></value>", count: depth)
    #expect(isMalformed(XMLRPCAnswer.read(Self.response(open + close))))
  }

  @Test(arguments: [
    "", "hello", "<methodResponse>", "<a/>", "<html><body>502</body></html>", "{}", "<a>\u{0}</a>",
  ])
  func refusesWhatIsNone(_ text: String) { #expect(isMalformed(XMLRPCAnswer.read(text))) }

  private func isMalformed(_ answer: Observation<XMLRPCAnswer>) -> Bool {
    if case .unseen(let blindness) = answer { blindness.reason == .malformed } else { false }
  }

  @Test func logLinesSinceASize() {
    let log = LogTail.Fact(text: "old\nnew 1\nnew 2\n", size: 1016)
    #expect(log.lines(since: 1004) == ["new 1", "new 2"])
    #expect(log.lines(since: 1016).isEmpty)
    #expect(log.lines(since: 5000) == ["old", "new 1", "new 2"])
    #expect(log.lines(since: 0) == ["old", "new 1", "new 2"])
    #expect(ErrorWords.isIn("Uncaught Exception") && !ErrorWords.isIn("listening on 3004"))
  }
}
