/// Every proofreader, one line each, sorted.
enum AllProofreading {
  static let list: [any Proofreader.Type] = [
    ConflictMarkers.self,
    Contradictions.self,
    EmptySections.self,
    LargeFile.self,
    MissingCells.self,
    MisspelledColumns.self,
    RepeatedSections.self,
    SecretsInFile.self,
    UnknownNames.self,
  ]
}
