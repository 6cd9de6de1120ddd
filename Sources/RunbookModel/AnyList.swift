import Findings
import MarkdownDocument

/// Every bullet `Key: value`: a claim of the section.
enum AnyList {
  static func claims(_ section: Section) -> [Claim] {
    section.keyValues.map { pair in
      let address = Address("section", section.path.last ?? "runbook", TableReading.normal(pair.key.value))
      return Claim(address, label: pair.key.value, value: pair.value)
    }
  }
}
