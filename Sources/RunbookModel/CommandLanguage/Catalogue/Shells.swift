/// Shells, their builtins, and what runs other words.
extension EffectCatalogue {
  static let shells: [CatalogueProgram] = [
    CatalogueProgram(
      "sh bash dash zsh ksh ash fish", "sh(1)", valued: "-o -O --rcfile",
      [
        .observes(with: "-n", "-n reads a script and does not run it"),
        .observes(with: "-c -lc -ic", "it runs a text", runs: .text),
        .destroys(with: "-s", "it carries out whatever is fed to it"),
        .observes("it runs a script", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "su runuser", "su(1)", valued: "-s --shell -g -G",
      [
        .observes(with: "-c --command", "it runs a text as another user", runs: .text),
        .destroys("it becomes another user"),
      ]),
    CatalogueProgram("eval", "sh(1)", [.observes("it runs a text", runs: .text)]),
    CatalogueProgram(
      "source .", "sh(1)",
      [
        .interrupts("activate bin/activate", "it changes the shell's settings"),
        .observes("it runs a script in this shell", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "powershell pwsh powershell.exe cmd cmd.exe", "learn.microsoft.com/powershell",
      [.destroys("it runs any text")]),
    CatalogueProgram(
      "watch", "watch(1)", valued: "-n --interval",
      [.observes("it runs a command again and again", runs: .text)]),
    CatalogueProgram(
      "flock", "flock(1)", valued: "-w --timeout -E",
      [.observes("it runs a command", runs: .words(after: 1))]),
    CatalogueProgram(
      "script expect unbuffer faketime strace ltrace gdb perf", "script(1)",
      [.destroys("it runs any command")]),
    CatalogueProgram(
      "doppler dotenv dotenvx direnv chamber op aws-vault", "the program's documentation",
      [
        .observes("secrets configs whoami status", "it reads settings"),
        .observes("run exec", "it runs a command", runs: .words(after: 1)),
        .interrupts("allow setup login", "it changes settings"),
        .observes(with: "--", "it runs a command", runs: .words(after: 0)),
      ]),
    CatalogueProgram(
      "tmux", "tmux(1)", valued: "-t -s -n -L -S -f", standsAlone: true,
      [
        .observes(
          """
          ls list-sessions list-windows list-panes capture-pane show-options display-message has-session
          has
          """,
          "it lists sessions"),
        .interrupts("attach attach-session a", with: "-d -x", "it throws out whoever looks at the session"),
        .observes("attach attach-session a", "it shows a session"),
        .destroys(
          "kill-session kill-server kill-window kill-pane send-keys send respawn-pane run-shell",
          "it ends sessions or types into them"),
        .interrupts("it opens a session"),
      ]),
    CatalogueProgram(
      "tmux~new tmux~new-session tmux~neww tmux~new-window tmux~splitw tmux~split-window", "tmux(1)",
      valued: "-t -s -n -c -e -F -x -y", standsAlone: true,
      [.interrupts("it opens a session", runs: .optionalWords(after: 0))]),
    CatalogueProgram(
      "screen zellij byobu", "screen(1)", valued: "-S -r -X", standsAlone: true,
      [
        .observes(with: "-ls -list", "it lists sessions"),
        .destroys(with: "-X", "it commands a session"),
        .interrupts("it opens a session", runs: .optionalWords(after: 0)),
      ]),
    CatalogueProgram(
      """
      cd pushd popd export set unset alias unalias shopt umask ulimit readonly declare local typeset read
      shift return exit logout break continue wait trap hash jobs fg bg disown setx let getopts
      """,
      "sh(1)", standsAlone: true, [.observes("it changes only the shell itself")]),
    CatalogueProgram(
      """
      pwd true false : test [ sleep date cal type command time nohup env printenv id whoami who w users
      groups tty history clear tput stty uname arch nproc locale yes logname
      """,
      "the shell's manual", valued: "-d -u -s -f", standsAlone: true,
      [.destroys(with: "--set", "it sets the clock"), .observes("it only shows something")]),
    CatalogueProgram("reset tset", "reset(1)", standsAlone: true, [.observes("it sets up the terminal")]),
    CatalogueProgram(
      "sudo doas", "sudo(8)",
      [
        .observes(with: "-l --list -V -v", "it lists what is permitted"),
        .destroys(with: "-e --edit", "a person changes a file"),
        .observes(with: "-k -K", "it forgets the password"),
        .destroys("it becomes another user"),
      ]),
    CatalogueProgram(
      "ionice nice renice chrt taskset cpulimit", "renice(1)",
      [.observes(with: "-p", "it reads or sets a priority"), .interrupts("it changes a priority")]),
  ]
}
