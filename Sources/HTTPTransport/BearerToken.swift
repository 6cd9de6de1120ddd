/// One secret that lets its holder in, and the name that stands for it in the journal.
public struct BearerToken: Sendable {
  /// Tells one token from another and gives nothing of it away: the beginning of its digest.
  public var id: String
  let secret: [UInt8]

  public init(id: String, secret: String) {
    self.id = id
    self.secret = Array(secret.utf8)
  }

  /// The id of the token that a request shows; nil for another word. How long it takes tells no more than lengths.
  static func id(of shown: String, among tokens: [BearerToken]) -> String? {
    let shown = Array(shown.utf8)
    var found: String?
    for token in tokens where token.isSame(shown) { found = token.id }
    return found
  }

  private func isSame(_ shown: [UInt8]) -> Bool {
    guard shown.count == secret.count else { return false }
    var difference: UInt8 = 0
    for (left, right) in zip(shown, secret) { difference |= left ^ right }
    return difference == 0
  }
}
