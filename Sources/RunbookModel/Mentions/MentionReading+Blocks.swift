import Findings
import MarkdownDocument

/// What blocks of code and lists of ports mention.
extension MentionReading {
  mutating func ports(_ passage: Passage) {
    guard passage.isItem else { return }
    var entries = PortList.spans(passage.text) + PortList.pairs(passage.text)
    if let entry = PortList.item(
      passage.text.text,
      under: passages.titles(passage.section).suffix(1) + [passages.lead(passage.before)?.text ?? ""])
    {
      entries.append(entry)
    }
    for entry in entries {
      let port = Located(passage.text.text.part(entry.port), at: passage.text.range(ofUTF8: entry.port))
      claims.append(Claim(Address("mention", entry.name, "port"), label: "port", value: port))
      let name = Located(passage.text.text.part(entry.place), at: passage.text.range(ofUTF8: entry.place))
      claims.append(
        Claim(Address("mention", "port \(port.value)", "service"), label: "port \(port.value)", value: name))
    }
  }

  mutating func read(_ code: PlacedCode, _ fences: [FencedCommand]?) {
    let isRead = fences != nil
    let title = passages.titles(code.section).last ?? ""
    let lead = code.before.map { passages.all[$0].text.text } ?? ""
    guard !Self.startsExample(lead) else { return }
    for setting in SettingsFence.settings(code.block) {
      claims.append(Claim(Address("mention", title, setting.name), label: setting.name, value: setting.value))
    }
    for branch in SettingsFence.branches(code.block, areCommands: isRead) {
      claims.append(Claim(Address("mention", branch.name, "path"), label: "path", value: branch.value))
    }
    let withdrawn = Set(
      (fences ?? []).filter { $0.isForbidden || $0.isPast }.map(\.text.range)
        .flatMap { $0.line...max($0.line, $0.endLine) })
    guard isRead || code.block.language.isEmpty || code.block.language.hasPrefix("cron"),
      !code.block.lines.contains(where: { $0.value.contains("── ") })
    else { return }
    var heading = title, branch = ""
    for line in code.block.lines where line.value.utf8.count < 2_000 {
      let text = line.value.trimmed
      if text.hasPrefix("#") {
        // Far from the margin it goes on with the remark above.
        if !line.value.hasPrefix("        ") { heading = text.drop { $0 == "#" || $0 == " " }.description }
        for mention in MentionScanner.mentions(line.value) where mention.kind == .keeps {
          append(mention, line.part(mention.offsets), heading)
        }
        continue
      }
      if withdrawn.contains(line.range.line) { continue }
      if let name = Self.branch(text) { branch = name } else if !Self.isDrawn(text) { branch = "" }
      for mention in MentionScanner.mentions(line.value) {
        guard isMeant(mention, in: line.value, isCommand: isRead) else { continue }
        append(
          mention, line.part(mention.offsets),
          branch.isEmpty ? isRead && !heading.isEmpty ? heading : title : branch)
      }
    }
  }

  /// `├─ web (port 8080)`: what the lines of a drawn tree are about, up to its remark.
  private static func branch(_ line: String) -> String? {
    guard line.hasPrefix("├─") || line.hasPrefix("└─") else { return nil }
    let words = line.drop { "├└─ ".contains($0) }
    return String(words.prefix { !"(:,".contains($0) }).trimmed
  }

  private static func isDrawn(_ line: String) -> Bool { line.hasPrefix("│") }

  /// `/srv/copies/xxx.sql`: a part of the name is to be thought of.
  private static func isStandIn(_ value: String) -> Bool {
    value.utf8.contains(0x78) && value.split { "/._-".contains($0) }.contains { $0 == "xxx" || $0 == "xxxx" }
  }

  private func isMeant(_ mention: Mention, in line: String, isCommand: Bool) -> Bool {
    let value = line.part(mention.offsets)
    if Self.isOpen(value) || value == "/dev/null" || ExampleValue.isDocumented(value) { return false }
    let behind = line.utf8.dropFirst(mention.offsets.upperBound)
    if behind.starts(with: "..".utf8) || behind.starts(with: "…".utf8) || Self.isStandIn(value) {
      return false
    }
    switch mention.kind {
    case .document: return false
    case .setting, .version, .keeps, .system, .domain, .product: return !isCommand
    default: return !line.contains("v1.2.3")
    }
  }
}
