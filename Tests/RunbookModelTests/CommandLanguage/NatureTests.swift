import Testing

@testable import RunbookModel

/// Known, whole, endless, for a person, or open to any words.
struct NatureTests {
  @Test(
    arguments: [
      ("sudo nginx -t", .known("nginx")), ("cd /x && docker ps", .known("docker")), ("./x a", .path("./x")),
      ("/opt/x/y", .path("/opt/x/y")),
      ("~/x/y.sh", .path("~/x/y.sh")), ("scripts/x.sh", .path("scripts/x.sh")), ("bash x.sh", .known("bash")),
      ("Deliver: x", .unknown("Deliver:")),
      ("http://x/y", .unknown("http://x/y")), ("frobnicate", .unknown("frobnicate")), ("", .none),
      ("# x", .none), ("A=b", .none),
      ("python3.11 x.py", .known("python3.11")), ("mkfs.ext4 x", .known("mkfs.ext4")),
      ("sudo", .known("sudo")),
      ("if true; then docker ps; fi", .known("true")),
    ] as [(String, Head)]) func head(_ text: String, _ head: Head)
  {
    #expect(CommandLine(text).head == head)
  }

  @Test(arguments: [
    "systemctl restart x", "docker ps", "nginx -t", "uptime", "df", "ls", "./start", "pm2 list",
    "systemctl --failed", "docker compose ps",
    "git status", "psql < x", "psql -l", "ssh host", "vim x", "make", "crontab -l", "reboot",
    "docker --version", "sudo reboot", "yarn",
    "kubectl get pods", "cat x | psql", "kubectl logs -n x -l app=y", "cat x | jq .", "jq . x",
    "jq --version",
  ]) func isComplete(_ text: String) { #expect(CommandLine(text).isComplete) }

  @Test(arguments: [
    "launchctl", "nssm restart", "systemctl restart", "docker compose", "docker", "docker-compose", "nginx",
    "pm2", "psql", "kubectl", "git",
    "sudo systemctl stop", "supervisorctl restart", "sudo", "rsync", "frobnicate", "", "vim",
    "docker compose -f x.yml", "sudo -u x pm2", "jq .", "python3 -m json.tool",
  ]) func isIncomplete(_ text: String) { #expect(!CommandLine(text).isComplete) }

  @Test(arguments: [
    "tail -f x", "tail -F x", "tail -n 5 -f x", "tail -100f x", "journalctl -u x -f", "journalctl -fu x",
    "sudo journalctl --follow", "docker logs -f x",
    "docker compose logs -f --tail=200", "docker compose -f a.yml logs -f x", "kubectl logs -f x",
    "pm2 logs x", "watch df", "top", "htop",
    "ssh h 'tail -f x'", "docker exec x tail -f y", "tail -f x | grep y", "python3 -m http.server 8000",
    "docker compose up", "ping x",
    "docker stats", "kubectl get pods -w", "sudo watch -n 1 df",
  ]) func isEndless(_ text: String) { #expect(CommandLine(text).isEndless) }

  @Test(arguments: [
    "tail x", "tail -n 5 x", "journalctl -u x -n 50", "docker logs --tail 5 x",
    "docker compose -f x.yml logs", "pm2 logs --nostream", "top -bn1",
    "docker compose up -d", "docker compose -f x up -d", "ping -c 3 x", "docker stats --no-stream",
    "ssh h 'tail x'", "ls", "heroku logs", "date", "tail -n 5 f",
  ]) func ends(_ text: String) { #expect(!CommandLine(text).isEndless) }

  @Test(arguments: [
    "vim x", "nano x", "sudo vi x", "psql", "psql -U a b", "mysql -u root -p", "redis-cli", "redis-cli -h x",
    "ssh host", "ssh -p 22 a@b",
    "docker exec -it x bash", "docker compose exec x sh", "crontab -e", "sudo -i", "top", "less x",
    "sqlite3 x.db", "python3", "git rebase -i x",
    "kubectl exec -it x -- sh", "sudo su -", "visudo", "docker exec -it db psql -U x", "bash",
  ]) func wantsAPerson(_ text: String) { #expect(CommandLine(text).isInteractive) }

  @Test(arguments: [
    "psql -c 'SELECT 1'", "psql < x", "cat x | psql", "psql -f x", "mysql -e 'x'", "redis-cli ping",
    "ssh host uptime", "docker exec x ls",
    "crontab -l", "sqlite3 x.db .tables", "bash x.sh", "bash -c ls", "cat x | bash", "python3 x.py",
    "ssh -N -L 1:2:3 h", "ls", "docker exec x psql -c 'SELECT 1'",
    "docker exec -i db psql < x", "curl x | mysql y", "top -bn1",
  ]) func wantsNobody(_ text: String) { #expect(!CommandLine(text).isInteractive) }

  @Test(arguments: [
    "bun run <script>", "npm run <script>", "ssh host <cmd>", "ssh host \"<any>\"", "sh -c <x>",
    "sh -c \"$CMD\"", "eval x", "exec <any>", "exec \"<any>\"",
    "docker exec web <command>", "docker compose exec web \"<any>\"", "sudo <cmd>", "<cmd>", "make <target>",
    "psql -c <sql>", "psql -c \"<sql>\"",
    "xargs <cmd>", "python <script>", "kubectl exec x -- <cmd>", "ssh a \"ssh b <cmd>\"",
    "find . -exec <cmd> {} \\;",
  ]) func runsAnything(_ text: String) { #expect(CommandLine(text).isEscapeHatch) }

  @Test(arguments: [
    "systemctl restart <name>", "ssh <host> uptime", "ssh <host>", "docker exec <c> ls", "npm run build",
    "sh -c 'ls <x>'", "psql -c \"SELECT <n>\"",
    "bash x.sh <arg>", "docker run <image>", "cat <file>", "exec ls",
  ]) func runsFixedWords(_ text: String) { #expect(!CommandLine(text).isEscapeHatch) }
}
