public import JSON
public import ServerFacts

/// The text of a runbook that a person has agreed to. Operations run only where it and the present text say the same.
public struct TrustedRunbook: Hashable, Sendable {
  public struct Chapter: Hashable, Sendable {
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The path without links.
  public var path: String
  public var chapters: [Chapter]
  /// The account that agreed.
  public var approver: String
  public var at: Instant

  public init(path: String, chapters: [Chapter], approver: String, at: Instant) {
    self.path = path
    self.chapters = chapters
    self.approver = approver
    self.at = at
  }

  /// SHA-256 over the names and the contents of all chapters: what `trust --expect` compares.
  public static func digest(_ chapters: [Chapter], _ digests: any Digests) -> String {
    guard chapters.count != 1 else { return digests.sha256(chapters[0].bytes) }
    let lines = chapters.map { "\(digests.sha256($0.bytes))  \($0.name)\n" }
    return digests.sha256(Array(lines.joined().utf8))
  }

  public func json(_ digests: any Digests) -> JSONObject {
    [
      "version": 1, "path": .string(path), "approver": .string(approver), "at": JSON(at.seconds),
      "digest": .string(Self.digest(chapters, digests)),
      "chapters": .array(
        chapters.map {
          ["name": .string($0.name), "text": .string(String(decoding: $0.bytes, as: UTF8.self))]
        }
      ),
    ]
  }

  /// nil for what is none, or is not what its digest says.
  public init?(json: JSON, _ digests: any Digests) {
    guard json["version"]?.asInt == 1, let path = json["path"]?.asString,
      let approver = json["approver"]?.asString, let at = json["at"]?.asInt,
      let listed = json["chapters"]?.asArray
    else { return nil }
    var chapters: [Chapter] = []
    for chapter in listed {
      guard let name = chapter["name"]?.asString, let text = chapter["text"]?.asString else { return nil }
      chapters.append(Chapter(name: name, bytes: Array(text.utf8)))
    }
    guard !chapters.isEmpty, json["digest"]?.asString == Self.digest(chapters, digests) else { return nil }
    self.init(path: path, chapters: chapters, approver: approver, at: Instant(seconds: at))
  }
}
