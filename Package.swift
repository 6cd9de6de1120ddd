// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: warnings are errors, and what a file imports stays inside it unless it says `public`.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: strict)
}

func tests(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: imports, swiftSettings: strict)
}

let package = Package(
  name: "runbook",
  products: [
    .executable(name: "runbook", targets: ["runbook"]),
    .executable(name: "runbook-http", targets: ["runbook-http"]),
  ],
  targets: [
    .systemLibrary(name: "CMarkGFM"),
    .systemLibrary(name: "CExpat"),
    .systemLibrary(name: "COpenSSL"),
    .systemLibrary(name: "CMicroHTTPD"),
    .target(name: "CChildProcess"),
    room("Findings"),
    room("JSON"),
    room("MarkdownDocument", ["CMarkGFM", "Findings"]),
    room("RunbookModel", ["Findings", "MarkdownDocument"]),
    room("ServerFacts", ["Findings", "JSON", "CExpat"]),
    room("DriftChecks", ["Findings", "RunbookModel", "ServerFacts"]),
    room("Operations", ["Findings", "JSON", "RunbookModel", "ServerFacts"]),
    room(
      "RunbookDesk",
      ["Findings", "JSON", "MarkdownDocument", "RunbookModel", "ServerFacts", "DriftChecks", "Operations"]),
    room(
      "LiveHost",
      ["Findings", "JSON", "ServerFacts", "Operations", "RunbookDesk", "COpenSSL", "CChildProcess"]),
    room(
      "Reports",
      ["Findings", "JSON", "RunbookDesk", "DriftChecks", "Operations", "RunbookModel", "ServerFacts"]),
    room("TerminalSurface", ["Findings", "JSON", "RunbookDesk", "Reports", "Operations", "RunbookModel"]),
    room(
      "MCPSurface",
      ["Findings", "JSON", "RunbookDesk", "Reports", "Operations", "RunbookModel"]),
    room("HTTPTransport", ["JSON", "MCPSurface", "CMicroHTTPD"]),
    room(
      "Program", ["LiveHost", "RunbookDesk", "TerminalSurface", "MCPSurface", "Operations", "ServerFacts"]),
    .executableTarget(
      name: "runbook", dependencies: ["LiveHost", "Operations", "Program"], swiftSettings: strict),
    .executableTarget(
      name: "runbook-http",
      dependencies: ["HTTPTransport", "LiveHost", "Operations", "Program", "TerminalSurface"],
      swiftSettings: strict),
    .target(
      name: "TestDoor", dependencies: ["JSON", "Operations", "RunbookDesk", "ServerFacts"],
      path: "Tests/TestDoor",
      swiftSettings: strict),
    .executableTarget(
      name: "deed", dependencies: ["LiveHost", "Operations"], path: "Tests/Deed", swiftSettings: strict),
    .target(name: "RawHTTP", path: "Tests/RawHTTP", swiftSettings: strict),
    .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: strict),
    tests("FindingsTests", ["Findings"]),
    tests("JSONTests", ["JSON", "SeededNumbers"]),
    tests("MarkdownDocumentTests", ["Findings", "MarkdownDocument", "SeededNumbers"]),
    tests("RunbookModelTests", ["Findings", "MarkdownDocument", "RunbookModel", "SeededNumbers"]),
    tests("ServerFactsTests", ["JSON", "ServerFacts"]),
    tests(
      "DriftChecksTests", ["DriftChecks", "Findings", "MarkdownDocument", "RunbookModel", "ServerFacts"]),
    tests(
      "OperationsTests",
      ["Findings", "JSON", "MarkdownDocument", "Operations", "RunbookModel", "ServerFacts", "TestDoor"]),
    tests("LiveHostTests", ["Findings", "JSON", "LiveHost", "Operations", "RunbookDesk", "ServerFacts"]),
    tests(
      "MCPSurfaceTests",
      [
        "DriftChecks", "JSON", "MCPSurface", "Operations", "RunbookDesk", "RunbookModel", "ServerFacts",
        "TestDoor",
      ]),
    tests(
      "HTTPTransportTests", ["HTTPTransport", "JSON", "LiveHost", "MCPSurface", "RawHTTP", "RunbookDesk"]),
    tests(
      "RunbookDeskTests",
      [
        "DriftChecks", "Findings", "JSON", "MarkdownDocument", "Operations", "RunbookDesk", "RunbookModel",
        "SeededNumbers", "ServerFacts", "TestDoor",
      ]),
    tests(
      "ReportsTests",
      [
        "DriftChecks", "Findings", "JSON", "Operations", "Reports", "RunbookDesk", "RunbookModel",
        "ServerFacts", "TestDoor",
      ]),
    tests(
      "TerminalSurfaceTests",
      [
        "DriftChecks", "Findings", "JSON", "Operations", "Reports", "RunbookDesk", "RunbookModel",
        "ServerFacts", "TestDoor",
        "TerminalSurface",
      ]),
    tests(
      "HouseTests",
      [
        "DriftChecks", "Operations", "Reports", "RunbookDesk", "RunbookModel", "ServerFacts",
        "TerminalSurface",
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["JSON", "LiveHost", "RawHTTP", "SeededNumbers", "deed"],
      exclude: [
        "Kills/kill_switch.c", "Kills/kills.py", "Kills/restarts.py", "Obedience/obedient_agent.py",
        "Conformance", "hostile_http.py", "stated_words.py",
      ],
      swiftSettings: strict),
  ]
)
