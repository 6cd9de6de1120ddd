/// What people ask for on any server: the words they ask with, in whatever order, and the words runbooks say it with.
enum ParaphraseRules {
  struct Target {
    /// The question words that it is asked again with.
    var opener: [String]
    var isDeed: Bool
    /// One of each list has to be there, all of its words; an empty list asks nothing.
    var cues: [[[String]]]
    /// The runbook's words, in the order that they are tried.
    var says: [[String]]
  }

  /// Opener | words of the deed | words of the thing | what runbooks say. `a+b` is both words.
  static let targets: [Target] = table.split(separator: "\n").map { line in
    let parts = line.split(separator: "|").map { String($0).trimmed }
    let opener = parts[0]
    return Target(
      opener: openers[opener] ?? [], isDeed: opener == "how",
      cues: parts[1...2].map { list in
        list == "-"
          ? [] : list.split(separator: " ").map { $0.split(separator: "+").map { Stem.of(String($0)) } }
      },
      says: parts[3].split(separator: ";").map { $0.split(separator: " ").map(String.init) })
  }

  private static let openers = [
    "how": ["how", "do", "i"], "what": ["what", "is", "the"], "when": ["when", "is", "the"],
    "where": ["where", "is", "the"], "who": ["who", "is", "the"], "count": ["how", "many"],
    "long": ["how", "long", "are"], "open": [],
  ]

  private static let table = """
    how | see check view print show find list look display tell know exist exists newest which what have get listing overview | backup backups snapshot snapshots archive archives dumps copies restore+point | list backups
    how | verify test prove trust check validate sanity double+check damaged corrupt readable usable integrity intact drill rehearse practise practice | backup backups snapshot snapshots archive archives dump dumps copy copies restore restoring restores | verify backup;test restore;check backup
    how | restore recover retrieve import undelete rescue bring+back get+back put+back pull+back roll+in back+from back+out extract load disaster lost dropped | backup backups snapshot archive dump data database everything files file table all recovery | restore backup;restore data;restore database
    how | restore recover retrieve undelete rescue bring+back get+back disaster | - | restore
    how | make take create do run start trigger kick force need snapshot archive export save copy dump backup back+up saved immediate manual one-off full image | backup backups snapshot copy copies dump archive image safekeeping everything back+up save | backup;dump
    how | snapshot archive export save copy backup back+up dump | - | backup;dump
    how | renew get new fresh replace reissue extend prolong refresh roll+over rotate trigger update expired expire expires order fix acme | certificate certificates cert certs tls ssl https | renew certificate;renew tls
    how | free up make gain reclaim win recover trim shrink clean cleanup tidy purge prune remove delete drop full runs+out fills expand empty no+left bring+down | space disk storage room gigabytes images volumes leftover leftovers temp unused | free disk space;clean disk;prune;free space
    how | check see view find know measure look show tell get how+full how+much free remaining left takes used usage big large | space disk storage partition gigabytes df fill | check disk space;disk usage;disk space
    how | run apply execute perform push upgrade upgrades upgraded change bring update migrate do start pending outstanding up+date database db tables | migration migrations schema alembic | run migrations;migrate database;migrate
    how | migrate upgrade | database db schema | migrate database;run migrations
    how | run execute start do fire try kick test check make+sure | tests specs suite test pytest smoke coverage | run tests;test
    how | check validate lint test verify sanity dry-run parse parses typo right ok valid wrong syntax mistake sure | config configuration settings conf cfg yaml syntax nginx.conf file | check config;test config;validate config
    how | reload reread re-read pick+up take+effect apply applied activate activated load refresh refreshes new changes | config configuration settings conf values file | reload;reload config
    how | open connect get go drop look poke query run inspect log hop psql read | shell+database prompt+sql console+database console+db prompt+database sql select query shell+db psql sqlite redis-cli | open database shell;database shell;connect database;access database;psql
    how | connect get+into go+into drop query poke look+into | database db | connect database;access database;database shell;open database shell
    how | list see show find know check display view look tell scheduled overview which what | cron crontab cronjobs jobs timers timer tasks scheduled schedule automated periodic | list cron jobs;list timers;crontab
    how | clear purge drop invalidate throw wipe empty emptied flush reset bust rid delete stale outdated expire force | cache caches cached memcached | clear cache;flush cache
    how | build rebuild bake create make redo get force produce | image images container containers dockerfile docker | build image;rebuild image;build
    how | rebuild bake | - | build;rebuild
    how | create add adding register open invite issue set+up sign+up onboard give let new get+own make | account user login person admin member editor colleague mailbox access hire | create user;add user;create account
    how | disable deactivate lock block ban suspend revoke freeze cut+off kick+out remove delete withdraw withdrawn turn+off close | account user login access member customer spammer person ex-member | deactivate user;disable user;lock user;block user
    how | reset change set give new fresh replace replaced assign forgot forgotten lost regain send help | password passphrase passwords reset+link | reset password;change password
    how | unban unblock unblocked unlock banned | ip address fail2ban ban banned jail somebody someone client user | unbanip
    how | log connect get jump hop go come sign ssh remote reach access enter become | server machine box host vps production prod in root node home | log in;connect ssh
    how | log+in sign+in ssh | - | log in;connect ssh
    how | follow tail stream watch monitor live real+time keeps+printing updating running+feed happen | log logs journal output messages errors entries feed prints doing journalctl open | follow logs;logs follow
    how | see view show read look print get dump pull find dig open inspect display check fetch | log logs journal output messages error errors entries trace traces traceback lines history printed journalctl stack record doing | show logs;logs;view logs
    how | said printed wrote logged read+why crashed+why | - | show logs;logs
    how | undo revert reverse back+out roll+back rollback go+back get+back put+back pin+back previous step+back misbehaves | release version deploy deployment update upgrade build change image one safety production old | rollback
    how | undo revert reverse rollback roll+back back+out go+back | - | rollback
    how | deploy ship push release roll+out rollout promote publish put get bring trigger shipped live go+live hotfix | version code release changes change build live production deploy deployment hotfix tag rollout out server new latest newest | deploy
    how | deploy ship release rollout promote roll+out go+live | - | deploy
    how | update upgrade bump patch refresh refreshes raise newest latest current newer up+date install | packages package patches security libraries dependencies system version updates os everything plugin plugins newest latest date | update;update packages;upgrade
    how | update upgrade bump patch raise up+date | - | update;upgrade
    how | restart bounce kick cycle recycle relaunch respawn revive resurrect reboot power-cycle off+on down+up going+again start+over start+again fresh+start fresh+kick turn+off+on restarted rebooted back+up down+back | - | restart
    how | stop halt kill quit pause end turn+off switch+off turns+off shut+down shut power+down power+off spin+down take+down bring+down wind+down takes+down offline keep+from+running out+service terminate | - | stop
    how | start launch boot spawn fire+up bring+up get+running get+going up+running put+online power+up spin+up wake turn+on switch+on online | - | start
    how | reload re-read reread pick+up hup gracefully take+effect | - | reload
    how | check status health state alive up running healthy ok okay responding working doing verify whether confirm ping dead active fine sure crash | - | status;check;health
    what | ip ipv4 ipv6 address+server address+box address+machine a+record public+address | server box machine host vps ipv4 ip record we us our provider production | ip;ip address
    what | ssh log+in login sign+in logs+in shell | user username account login name root whoever | ssh user
    what | key keyfile identity pem | log+in login ssh connect sign+in get+in server machine box | ssh key
    what | runs run running started start runs+as process executes executed owned | user account uid root | user
    what | port listen listens listening colon | - | port
    what | url link address web page endpoint site open reach browse visit https hostname online hit ui | - | url;address
    what | domain dns server_name hostname name+domain dot+com | - | domain
    what | hoster hosts hosted hosting provider rent rented company | server machine box vps we us it this hoster hosting provider | provider;hoster
    what | city town country region located location datacenter centre center physically where | server machine box hardware host vps it data datacenter physically city region location country | !town location;!town region
    what | cost costs pay price bill charge charged fee spend budget expensive | - | monthly cost;cost;price
    what | os operating+system distro distribution linux debian ubuntu kernel system | - | operating system
    what | version release edition running+version | - | version
    what | folder directory dir checkout web+root | - | directory;path
    what | config configuration settings conf yaml ini env.file read | file path where file | config;config file
    what | log logs logfile errors traceback written | file where path | log;log file
    where | backup backups dump dumps copies snapshots archives backed saved copy restore | where stored location land lands kept go goes end bucket disk folder off-site place uploaded get | backups;backup location;backup destination
    when | backup backups dump dumps dumped snapshot backed restic copy saved | when time hour often schedule scheduled start day days run runs next nightly | backup schedule;backup;backups
    long | backup backups dump dumps snapshots archives copies backed | kept keep retention stay stick around | backups kept;backup retention
    what | backup backups dump dumps snapshots archives copies backed copy | kept keep retention stay oldest expire deleted stick around | retention
    count | backup backups dump dumps snapshots archives copies generations versions restore+points | many count number max generations several | backups kept;copies kept;backups
    when | certificate cert certs certificates tls ssl https letsencrypt | renewed renew renewal expire expires due refreshed run+out runs+out when often | certificate renewal;renewal;certificate renew
    where | certificate cert certs certificates tls ssl https pem fullchain | where stored path file lies kept live folder directory disk | certificate;acme
    where | password passwords secret secrets credentials token tokens key keys passphrase | where kept stored file path come lies written manager saved get gets live read holds contains | secrets;credentials;passwords
    what | database db | name named called schema | database name
    what | database db sql | engine kind type which use uses running sort software dialect product backed | database engine;database
    what | container pod compose docker exec | - | container
    what | subnet range network netmask cidr block addresses | network subnet range docker addresses vpn netmask containers private | subnet;network
    what | timezone tz clock utc zone time+zone local+time | - | timezone
    what | ram memory | - | memory;ram
    what | ram memory | server box machine host vps system | memory;ram
    what | cpu cpus cores vcpu vcpus processors | - | cpu
    what | cpu cpus cores vcpu vcpus processors | server box machine host vps system | cpu
    what | disk storage ssd | size big large total space much | disk
    what | ports port firewall | open firewall outside internet world exposed public reachable allowed inbound | firewall ports;ports firewall;allowed ports
    what | repo repository git code source clone github gitlab | where repo repository clone lives live url pull kept which fix | repository
    what | branch ref | - | branch
    who | owner owns responsible maintainer maintains admin contact charge looks+after takes+care call ask owns go-to escalation turn | - | owner;contact;responsible
    what | write mail email contact reach | support help helpdesk questions | support email;email
    who | alerted alert alerts alarm alarms notified paged pager told hears on-call mail+failure informed notification | - | alerts;on-call
    what | alerted alert alerts alarm alarms notified paged pager told notification notifications | channel recipient go sent address mails | alerts
    """

  /// Verbs and nouns that ask for the deed itself, and say no more.
  static let carriers = WordTable(
    """
    command commands script way ways procedure process steps step type run use do need want get make let go tell show know see find
    look give take put bring have keep try help happen work line invocation flag target tool trick shortcut right best safe proper
    correct quickest easiest enter execute supposed meant like able possible please anyone someone somebody one people exactly
    actually whether check there what which number file much somebody
    """)

  /// What is wrong, said before what is asked.
  static let states = WordTable(
    """
    hung hangs hang stuck frozen froze crashed crash dead died down unresponsive stopped responding misbehaving misbehaves broken
    failed fails failing wrong slow errors warning compromised isn hangs
    """)

  /// What says how, how soon or for whom something is done.
  static let modifiers = WordTable(
    """
    nightly daily weekly monthly hourly now immediately quickly completely fully entirely again always usually normally automatically automatic manually
    properly cleanly together particular things stuff total given own whole real current fresh
    ever still already even myself ourselves yourself itself just here there regular regularly today normal live right away hand
    """)

  /// What a runbook of one thing calls it by.
  static let generics = WordTable(
    """
    app application service instance machine server system site website box host vps project stack platform setup thing
    product program process software tool backend api job
    """)

  /// Generic words behind the name of one.
  static let sites = WordTable("site website app application project stack")

  /// Kinds of programs, and what runs as one.
  static let products: [(kind: [String], products: [String])] = productTable.split(separator: "\n").map {
    line in
    let sides = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    return (sides[0], sides[1])
  }

  private static let productTable = """
    web server | nginx apache caddy httpd
    webserver | nginx apache caddy httpd
    reverse proxy | nginx traefik caddy haproxy
    proxy | nginx traefik caddy haproxy
    database server | postgres mysql mariadb mongo
    database | postgres mysql mariadb mongo sqlite
    db | postgres mysql mariadb mongo sqlite
    cache | redis memcached
    queue | rabbitmq redis kafka
    firewall | ufw iptables firewalld nftables
    process manager | pm2 supervisor systemd
    password manager | vaultwarden bitwarden
    """
}
