import ServerFacts

/// The file of a service's build that was written last.
enum NewestBuild {
  /// What a build leaves, in the folders that builds are written to.
  private static let folders = ["dist", "build"]
  private static let endings = [".js", ".mjs", ".cjs", ".html", ".css", ".json"]

  /// Nil where there is no build.
  static func file(in folder: String, _ facts: Facts) async -> Observation<(path: String, time: Int)?> {
    var newest: (path: String, time: Int)?
    for name in folders {
      switch await facts.ask(FolderEntries(path: "\(folder)/\(name)")) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(nil): continue
      case .seen(let entries?):
        for entry in entries where entry.attributes.kind == .file {
          guard endings.contains(where: entry.name.hasSuffix), entry.attributes.modified > newest?.time ?? 0
          else { continue }
          newest = ("\(folder)/\(name)/\(entry.name)", entry.attributes.modified)
        }
      }
    }
    return .seen(newest)
  }
}
