// swift-tools-version: 6.2
import PackageDescription

/// As in the package of the program, and with libFuzzer and AddressSanitizer in every file; file by file, since the
/// whole module at once takes half as long again to build and runs no faster.
let fuzzed: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .unsafeFlags([
    "-sanitize=fuzzer,address", "-parse-as-library", "-no-whole-module-optimization", "-enable-batch-mode",
  ]),
]

func room(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: fuzzed)
}

/// A target is the one function that libFuzzer calls with its bytes.
func fuzzer(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: imports, swiftSettings: fuzzed,
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

/// The sources are links into the program's own: SwiftPM wants targets below its root, and the flags of one
/// package do not reach into another.
let package = Package(
  name: "fuzz",
  targets: [
    .systemLibrary(name: "CMarkGFM"),
    .systemLibrary(name: "LibFuzzer"),
    room("Findings", []),
    room("MarkdownDocument", ["CMarkGFM", "Findings"]),
    room("RunbookModel", ["Findings", "MarkdownDocument"]),
    fuzzer("commands", ["LibFuzzer", "RunbookModel"]),
    fuzzer("documents", ["Findings", "LibFuzzer", "MarkdownDocument", "RunbookModel"]),
  ]
)
