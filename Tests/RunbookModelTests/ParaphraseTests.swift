import RunbookModel
import Testing

/// Questions that share hardly a word with the runbook.
struct ParaphraseTests {
  typealias Case = ProseLookupTests.Case

  private static let apiary = """
    ## Machine

    | What | Value |
    |---|---|
    | Provider | Netcup |
    | Location | Vienna, Austria |
    | Monthly cost | 7.10 EUR |
    | Memory | 8 GB RAM |
    | Owner | Ida Novak |
    | Timezone | Europe/Vienna |

    ## Apiary

    ```sh
    # Restart
    sudo systemctl restart apiary

    # Stop
    sudo systemctl stop apiary

    # Follow the logs
    journalctl -u apiary -f

    # Health
    curl -fsS http://127.0.0.1:4300/api/health
    ```

    ## Releases

    ```sh
    # Deploy
    /srv/apiary/bin/deploy.sh

    # Roll back
    /srv/apiary/bin/rollback.sh

    # Run the migrations
    /srv/apiary/bin/migrate.sh
    ```

    ## Backups

    - Destination: `/mnt/vault/apiary`
    - Schedule: daily at 02:20
    - Retention: 30 days

    ```sh
    # Make a backup
    /usr/local/bin/vault-save

    # Verify the latest backup
    /usr/local/bin/vault-save --verify

    # Restore a backup
    /usr/local/bin/vault-fetch
    ```

    ## Care

    ```sh
    # Renew the certificate
    sudo certbot renew

    # Check the nginx configuration
    sudo nginx -t
    ```
    """

  static let cases = [
    Case(apiary, "How do I bounce the apiary?", "sudo systemctl restart apiary"),
    Case(apiary, "The apiary hangs, how do I kick it?", "sudo systemctl restart apiary"),
    Case(apiary, "What's the command for shutting down the apiary?", "sudo systemctl stop apiary"),
    Case(apiary, "How can I watch the output of the apiary live?", "journalctl -u apiary -f"),
    Case(apiary, "How can I tell whether the app is up?", "curl -fsS http://127.0.0.1:4300/api/health"),
    Case(apiary, "How do I ship a new version?", "/srv/apiary/bin/deploy.sh"),
    Case(apiary, "How do I go back to the previous release?", "/srv/apiary/bin/rollback.sh"),
    Case(apiary, "How do I bring the database schema up to date?", "/srv/apiary/bin/migrate.sh"),
    Case(apiary, "How do I take a backup?", "/usr/local/bin/vault-save"),
    Case(apiary, "How do I get everything back out of an archive?", "/usr/local/bin/vault-fetch"),
    Case(apiary, "Where do the backups end up?", "/mnt/vault/apiary"),
    Case(apiary, "How do I get a fresh certificate?", "sudo certbot renew"),
    Case(apiary, "How do I test the nginx settings before I apply them?", "sudo nginx -t"),
    Case(apiary, "In which city is the machine?", "Vienna, Austria"),
    Case(apiary, "What do we pay for the box?", "7.10 EUR"),
    Case(apiary, "Who looks after the server?", "Ida Novak"),
    Case(apiary, "Who hosts our server?", "Netcup"),
    // A permission is no deed, a size is none, and a name that nobody knows is not passed over.
    Case(apiary, "May I bounce the apiary at noon?", nil),
    Case(apiary, "How big is the disk?", nil),
    Case(apiary, "How do I bounce the mill?", nil),
    Case(apiary, "How do I bounce the line apiary?", nil),
    Case(apiary, "How do I kick the apiary without losing jobs?", nil),
    Case(apiary, "When does the weekly backup run?", nil),
    Case(apiary, "Which version of the apiary is live?", nil),
  ]

  @Test(arguments: cases)
  func answers(_ example: Case) throws { try example.check() }

  private static let plain = """
    Night Desk

    Restart the desk (safe)
    pm2 restart desk

    See what it says
    pm2 logs desk --lines 50
    """

  /// A line of words with commands right below it is a block that nobody put a fence around.
  @Test(arguments: [
    Case(plain, "How do I restart the desk?", "pm2 restart desk"),
    Case(plain, "How do I see the logs of the desk?", "pm2 logs desk --lines 50"),
  ])
  func readsUnfenced(_ example: Case) throws { try example.check() }

  /// What only means the kind of thing that was asked for is nobody's answer where there are several.
  @Test(arguments: [
    ("# Test service health", nil), ("# Test the app", "9090"),
  ])
  func portOfTheApp(_ comment: String, _ port: String?) throws {
    let text =
      "```bash\n\(comment)\ncurl http://localhost:9090/up\n```\n\n## Other\n\n- Printer at 10.0.0.7:9100\n"
    try Case(text, "What port does the app run on?", port).check()
    try Case(text.replacing("9100", with: "9090"), "What port does the app run on?", "9090").check()
  }

  @Test(arguments: [
    Case(
      "## Recovery\n\n- **Config restore**: 1-1.5 hours\n", "How long does a config restore take?",
      "1-1.5 hours"),
    Case("## Hardware\n\n- **RAM**: 32GB\n- **CPU**: i7\n", "How much memory does the server have?", "32GB"),
    Case(
      "## Restore\n\n- **SSL**: by Traefik (s61)\n- Timeout: 300s\n", "How long does a restore take?", nil),
    Case(
      "| Feature | Notes |\n|---|---|\n| Sandbox | Memory limits |\n",
      "How much memory does the server have?", nil),
    Case(
      "## Desk\n\n**Schema rollback (if changed):**\n\nBy hand.\n", "Can I simply roll back a schema?", nil),
  ])
  func saysItOtherwise(_ example: Case) throws { try example.check() }

  /// The line of words is what a comment would be: what it forbids, tells of as past or shows is nothing to run.
  @Test(arguments: [
    "Never run this on the live desk", "Do not do this", "Old way, no longer used", "Example only",
  ])
  func takesBackUnfenced(_ words: String) throws {
    let text = "# Desk\n\n\(words)\nsudo systemctl stop desk\n"
    #expect(try runbook(text).commands.isEmpty)
    try Case(text, "How do I stop the desk?", nil).check()
    try Case(text, "How do I shut down the desk?", nil).check()
  }

  private static let tools = """
    ## Deployment

    - Rebuild the search: `./bin/tootle search deploy`
    - `python tools/save.py --list` shows the backups

    ## Restore

    `tools/backup_and_restore.sh backup all`
    """

  /// A deed in an argument, a list of what was made, and the other half of a name do not do what is asked.
  @Test(arguments: [
    Case(tools, "How do I deploy?", nil),
    Case(tools, "How do I make a backup?", "tools/backup_and_restore.sh backup all"),
  ])
  func doesAnother(_ example: Case) throws { try example.check() }
}
