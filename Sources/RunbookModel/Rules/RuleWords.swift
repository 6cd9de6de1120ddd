/// The words by which people forbid, in the languages that runbooks are written in.
enum RuleWords {
  private static let prohibitions = PhraseSet([
    "do not ", "don't ", "don’t ", "never ", "must not ", "mustn't ", "should not ", "shouldn't ",
    "cannot be ", "forbidden",
    "prohibited", "not allowed", "avoid ", "❌", "🚫", "⛔", "no longer use", "under no circumstances",
    "niemals ",
    "nicht ", "keinesfalls", "verboten", "nunca ", "jamás ", "no borrar", "no eliminar", "no ejecutar",
    "no usar", "no tocar",
    "prohibido", "não ", "proibido", "ne pas ", "ne jamais", "n'utilisez", "interdit", "никогда",
    "нельзя", "не удаля", "не запуск", "не использ", "запрещ", "不要", "禁止", "切勿", "请勿", "不能", "不得", "绝不",
    "しない",
    "하지 마", "금지",
  ])

  private static let approvals = PhraseSet([
    "needs approval", "need approval", "requires approval", "require approval", "approval required",
    "needs confirmation",
    "requires confirmation", "ask first", "ask before", "with permission", "explicit approval",
    "must be approved",
    "only after approval", "get approval", "without asking", "freigabe", "genehmigung", "requiere aprobación",
    "pedir aprobación",
    "requer aprovação", "nécessite une approbation", "требует подтвержден", "需要批准", "需要确认", "承認が必要",
  ])

  /// Verbs that take a thing away, in any of its forms.
  private static let removals = PhraseSet([
    "delete", "remove", "rm ", "erase", "drop", "lösch", "entfern", "borrar", "eliminar", "apagar", "remover",
    "supprim",
    "effacer", "удал", "删除", "刪除", "削除",
  ])

  static func forbids(_ sentence: String) -> Bool { prohibitions.isIn(sentence) }
  static func needsApproval(_ sentence: String) -> Bool { approvals.isIn(sentence) }
  static func speaksOfRemoval(_ sentence: String) -> Bool { removals.isIn(sentence) }
}
