/// Package managers of systems and languages.
extension EffectCatalogue {
  static let packages: [CatalogueProgram] = [
    CatalogueProgram(
      "apt apt-get aptitude", "apt(8), apt-get(8)", valued: "-t -o -c",
      [
        .observes(with: "-s --simulate --dry-run --just-print --no-act", "--simulate changes nothing"),
        .observes(
          "list search show policy depends rdepends changelog download source help moo check",
          "it reads about packages"),
        .destroys(
          "remove purge autoremove autopurge clean autoclean dist-upgrade full-upgrade",
          "it removes packages or their files"),
        .interrupts(
          "update upgrade install reinstall build-dep edit-sources satisfy mark hold unhold",
          "packages change"),
      ]),
    CatalogueProgram(
      "apt-cache apt-file apt-config dpkg-query rpmquery apt-listchanges debsums", "apt-cache(8)",
      [.observes("it reads about packages")]),
    CatalogueProgram(
      """
      apt-mark apt-key add-apt-repository apt-add-repository dpkg-reconfigure update-alternatives
      unattended-upgrade unattended-upgrades needrestart
      """,
      "apt-mark(8)",
      [
        .observes("showhold showmanual showauto list", "it reads about packages"),
        .observes(with: "--display --list --dry-run", "it reads"),
        .interrupts("it changes which packages come"),
      ]),
    CatalogueProgram(
      "dpkg", "dpkg(1)",
      [
        .observes(
          with: """
            -l -L -s -S -p --list --listfiles --status --search --get-selections --print-architecture
            --audit -C -c -I --verify -V --compare-versions
            """,
          "it reads about packages"),
        .interrupts(
          with: "-i --install --configure --unpack --add-architecture --set-selections", "packages change"),
        .destroys(with: "-r -P --remove --purge", "it removes packages"),
      ]),
    CatalogueProgram(
      "dnf yum microdnf zypper tdnf", "dnf(8)", valued: "-c -x --enablerepo --disablerepo",
      [
        .observes(
          """
          list search info repolist provides check-update history/list history/info deplist repoquery se
          if lr lu ps check updateinfo
          """,
          "it reads about packages"),
        .destroys(
          "remove erase autoremove clean downgrade history/undo history/rollback swap distro-sync dup rm",
          "it removes packages or their files"),
        .interrupts(
          """
          install update upgrade reinstall makecache groupinstall localinstall module config-manager
          refresh ref in up ar addrepo copr mark
          """,
          "packages change"),
      ]),
    CatalogueProgram(
      "rpm", "rpm(8)",
      [
        .destroys(with: "-e --erase", "it removes packages"),
        .observes(with: "-q -V --query --verify -K --checksig", "it reads about packages"),
        .interrupts(with: "-i -U -F --install --upgrade --import", "packages change"),
      ]),
    CatalogueProgram(
      "apk", "apk(8)",
      [
        .observes(with: "-s --simulate", "--simulate changes nothing"),
        .observes("info search list policy version stats audit verify", "it reads about packages"),
        .destroys("del cache fix", "it removes packages"),
        .interrupts("add update upgrade fetch", "packages change"),
      ]),
    CatalogueProgram(
      "pacman yay paru", "pacman(8)",
      [
        .destroys(with: "-R", "it removes packages"),
        .observes(with: "-Q -F -T", "it reads about packages"),
        .interrupts(with: "-S -U -D", "packages change"),
      ]),
    CatalogueProgram(
      "brew", "brew(1)",
      [
        .observes(
          """
          list ls info search outdated doctor config deps leaves home desc cat uses log --version --prefix
          """,
          "it reads about packages"),
        .destroys("uninstall remove rm cleanup autoremove untap", "it removes packages"),
        .interrupts("install upgrade update reinstall tap link unlink pin unpin bundle", "packages change"),
      ]),
    CatalogueProgram(
      "snap flatpak", "snap(8)",
      [
        .observes(
          "list info find services logs changes search connections version", "it reads about packages"),
        .destroys("remove uninstall revert repair", "it removes packages"),
        .interrupts(
          "install refresh update start stop restart enable disable connect disconnect set run switch",
          "packages change"),
      ]),
    CatalogueProgram(
      "nix-env nixos-rebuild nix home-manager guix", "nix(1)",
      [
        .observes(
          "search flake/show flake/check flake/metadata eval show-config dry-build dry-activate dry-run list-generations",
          "it reads about packages"),
        .observes(with: "--list-generations --dry-run", "it changes nothing"),
        .destroys(with: "--delete-generations", "it removes the way back"),
        .interrupts(with: "-i --install -iA --upgrade -u", "packages change"),
        .interrupts("flake/update flake/lock profile/upgrade", "packages change"),
        .observes(with: "-q --query", "it reads"),
        .destroys("rollback store/gc collect-garbage", "it removes packages"),
        .interrupts("switch build test boot profile/install shell develop run", "packages change"),
      ]),
    CatalogueProgram(
      "nix-collect-garbage", "nix-collect-garbage(1)", standsAlone: true,
      [.destroys("it removes packages")]),
    CatalogueProgram(
      "choco winget scoop", "docs.chocolatey.org",
      [
        .observes("list search info outdated show status", "it reads about packages"),
        .destroys("uninstall", "it removes packages"),
        .interrupts("install upgrade update", "packages change"),
      ]),
    CatalogueProgram(
      "npm cnpm", "docs.npmjs.com/cli", valued: "--prefix -w --workspace --registry",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          """
          ls list view info outdated doctor ping prefix root bin whoami search explain why fund help
          config/get config/list pkg/get query diff -v
          """,
          "it reads about packages"),
        .destroys(
          "uninstall remove rm un prune unpublish deprecate cache audit/fix dedupe", "it removes packages"),
        .observes("audit", "it reads about packages"),
        .observes("run run-script", "it runs a script of package.json", runs: .name(after: 1)),
        .interrupts("exec x", "it runs a program of a package", runs: .words(after: 1)),
        .interrupts("start test stop restart t tst", "it runs a script of package.json"),
        .interrupts(
          """
          install i ci add update up upgrade link init create publish version pack login logout
          install-test it rebuild config config/set set pkg/set adduser install-ci-test
          """,
          "packages change"),
      ]),
    CatalogueProgram(
      "pnpm yarn bun", "pnpm.io, yarnpkg.com, bun.sh", valued: "-C --dir --filter -F --cwd --prefix",
      standsAlone: true,
      [
        .interrupts("nothing", "it installs packages"),
        .observes(
          "ls list why outdated info licenses audit bin root config/get workspaces/list",
          "it reads about packages"),
        .destroys(
          "remove rm uninstall un prune store/prune unlink cache cache/clean pm/cache/rm",
          "it removes packages"),
        .observes("run run-script", "it runs a script of package.json", runs: .name(after: 1)),
        .interrupts("exec dlx x", "it runs a program of a package", runs: .words(after: 1)),
        .interrupts("workspace", "it runs a script of package.json", runs: .name(after: 2)),
        .interrupts(
          """
          install i add update up upgrade link init create publish pack import fetch rebuild login set
          config workspaces build start test dev setup env patch
          """,
          "packages change or a script runs"),
        .interrupts("deploy serve preview lint typecheck", "it runs a script of package.json"),
        .interrupts(with: "--frozen-lockfile --immutable --production", "packages change"),
        .observes("it runs a script of package.json", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "npx bunx pnpx", "docs.npmjs.com/cli/commands/npx", valued: "-p --package -c --call",
      [.interrupts("it runs a program of a package", runs: .words(after: 0))]),
    CatalogueProgram(
      "pip pip3 pipx conda mamba micromamba pyenv nvm fnm rbenv asdf mise sdk volta n rustup corepack",
      "pip.pypa.io",
      [
        .observes(
          """
          list show freeze check search info config env/list versions version which current ls --list
          toolchain/list
          """,
          "it reads about packages"),
        .destroys("uninstall remove cache uninstall-all env/remove clean prune", "it removes packages"),
        .interrupts(
          """
          install download wheel upgrade upgrade-all inject update create activate deactivate local global
          shell use default alias enable prepare trust set env/create target/add component/add
          toolchain/install
          """,
          "packages change"),
      ]),
    CatalogueProgram(
      "poetry pipenv uv pdm hatch rye", "python-poetry.org, docs.astral.sh/uv",
      [
        .observes(
          "show check version about graph tree python/list pip/list pip/show pip/freeze env/info",
          "it reads about packages"),
        .destroys(
          "remove uninstall cache clean prune env/remove python/uninstall pip/uninstall self/uninstall",
          "it removes packages"),
        .observes("run", "it runs a program of a package", runs: .words(after: 1)),
        .interrupts(
          """
          install update add lock sync init build publish new export shell venv pip/install pip/sync
          pip/compile tool/install python/install self/update
          """,
          "packages change"),
      ]),
    CatalogueProgram(
      "composer", "getcomposer.org/doc", valued: "-d --working-dir",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          """
          show info outdated validate licenses diagnose check-platform-reqs audit why depends about status
          """,
          "it reads about packages"),
        .destroys("remove clear-cache clearcache uninstall", "it removes packages"),
        .observes("run-script run", "it runs a script", runs: .name(after: 1)),
        .interrupts(
          "install update require dump-autoload dumpautoload self-update create-project init exec global",
          "packages change"),
      ]),
    CatalogueProgram(
      "gem", "guides.rubygems.org",
      [
        .observes("list search info environment which outdated", "it reads about packages"),
        .destroys("uninstall cleanup yank", "it removes packages"),
        .interrupts("install update build push", "packages change"),
      ]),
    CatalogueProgram(
      "bundle bundler", "bundler.io", standsAlone: true,
      [
        .observes("list show info check outdated config platform doctor", "it reads about packages"),
        .destroys("clean remove pristine", "it removes packages"),
        .observes("exec", "it runs a program of a package", runs: .words(after: 1)),
        .interrupts("it installs packages"),
      ]),
    CatalogueProgram(
      "cpan cpanm opam luarocks mix rebar3 dart pub flutter cocoapods pod vcpkg conan",
      "the program's documentation",
      [
        .observes("list search info show doctor", "it reads about packages"),
        .destroys("uninstall remove clean ecto.drop ecto.reset ecto.rollback", "it removes what is stored"),
        .interrupts(
          "install update upgrade get deps.get compile build test run ecto.migrate ecto.create phx.server",
          "packages change"),
      ]),
  ]
}
