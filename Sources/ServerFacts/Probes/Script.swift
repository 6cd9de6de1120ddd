/// A script that something runs by its path: what it is, and its text.
public struct Script: Probe {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  public struct Contents: Hashable, Sendable {
    /// Of the file itself, where the path is a link to one.
    public var attributes: FileAttributes
    /// Nil where it may not be read.
    public var text: String?

    /// The first line, carriage return included.
    public var firstLine: String? {
      text.map { String(String.UnicodeScalarView($0.unicodeScalars.prefix { $0 != "\n" })) }
    }

    /// Whether a shell runs it: `#!/bin/bash`, `#!/usr/bin/env sh`, or no such line at all.
    public var isForShell: Bool {
      guard let line = firstLine, line.hasPrefix("#!") else { return text != nil }
      let words = line.dropFirst(2).split(whereSeparator: \.isWhitespace).flatMap {
        $0.split(separator: "/").suffix(1)
      }
      let name = words.first == "env" ? words.dropFirst().first { !$0.hasPrefix("-") } : words.first
      return name.map { ["sh", "bash", "dash"].contains($0) } ?? false
    }
  }

  public func ask(_ server: any Server) async -> Observation<Contents?> {
    switch await TargetAttributes(path: path).ask(server) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(nil): return .seen(nil)
    case .seen(let attributes?):
      guard case .seen(.text(let text)) = await server.look(.text(path: path)) else {
        return .seen(Contents(attributes: attributes, text: nil))
      }
      return .seen(Contents(attributes: attributes, text: text))
    }
  }
}
