/// Looking at the network, reaching other machines, and walls between them.
extension EffectCatalogue {
  static let network: [CatalogueProgram] = [
    CatalogueProgram(
      """
      ping ping6 traceroute tracepath mtr dig nslookup host whois arp arping nmap fping iftop nethogs
      vnstat bmon iperf3 iperf getent resolvectl systemd-resolve speedtest tcpping drill
      """,
      "ping(8)",
      [
        .destroys(with: "--script --flush-caches", "it does more than look"),
        .observes("it looks at the network"),
      ]),
    CatalogueProgram(
      "ss netstat ifconfig iwconfig route", "ss(8)", standsAlone: true,
      [
        .destroys("add del */up */down */netmask", "it changes the network"),
        .destroys(with: "-K --kill", "it closes connections"),
        .observes("it reads the network"),
      ]),
    CatalogueProgram(
      "ip", "ip(8)", style: .words,
      [
        .destroys(
          """
          link/set link/del link/delete addr/del addr/flush address/del route/del route/flush
          route/replace rule/del neigh/flush netns/del netns/delete link/add netns/exec addr/delete
          """,
          "it changes the network"),
        .interrupts(
          "addr/add address/add route/add rule/add neigh/add netns/add tunnel", "it changes the network"),
        .observes(
          "a addr address link l r route rule neigh n netns maddress monitor", "it reads the network"),
      ]),
    CatalogueProgram(
      "tcpdump tshark ngrep", "tcpdump(8)",
      [.interrupts(with: "-w", "it writes a file"), .observes("it looks at the network")]),
    CatalogueProgram(
      "nc ncat netcat telnet socat", "nc(1)",
      [
        .observes(with: "-z -vz -zv", "it looks whether a port listens"),
        .destroys(with: "-e -c --exec", "it runs a program for whoever connects"),
        .interrupts("it talks to a port"),
      ]),
    CatalogueProgram(
      "ssh mosh autossh", "ssh(1)",
      [
        .observes(with: "-V -G -Q", "it prints its settings"),
        .destroys(with: "-oProxyCommand", "it runs a program"),
        .interrupts(with: "-N -f", "it opens a tunnel"),
        .observes("it runs a command on another machine", runs: .text),
      ]),
    CatalogueProgram(
      "sshpass", "sshpass(1)", valued: "-p -f -d",
      [.observes("it runs a command", runs: .words(after: 0))]),
    CatalogueProgram(
      "ssh-keygen", "ssh-keygen(1)", valued: "-f -t -b -C -N -P",
      [
        .destroys(with: "-R -p", "it changes a file of keys"),
        .observes(with: "-l -F -y -B", "it reads a key"),
        .interrupts("it makes a key"),
      ]),
    CatalogueProgram(
      "ssh-copy-id ssh-add ssh-agent ssh-import-id", "ssh-copy-id(1)",
      [
        .destroys(with: "-D -d", "it takes keys away"),
        .observes(with: "-l -L", "it lists keys"),
        .interrupts("it adds a key"),
      ]),
    CatalogueProgram(
      "ssh-keyscan sshd", "ssh-keyscan(1)",
      [.observes(with: "-t -T -H -p", "it looks"), .interrupts("it starts the server")]),
    CatalogueProgram(
      "iptables ip6tables ebtables arptables", "iptables(8)", valued: "-t -p -s -d -j --dport",
      [
        .destroys(with: "-F -X -D -P -Z -R --flush --delete", "it takes rules away"),
        .observes(with: "-L -S -C --list --list-rules", "it lists rules"),
        .interrupts(with: "-A -I -N --append --insert", "it adds a rule"),
      ]),
    CatalogueProgram(
      "iptables-save ip6tables-save", "iptables-save(8)", standsAlone: true,
      [.observes("it prints the rules")]),
    CatalogueProgram(
      "iptables-restore ip6tables-restore netfilter-persistent", "iptables-restore(8)",
      [.interrupts("save start", "the rules are written"), .destroys("it writes over the rules")]),
    CatalogueProgram(
      "nft", "nft(8)", valued: "-f",
      [
        .observes("list", "it lists rules"),
        .observes(with: "-c", "it checks rules"),
        .interrupts("add insert", "it adds a rule"),
        .destroys("it takes rules away"),
      ]),
    CatalogueProgram(
      "ufw", "ufw(8)", needing: "allow deny reject limit delete insert",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes("status show version app/list app/info", "it lists rules"),
        .reloads("reload", "the rules are taken up"),
        .destroys("reset disable delete", "it takes rules away"),
        .interrupts(
          "enable allow deny reject limit insert prepend route default logging app/update",
          "it changes rules"),
      ]),
    CatalogueProgram(
      "firewall-cmd", "firewall-cmd(1)", style: .words,
      [
        .observes(
          with: """
            --state --list-all --list-ports --list-services --get-zones --get-active-zones --list-all-zones
            --query-port --query-service --get-default-zone
            """,
          "it lists rules"),
        .reloads(with: "--reload", "the rules are taken up"),
        .destroys(
          with: """
            --remove-port --remove-service --panic-on --complete-reload --remove-rich-rule --delete-zone
            """,
          "it takes rules away"),
        .interrupts(
          with: """
            --add-port --add-service --add-rich-rule --runtime-to-permanent --set-default-zone --add-source
            """,
          "it adds a rule"),
      ]),
    CatalogueProgram(
      "fail2ban-client", "fail2ban-client(1)",
      [
        .observes("status ping version banned", "it reads jails"),
        .observes("get", "it reads jails"),
        .observes(with: "-t -d -V", "it checks the configuration"),
        .reloads("reload", "jails take up their configuration"),
        .destroys("unban flushlogs", "it lets addresses in"),
        .interrupts("set start stop restart add", "jails change"),
      ]),
    CatalogueProgram(
      "fail2ban-regex csf crowdsec cscli", "fail2ban-regex(1)",
      [
        .observes(
          "decisions/list alerts/list metrics version bouncers/list machines/list hub/list",
          "it reads decisions"),
        .destroys("decisions/delete bouncers/delete machines/delete", "it lets addresses in"),
        .destroys(with: "-x -f -e", "it takes rules away"),
        .observes(with: "-l -g", "it lists rules"),
        .interrupts("decisions/add hub/update hub/upgrade", "it adds a decision"),
      ]),
    CatalogueProgram(
      "wg", "wg(8)", standsAlone: true,
      [
        .observes("nothing", "it reads a tunnel"),
        .observes("show showconf genkey pubkey genpsk", "it reads a tunnel"),
        .interrupts("set addconf syncconf setconf", "a tunnel changes"),
        .observes(with: "-h", "it prints its help"),
      ]),
    CatalogueProgram(
      "wg-quick", "wg-quick(8)", needing: "up down",
      [
        .observes("strip", "it prints the configuration"),
        .interrupts("up down save", "a tunnel starts or ends"),
      ]),
    CatalogueProgram(
      "tailscale zerotier-cli cloudflared ngrok netbird", "tailscale.com/kb/cli",
      [
        .observes(
          """
          status ip ping netcheck version whois info listnetworks tunnel/list tunnel/info bugreport
          dns/status serve/status funnel/status
          """,
          "it reads the network"),
        .destroys("serve/reset funnel/reset", "what is served is forgotten"),
        .destroys(
          "logout leave tunnel/delete tunnel/cleanup uninstall service/uninstall delete",
          "the machine leaves the network"),
        .interrupts(
          """
          up down set serve funnel login cert ssh join tunnel tunnel/run tunnel/create tunnel/route
          tunnel/login service/install update http tcp switch
          """,
          "the network changes"),
      ]),
    CatalogueProgram(
      "openvpn nmcli netplan ifup ifdown ifreload dhclient networkctl wpa_cli ethtool brctl bridge tc",
      "netplan(8)",
      [
        .observes(
          "status get list con/show device/status device/show general/status", "it reads the network"),
        .observes(with: "-i", "it reads the network"),
        .destroys("it changes the network that one comes in by"),
      ]),
  ]

  static let requests: [CatalogueProgram] = [
    CatalogueProgram(
      "curl", "curl(1)",
      valued: """
        -X --request -H --header -d --data --data-raw --data-binary --data-urlencode -o --output -u --user
        -F --form -T --upload-file -w --write-out -m --max-time --connect-timeout -A -e -b -c -K --resolve
        --cacert --cert --key -x --proxy --retry --url --retry-delay --json -C --interface --unix-socket -D
        -r --range
        """,
      [
        .destroys(
          with: "-X=DELETE --request=DELETE -X=PURGE --request=PURGE", "DELETE deletes on the other side"),
        .destroys(with: "-K --config -Q --quote", "it does what a file or the other side's commands say"),
        .interrupts(
          with: "-X=POST --request=POST -X=PUT --request=PUT -X=PATCH --request=PATCH",
          "it changes something on the other side"),
        .observes(
          with: """
            -I --head -G --get -X=GET --request=GET -X=HEAD --request=HEAD -X=OPTIONS --request=OPTIONS
            """,
          "it reads"),
        .destroys(with: "-X --request", "nobody knows this method"),
        .interrupts(
          with: """
            -d --data --data-raw --data-binary --data-urlencode --json -F --form --form-string -T
            --upload-file
            """,
          "it changes something on the other side"),
        .interrupts(
          with: """
            -c --cookie-jar -D --dump-header -O --remote-name --remote-name-all --trace --trace-ascii --stderr
            --libcurl --etag-save --hsts --alt-svc
            """,
          "it writes a file"),
        .observes(with: "-o=/dev/null --output=/dev/null", "it throws away what it reads"),
        .interrupts(
          with: """
            -o -O --output --remote-name -J --remote-name-all -c --cookie-jar -D --dump-header --output-dir
            """,
          "it writes a file"),
        .observes("it reads"),
      ]),
    CatalogueProgram(
      "wget", "wget(1)", valued: "-O -o -P -U -T -t --header --post-data --method",
      [
        .observes(with: "--spider -O=- -qO=- -O=/dev/null -qO- -qO-", "it reads"),
        .destroys(with: "--method=DELETE", "DELETE deletes on the other side"),
        .destroys(with: "--delete-after", "it deletes what it read"),
        .interrupts("it writes a file"),
      ]),
    CatalogueProgram(
      "http https xh", "httpie.io/docs/cli",
      [
        .destroys("DELETE", "DELETE deletes on the other side"),
        .observes("GET HEAD OPTIONS", "it reads"),
        .interrupts("it may change something on the other side"),
      ]),
    CatalogueProgram(
      "grpcurl websocat wscat swaks mail mailx sendmail mutt msmtp", "the program's documentation",
      [.observes("list describe", "it reads"), .interrupts("it sends something to the other side")]),
    CatalogueProgram(
      "mailq postqueue", "postqueue(1)", standsAlone: true,
      [.interrupts(with: "-f -i -s", "it sends what waits"), .observes("it lists mail that waits")]),
    CatalogueProgram(
      "postsuper", "postsuper(1)",
      [
        .destroys(with: "-d", "it deletes mail that waits"),
        .interrupts(with: "-r -h -H", "mail that waits is held or sent"),
        .destroys("it deletes or changes mail"),
      ]),
    CatalogueProgram(
      "exim exim4", "exim(8)", style: .words,
      [
        .observes(
          with: "-bp -bpc -bpr -bt -bv -bP -bV -Mvh -Mvb -Mvl", "it lists mail that waits or tests an address"
        ),
        .interrupts(with: "-q -qf -qff -M -Mf -Mt", "mail that waits is held or sent"),
        .destroys("it deletes or changes mail"),
      ]),
    CatalogueProgram(
      "doveadm", "doveadm(1)",
      [
        .observes(
          "who user log/errors log/find quota/get pw config mailbox/list mailbox/status index/status fetch search",
          "it reads"),
        .reloads("reload log/reopen", "it takes up its configuration"),
        .interrupts(
          "force-resync index kick quota/recalc mailbox/create mailbox/subscribe", "a mailbox is read anew"),
        .destroys("it deletes or changes mail"),
      ]),
    CatalogueProgram(
      "postfix postconf dovecot newaliases postmap", "postfix(1)", standsAlone: true,
      [
        .observes(with: "-n -d -h", "it prints settings"),
        .observes("check status", "it checks the configuration"),
        .reloads("reload", "it takes up its configuration"),
        .interrupts("it changes the mail server"),
      ]),
    CatalogueProgram(
      "rndc unbound-control", "rndc(8), unbound-control(8)",
      [
        .observes("status stats stats_noreset list_local_zones list_forwards zonestatus lookup", "it reads"),
        .reloads("reload reconfig", "it takes up its configuration"),
        .interrupts("stop start halt", "the name server changes its state"),
        .destroys("it throws away or changes what is known of names"),
      ]),
    CatalogueProgram(
      "named-checkconf named-checkzone unbound-checkconf", "the program's documentation", standsAlone: true,
      [.observes("it checks the configuration")]),
    CatalogueProgram("yt-dlp aria2c axel", "the program's documentation", [.interrupts("it writes files")]),
  ]
}
