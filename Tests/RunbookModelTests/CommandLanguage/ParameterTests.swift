import Testing

@testable import RunbookModel

/// What is a place to be filled in, and what only looks like one.
struct ParameterTests {
  @Test(
    arguments: [
      ("restart <name>", [Parameter(name: "name", form: .angle)]),
      ("restart <service name>", [Parameter(name: "service name", form: .angle)]),
      ("x <start|stop>", [Parameter(name: "start|stop", form: .angle)]),
      ("x <usuário>", [Parameter(name: "usuário", form: .angle)]),
      ("x <服务>", [Parameter(name: "服务", form: .angle)]),
      ("x <your-domain.com>", [Parameter(name: "your-domain.com", form: .angle)]),
      ("desk new posts/<title.md>", [Parameter(name: "title.md", form: .angle)]),
      ("desk add <image:tag>", [Parameter(name: "image:tag", form: .angle)]),
      ("sort <in.txt >out.txt", []),
      (
        "x \"<name>\" '<other>'",
        [Parameter(name: "name", form: .angle), Parameter(name: "other", form: .angle)]
      ),
      ("x <a> <b> <a>", [Parameter(name: "a", form: .angle), Parameter(name: "b", form: .angle)]),
      ("x [name]", [Parameter(name: "name", form: .bracket)]),
      ("x --file=[name]", [Parameter(name: "name", form: .bracket)]),
      ("x {name}", [Parameter(name: "name", form: .brace)]),
      ("x http://h/{id}/y", [Parameter(name: "id", form: .brace)]),
      ("x $NAME", [Parameter(name: "NAME", form: .variable)]),
      ("x ${NAME}", [Parameter(name: "NAME", form: .variable)]),
      ("x \"a-$NAME\"", [Parameter(name: "NAME", form: .variable)]),
      ("x your-bucket", [Parameter(name: "your-bucket", form: .template)]),
      ("x https://yourdomain.com/", [Parameter(name: "yourdomain.com", form: .template)]),
      ("x YOUR_TOKEN", [Parameter(name: "YOUR_TOKEN", form: .template)]),
      ("x backup-YYYY-MM-DD.sql", [Parameter(name: "YYYY-MM-DD", form: .template)]),
      ("x backup-AAAAMMGG.sql", [Parameter(name: "AAAAMMGG", form: .template)]),
      ("x backup-JJJJ-MM-TT.sql", [Parameter(name: "JJJJ-MM-TT", form: .template)]),
      ("restic -r sftp:u1@u1.your-storagebox.de:/x ls", []),
      ("x a_YYYYMMDD_HHMMSS.gz", [Parameter(name: "YYYYMMDD_HHMMSS", form: .template)]),
      ("ssh root@xxx.xxx.xxx.xxx", [Parameter(name: "xxx.xxx.xxx.xxx", form: .template)]),
      ("x XXX", [Parameter(name: "XXX", form: .template)]),
      ("pm2 restart nombre-proceso", [Parameter(name: "nombre-proceso", form: .template)]),
      ("git clone https://git.example/DEIN-KONTO/x", [Parameter(name: "DEIN-KONTO", form: .template)]),
      ("ping tu-servidor", [Parameter(name: "tu-servidor", form: .template)]),
      ("ping mail.tu-berlin.de", []), ("ping nombre.es", []), ("systemctl restart dein", []),
      ("sh /srv/PROYECTO/x.sh", [Parameter(name: "PROYECTO", form: .capitals)]),
      ("systemctl restart DIENST", [Parameter(name: "DIENST", form: .capitals)]),
      (
        "restic restore latest --target /path/to/the/box",
        [Parameter(name: "path-to-the-box", form: .template)]
      ),
      ("ls /ruta", [Parameter(name: "ruta", form: .template)]), ("ls /srv/path/to/x /pathology", []),
      ("ls /pfad/zum/ordner/", [Parameter(name: "pfad-zum-ordner", form: .template)]),
      ("curl localhost/path", []),
      ("x STAMP", [Parameter(name: "STAMP", form: .capitals)]),
      ("x a/STAMP.sql.gz", [Parameter(name: "STAMP", form: .capitals)]),
      ("docker logs BOX-NAME", [Parameter(name: "BOX-NAME", form: .capitals)]),
      ("borg list /r::ARCHIVE-NAME", [Parameter(name: "ARCHIVE-NAME", form: .capitals)]),
      ("ssh me@VPS uptime", [Parameter(name: "VPS", form: .capitals)]), ("sudo iptables -L DOCKER-USER", []),
      ("x --user=DB_USER", [Parameter(name: "DB_USER", form: .capitals)]),
      ("cp a/$STAMP.gz b", [Parameter(name: "STAMP", form: .variable)]),
      ("TAG=v1.2.3\nx $TAG", [Parameter(name: "tag", form: .example)]),
      ("HOST=db.example.com\nx $HOST", [Parameter(name: "host", form: .example)]),
      ("DAY=2024-01-31; x $DAY", [Parameter(name: "day", form: .example)]),
      ("gunzip shop_20260401_0130.sql.gz", [Parameter(name: "stamp", form: .example)]),
      ("tar xf /copies/shop-2026-04-01T01-30-00.tgz", [Parameter(name: "stamp", form: .example)]),
      ("psql -f backup-2026-04-01.sql", [Parameter(name: "stamp", form: .example)]),
      ("fail2ban-client set sshd unbanip 198.51.100.7", [Parameter(name: "ip", form: .example)]),
      ("A=hub.test/OWNER/shop x", [Parameter(name: "OWNER", form: .capitals)]),
      ("gunzip file.dump.gz", [Parameter(name: "file", form: .example)]),
      ("aws s3 cp s3://bucket/x.gz .", [Parameter(name: "bucket", form: .example)]),
      ("certbot -d shop.example.org", [Parameter(name: "domain", form: .example)]),
      ("make web API_URL=https://api.example.org/v1", [Parameter(name: "url", form: .example)]),
      ("certbot -d votre-domaine.fr", [Parameter(name: "votre-domaine.fr", form: .template)]),
      ("docker pull hub.test/OWNER/shop", [Parameter(name: "OWNER", form: .capitals)]),
      ("x $(cat <file>)", [Parameter(name: "file", form: .angle)]),
      ("ssh host 'restart <name>'", [Parameter(name: "name", form: .angle)]),
    ] as [(String, [Parameter])]) func finds(_ text: String, _ parameters: [Parameter])
  {
    #expect(CommandLine(text).parameters == parameters)
  }

  @Test(
    arguments: [
      "psql db < /tmp/x", "sort <in >out", "sort <in.txt >out", "x <file", "cat <<EOF\nEOF", "x < a > b",
      "diff <(a) b",
      "[ -f x ]", "ls [abc]*", "ls [a-z]", "ls x[12]", "echo {a,b}", "echo {1..5}",
      "docker inspect -f '{{.State}}'",
      "awk '{print}' x", "awk '{print $NF}' x", "curl -w '%{http_code}' x", "git show stash@{0}",
      "git show HEAD@{upstream}",
      "find . -exec ls {} \\;", "curl -d '{\"a\": \"b\"}' x", "echo $HOME $PWD $? $1 $$ $! $@ ${0}",
      "echo ${A:-b}",
      "for f in a b; do ls $f; done", "while read line; do echo $line; done", "A=b; ls $A",
      "git push origin HEAD",
      "curl -X POST x", "kill -HUP 1", "psql -c \"SELECT NAME FROM USER\"", "A_KEY=b x",
      "docker run -e DB_NAME=x y",
      "curl -H X-API-KEY:abc x", "grep API_KEY .env", "unset TOKEN", "printf '%s' x",
      "kubectl get x -o custom-columns=NAME:.metadata.name",
      "mktemp /tmp/a.XXXXXX", "git commit -m 'Co-Authored-By: A <a@b.c>'",
      "psql -c 'SELECT 1 WHERE a <b AND c> d'",
      "cat <<EOF\n<users>\n</users>\nEOF", "my-app start", "ls README", "x \\<name\\>", "x '$NAME'",
      "HOST=db1\nx $HOST",
      "awk -F: '{ print $1 }' /etc/passwd", "sed 's/<b>//;s/<\\/b>//' x", "gh secret set API_TOKEN",
      "echo yours", "MODE=SERVER x", "file x", "x profile.sql", "dig shop.example.org",
      "curl https://example.org/up", "psql -f 20260401_colours.sql",
      "psql -f 2026-04-01-colours.sql", "git checkout shop_20260401",
    ]) func leaves(_ text: String)
  {
    #expect(CommandLine(text).parameters == [])
  }

  @Test func anAssignedVariableStaysInTheTemplate() {
    let line = CommandLine("export RELEASE_TAG=\"v1.2.3\"\n./deploy.sh --tag \"$RELEASE_TAG\"")
    #expect(line.parameters == [Parameter(name: "tag", form: .example)])
    #expect(line.obstacles.contains(Obstacle(construct: "parameter expansion")))
  }
}
