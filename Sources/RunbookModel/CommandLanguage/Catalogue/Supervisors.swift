/// Programs that keep services running.
extension EffectCatalogue {
  static let supervisors: [CatalogueProgram] = [
    CatalogueProgram(
      "systemctl", "systemctl(1)",
      valued: """
        -H --host -M --machine -t --type -p --property -n --lines -o --output -s --signal --state --root
        """,
      standsAlone: true,
      needing: """
        start stop restart try-restart reload reload-or-restart enable disable mask unmask kill cat edit
        is-active is-enabled is-failed show status set-property isolate reenable clean revert
        """,
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          """
          status show cat help list-units list-unit-files list-timers list-sockets list-dependencies
          list-jobs list-machines list-paths list-automounts is-active is-enabled is-failed
          is-system-running get-default show-environment
          """,
          "it reads the state of units"),
        .reloads("reload daemon-reload daemon-reexec reset-failed", "services take up their configuration"),
        .interrupts(
          """
          start stop restart try-restart reload-or-restart try-reload-or-restart enable disable reenable
          mask unmask kill edit set-property preset link set-environment unset-environment thaw freeze
          cancel import-environment add-wants add-requires daemon-restart bind log-level
          """,
          "a unit changes its state"),
        .destroys("clean revert", "it deletes the unit's state or its settings"),
        .destroys(
          """
          isolate set-default poweroff reboot halt kexec emergency rescue suspend hibernate exit
          switch-root default soft-reboot
          """,
          "it takes the whole machine away"),
        .observes("nothing", "it lists units"),
        .observes(with: "--failed --all -a", "it lists units"),
      ]),
    CatalogueProgram(
      "service", "service(8)",
      [
        .observes(with: "--status-all", "it lists services"),
        .observes("*/status", "it reads the state of a service"),
        .reloads("*/reload */force-reload", "a service takes up its configuration"),
        .interrupts("*/start */stop */restart */try-restart */condrestart", "a service changes its state"),
      ]),
    CatalogueProgram(
      "rc-service", "rc-service(8)",
      [
        .observes(with: "--list -l --exists -e", "it lists services"),
        .observes("*/status", "it reads the state of a service"),
        .reloads("*/reload", "a service takes up its configuration"),
        .interrupts("*/start */stop */restart */zap", "a service changes its state"),
      ]),
    CatalogueProgram(
      "rc-update", "rc-update(8)",
      [
        .observes("show", "it lists runlevels"),
        .interrupts("add del delete", "it changes what starts at boot"),
      ]),
    CatalogueProgram("rc-status", "rc-status(8)", standsAlone: true, [.observes("it lists services")]),
    CatalogueProgram(
      "update-rc.d chkconfig", "update-rc.d(8), chkconfig(8)",
      [
        .observes(with: "--list", "it lists what starts at boot"),
        .interrupts("it changes what starts at boot"),
      ]),
    CatalogueProgram(
      "journalctl", "journalctl(1)",
      valued: "-u --unit -n --lines -S --since -U --until -p --priority -o --output -t -b -g",
      standsAlone: true,
      [
        .destroys(with: "--vacuum-size --vacuum-time --vacuum-files", "it deletes journal files"),
        .interrupts(with: "--rotate --flush --sync --relinquish-var", "it moves the journal on"),
        .destroys(with: "--setup-keys", "it makes new sealing keys"),
        .observes("it reads the journal"),
      ]),
    CatalogueProgram(
      "supervisorctl", "supervisorctl, supervisord.org/running.html",
      valued: "-c --configuration -s --serverurl -u --username -p --password",
      needing: "start stop restart signal tail fg clear remove add pid maintail",
      [
        .observes("status avail tail maintail pid version help", "it reads the state of programs"),
        .reloads("reread", "it reads the configuration and changes no program"),
        .interrupts("start stop restart update reload signal add fg", "programs start and stop"),
        .interrupts("shutdown", "supervisord and every program end"),
        .destroys("clear", "it empties the program's log"),
        .destroys("remove", "the program's group is taken out"),
      ]),
    CatalogueProgram(
      "supervisord", "supervisord, supervisord.org", standsAlone: true,
      [.interrupts("it starts every program")]),
    CatalogueProgram(
      "pm2", "pm2, pm2.keymetrics.io/docs",
      valued: "-n --name -i --instances --lines --env -l --log --cwd --interpreter",
      needing: "start stop restart reload delete del describe show info scale reset env pid sendSignal",
      [
        .observes(
          """
          list ls l status ps jlist prettylist logs log monit monitor dashboard describe desc show info id
          pid env prettylist ping report conf get help imonit
          """,
          "it reads the state of processes"),
        .destroys(
          "delete del kill flush unstartup cleardump reset reloadLogs",
          "it deletes processes, logs or the list"),
        .destroys("deploy", "it runs the commands of the deployment file"),
        .reloads("reload gracefulReload", "workers are replaced one after the other"),
        .interrupts(
          """
          start stop restart scale startOrRestart startOrReload startOrGracefulReload startup save dump
          resurrect update updatePM2 sendSignal set multiset install uninstall unset serve attach
          """,
          "processes change their state"),
      ]),
    CatalogueProgram(
      "launchctl", "launchctl(1)",
      needing: "load unload start stop kickstart bootstrap bootout enable disable print kill remove",
      [
        .observes(
          """
          list print print-disabled blame dumpstate managername getenv hostinfo resolveport procinfo
          version
          """,
          "it reads the state of jobs"),
        .interrupts(
          """
          load unload start stop kickstart bootstrap bootout enable disable kill setenv unsetenv submit
          limit
          """,
          "a job changes its state"),
        .destroys("remove", "the job is taken out"),
        .destroys("reboot", "it takes the whole machine away"),
      ]),
    CatalogueProgram(
      "nssm", "nssm.cc/commands",
      needing: "install start stop restart status set get edit remove rotate dump reset pause continue",
      [
        .observes("status statuscode get dump processes list", "it reads a service"),
        .destroys("remove reset", "it deletes the service or its settings"),
        .interrupts("install start stop restart set edit rotate pause continue", "a service changes"),
      ]),
    CatalogueProgram(
      "sc sc.exe", "sc.exe, learn.microsoft.com", needing: "query start stop delete config create",
      [
        .observes("query queryex qc qdescription qfailure", "it reads a service"),
        .destroys("delete", "it deletes the service"),
        .interrupts("start stop pause continue config create failure description", "a service changes"),
      ]),
    CatalogueProgram(
      "monit", "monit(1)", needing: "start stop restart monitor unmonitor",
      [
        .observes("status summary report procmatch validate", "it reads the state of services"),
        .reloads("reload", "it takes up its configuration"),
        .observes(with: "-t", "it checks its configuration"),
        .interrupts("start stop restart monitor unmonitor quit", "a service changes its state"),
      ]),
    CatalogueProgram(
      "sv", "sv(8)", needing: "status up down restart start stop reload",
      [
        .observes("status s check", "it reads the state of a service"),
        .reloads("hup reload", "a service takes up its configuration"),
        .interrupts(
          "up down once restart start stop pause cont term try-restart force-stop force-restart shutdown",
          "a service changes its state"),
      ]),
    CatalogueProgram(
      "s6-svc s6-rc", "skarnet.org/software/s6", [.interrupts("a service changes its state")]),
    CatalogueProgram(
      "s6-svstat svstat", "skarnet.org/software/s6", [.observes("it reads the state of a service")]),
    CatalogueProgram(
      "brew~services", "brew(1)", standsAlone: true, needing: "start stop restart run kill",
      [
        .observes("list info", "it lists services"),
        .interrupts("start stop restart run kill", "a service changes its state"),
        .destroys("cleanup", "it deletes unused services"),
        .observes("it lists services"),
      ]),
    CatalogueProgram(
      "initctl", "initctl(8)", needing: "start stop restart reload",
      [
        .observes("list status version", "it reads jobs"),
        .reloads("reload", "a job takes up its configuration"),
        .interrupts("start stop restart", "a job changes its state"),
      ]),
    CatalogueProgram(
      """
      systemd-analyze systemd-cgls systemd-cgtop systemd-escape systemd-path systemd-detect-virt
      coredumpctl
      """,
      "systemd-analyze(1)", standsAlone: true, [.observes("it reads the state of the system")]),
    CatalogueProgram(
      "gitlab-ctl", "docs.gitlab.com/omnibus/maintenance", needing: "restart start stop tail hup",
      [
        .observes(
          "status tail service-list show-config check-config diff-config", "it reads how the services are"),
        .reloads("hup", "a service takes up its configuration"),
        .interrupts(
          "start stop restart reconfigure graceful-kill int term once", "a service changes its state"),
        .destroys("it changes what is stored"),
      ]),
    CatalogueProgram(
      "systemd-run systemd-inhibit", "systemd-run(1)",
      valued: "-u --unit -p --property --on-calendar --on-active -t --uid -E --setenv",
      [.interrupts("it runs a command as a unit", runs: .words(after: 0))]),
    CatalogueProgram(
      "loginctl", "loginctl(1)", standsAlone: true,
      [
        .observes("nothing", "it lists sessions"),
        .observes(
          "list-sessions list-users list-seats show-session show-user session-status user-status",
          "it lists sessions"),
        .interrupts("enable-linger disable-linger lock-session", "it changes what stays running"),
        .destroys("terminate-session terminate-user kill-session kill-user", "it ends sessions"),
        .observes(with: "--no-pager", "it lists sessions"),
      ]),
  ]
}
