import ServerFacts

/// Finds a program as a shell would with the path that every program gets from us, when a plan is made and not later.
struct ProgramSearch {
  static let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

  /// Where a name with a slash is looked for.
  var folder: String
  var folders = ProgramSearch.folders

  func path(of name: String, by facts: Facts) async throws(Refusal) -> String {
    if name.contains("/") {
      let path = StatedOperation.absolute(name, in: folder)
      guard await isProgram(path, facts) else {
        throw Refusal(.notPossible, "\(path) is no program that can be run here")
      }
      return path
    }
    for folder in folders where await isProgram("\(folder)/\(name)", facts) {
      return "\(folder)/\(name)"
    }
    throw Refusal(.notPossible, "\(name) is in none of \(folders.joined(separator: ", "))")
  }

  /// The file of a word that is executed, a script too: in its folder, else where programs lie; nil where there is none.
  func file(_ name: String, by facts: Facts) async -> String? {
    let own = StatedOperation.absolute(name, in: folder)
    if case .seen(let attributes?) = await facts.ask(PathAttributes(path: own)),
      attributes.resolvedKind == .file
    {
      return own
    }
    return try? await path(of: name, by: facts)
  }

  private func isProgram(_ path: String, _ facts: Facts) async -> Bool {
    guard case .seen(let attributes?) = await facts.ask(PathAttributes(path: path)) else { return false }
    return attributes.resolvedKind == .file && (attributes.kind == .link || attributes.mode & 0o111 != 0)
  }
}
