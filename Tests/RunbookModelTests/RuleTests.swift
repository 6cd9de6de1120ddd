import Findings
import RunbookModel
import Testing

struct RuleTests {
  @Test(arguments: [
    ("**NEVER:**\n\n- Run `wp db reset`", "forbids", "wp db reset"),
    ("Don't ever do this:\n- Run `wp db reset` without asking", "needs-approval", "wp db reset"),
    ("**Never:**\n- Delete `/srv/base`", "protects", "/srv/base"),
  ]) func whatIntroducesAListForbidsIt(_ text: String, _ demand: String, _ subject: String) throws {
    let rules = try runbook("## Rules\n\n\(text)\n").rules
    #expect(rules.map(\.demand.rawValue) == [demand] && rules.map(\.name.value) == [subject], "\(rules)")
  }

  /// What leads to a list forbids something itself where it names it, and what is forbidden is forbidden at any depth.
  @Test func aLeadIsARuleWhereItNamesSomething() throws {
    let rules = try runbook(
      "Never restart luci by hand:\n\nIt takes long.\n\n**Never:**\n\n- Run `a x` or `b y`, use `c z`\n- One of these:\n  - Delete `/srv/deep`\n"
    ).rules
    #expect(
      rules.map(\.name.value) == ["Never restart luci by hand:", "a x", "b y", "/srv/deep"], "\(rules)")
    #expect(rules.last?.sentence.value == "Never: Delete /srv/deep")
  }

  @Test func anAsideForbidsNoList() throws {
    let rules = try runbook("Keep these secret (never in git):\n\n- `SHOP_KEY`\n").rules
    #expect(rules.allSatisfy { $0.name.value != "SHOP_KEY" }, "\(rules)")
  }

  @Test func aHeadingForbidsTheListBelowIt() throws {
    let rules = try runbook(
      "## Don't\n\n- Force-push to `main`\n\n## Never deploy without\n\n- A copy of `shop`\n"
    ).rules
    #expect(rules.map(\.name.value) == ["main"])
    #expect(rules.map(\.sentence.value) == ["Don't: Force-push to main"])
  }

  @Test(arguments: [
    ("/etc/ssl/origin.pem -- do not delete", "protects", "/etc/ssl/origin.pem"),
    ("Never run `git pull` on the server.", "forbids", "git pull"),
    ("Please don't touch `/srv/shared`.", "forbids", "/srv/shared"),
    ("❌ `rm -rf /srv`", "protects", "/srv"),
    ("`deploy.sh` needs approval.", "needs-approval", "deploy.sh"),
    ("`/var/lib/app` darf niemals gelöscht werden: niemals löschen", "protects", "/var/lib/app"),
    ("Nunca borrar `/var/backups/pg`.", "protects", "/var/backups/pg"),
    ("Не удалять `/srv/base`.", "protects", "/srv/base"),
    ("禁止执行 `drop.sh`。", "forbids", "drop.sh"),
    ("`git pull` darf auf dem Server nicht laufen.", "forbids", "git pull"),
    ("Bitte nicht `git pull` benutzen.", "forbids", "git pull"),
    ("**Mai** lanciare `wp db reset`.", "forbids", "wp db reset"),
    ("Non usare `wp db reset`.", "forbids", "wp db reset"),
    ("Ne lancez jamais `wp db reset`.", "forbids", "wp db reset"),
    ("Não rode `wp db reset`.", "forbids", "wp db reset"),
    ("Gebruik nooit `wp db reset`.", "forbids", "wp db reset"),
    ("Restart: `systemctl restart x` (never `kill x`)", "forbids", "kill x"),
    ("`kill x` must never be used.", "forbids", "kill x"),
    ("Führe `kill x` nicht aus.", "forbids", "kill x"),
    ("Starten Sie `kill x` bitte nicht.", "forbids", "kill x"),
    ("Voer `kill x` niet uit overdag.", "forbids", "kill x"),
    ("Também não execute `kill x`.", "forbids", "kill x"),
    ("`kill x` is off limits.", "forbids", "kill x"),
    ("Finger weg von `kill x`.", "forbids", "kill x"),
    ("本番で `kill x` を使わないこと。", "forbids", "kill x"),
    ("Не запускайте `kill x` днём.", "forbids", "kill x"),
    ("`kill x` は使わないこと(`stop.sh` を使う)。", "forbids", "kill x"),
    ("`kill x` を実行しない、 `stop.sh` を使う。", "forbids", "kill x"),
    ("実行しないこと: `kill x`", "forbids", "kill x"),
    ("不要执行 `kill x`。", "forbids", "kill x"),
    ("Never use `npm ci`, use `pnpm install`.", "forbids", "npm ci"),
  ]) func isRead(_ sentence: String, _ demand: String, _ subject: String) throws {
    let rules = try runbook("## Rules\n- \(sentence)\n").rules
    #expect(rules.map(\.demand.rawValue) == [demand] && rules.map(\.name.value) == [subject], "\(rules)")
    #expect(rules.first?.sentence.range.line == 2)
  }

  @Test(arguments: [
    "If you don't own the file, ask.", "It never fails twice.", "The job that does not run is listed.",
    "Nothing is deleted here.", "The avoided cost is small.", "Don't forget to run `x`.",
    "Nicht vergessen: `x`",
    "N'oubliez pas `x`.", "Não esquecer: `x`", "Wenn nginx nicht startet: `x`", "Der Dienst läuft nicht: `x`",
    "Se o site não responde, rode `x`.", "Si le site ne répond pas, lancer `x`.", "403 Forbidden: `x`",
    "Als hij niet start: `x`", "Starten die Dienste nicht, hilft `x`.", "Der Job startet nicht aus `x`.",
    "Se nginx non parte: `x`", "The old names do **not** appear in `x`.", "They do not need `x`.",
    "Ist er nicht angemeldet oder gesperrt: `x`", "Richtiger Schlüssel, nicht ausgeloggt/vergessen; `x`",
    "Сервис не запускается: `x`", "Кэш не используется: `x`",
    "Чтобы не удалять лишнего: `x`", "不要ファイルの掃除: `x`", "`x` で話すので、公開は不要。",
    "サーバーが起動しない: `x`", "更新しない場合: `x`",
  ]) func describesOnly(_ sentence: String) throws {
    #expect(try runbook("## Notes\n- \(sentence)\n").rules.isEmpty)
  }

  @Test func whatAlwaysIsMeantIsNotForbidden() throws {
    let rules = try runbook("## Notes\n- `.secrets` nunca va al repositorio — siempre en `.dockerignore`.\n")
      .rules
    #expect(!rules.contains { $0.name.value == ".dockerignore" }, "\(rules)")
  }

  @Test func whatStandsSideBySideIsForbidden() throws {
    let rules = try runbook("- 生の `kill`/`pkill x` は実行しないこと。\n").rules
    #expect(rules.map(\.name.value) == ["kill", "pkill x"])
  }

  @Test(arguments: [
    "> [!WARNING]\n> Never run `kill x`.\n", "!!! danger\n    Never run `kill x`.\n",
    ":::danger\nNever run `kill x`.\n:::\n",
  ]) func aBoxIsNoPartOfTheSentence(_ text: String) throws {
    let rules = try runbook("## Rules\n\n" + text).rules
    #expect(rules.map(\.sentence.value) == ["Never run kill x."])
    #expect(rules.first?.sentence.range.line == 4)
  }

  @Test func aCommentForbidsTheLineBelow() throws {
    let runbook = try runbook("```sh\n# never on production\n./reset.sh\n\n./status.sh\n```\n")
    #expect(runbook.rules.map(\.name.value) == ["./reset.sh"])
    #expect(runbook.commands.map(\.line.template) == ["./status.sh"])
  }
}
