/// Programs that build, test and deploy.
extension EffectCatalogue {
  static let builders: [CatalogueProgram] = [
    CatalogueProgram(
      "make gmake just task mage invoke nox tox doit ninja bazel", "make(1)",
      valued: "-C -f -j --directory --file -I", standsAlone: true,
      [
        .observes(with: "-n --dry-run --just-print --list -l -T --tasks", "--dry-run changes nothing"),
        .observes("it runs a target", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "rake", "ruby.github.io/rake, guides.rubyonrails.org", valued: "-f -C -I", standsAlone: true,
      [
        .observes(with: "-n --dry-run -T --tasks -P", "--dry-run changes nothing"),
        .destroys(
          "db:seed:replant db:schema:load db:structure:load db:setup", "it writes over what is stored"),
        .observes("it runs a task", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "mvn mvnw", "maven.apache.org", valued: "-f -pl -P -s -D",
      [
        .observes(
          "validate dependency:tree help:effective-pom versions:display-dependency-updates",
          "it reads the project"),
        .destroys(
          "clean flyway:clean liquibase:dropAll release:rollback flyway:undo", "it deletes what was built"),
        .interrupts("it builds the project"),
      ]),
    CatalogueProgram(
      "gradle gradlew ant sbt lein", "docs.gradle.org",
      [
        .observes(with: "--dry-run -m", "--dry-run changes nothing"),
        .observes("tasks dependencies projects properties help", "it reads the project"),
        .destroys("clean flywayClean", "it deletes what was built"),
        .interrupts("it builds the project"),
      ]),
    CatalogueProgram(
      "go", "pkg.go.dev/cmd/go", style: .words,
      [
        .observes("list version env vet doc mod/graph mod/verify mod/why", "it reads the project"),
        .destroys("clean", "it deletes what was built"),
        .interrupts("build test install get mod generate fmt work tool", "it builds the project"),
        .observes("run", "it runs a program", runs: .name(after: 1)),
      ]),
    CatalogueProgram(
      "cargo", "doc.rust-lang.org/cargo",
      [
        .observes(
          "check clippy tree metadata search audit outdated verify-project locate-project",
          "it reads the project"),
        .destroys("clean uninstall remove rm yank owner", "it deletes what was built"),
        .interrupts(
          """
          build b test t run r install update add fetch fmt doc bench new init publish package nextest
          vendor
          """,
          "it builds the project"),
      ]),
    CatalogueProgram(
      """
      gcc g++ cc clang clang++ rustc javac tsc swift swiftc cmake meson configure autoreconf ld protoc
      sass esbuild rollup webpack vite turbo nx lerna next nuxt astro gatsby hugo jekyll eleventy mkdocs
      sphinx-build tailwindcss parcel tsup ng expo react-scripts vue-cli-service storybook remix
      """,
      "the program's documentation",
      [
        .destroys("clean reset prune uninstall", "it deletes what was built"),
        .observes("lint check info list graph", "it reads the project"),
        .observes(with: "--noEmit", "it checks types and writes nothing"),
        .interrupts("it builds the project"),
      ]),
    CatalogueProgram(
      "pytest jest vitest mocha playwright cypress phpunit rspec ctest nosetests ava karma tap behave",
      "the program's documentation", standsAlone: true,
      [.interrupts("it runs tests, which may change what they test on")]),
    CatalogueProgram(
      """
      eslint prettier ruff black isort flake8 mypy pylint pyright rubocop gofmt golangci-lint stylelint
      biome rustfmt phpstan php-cs-fixer swiftlint bandit
      """,
      "the program's documentation",
      [
        .interrupts(with: "--fix --write -w -a -A -i --unsafe-fixes", "it changes files"),
        .observes("check lint", "it checks files"),
        .interrupts("format fix", "it changes files"),
        .observes(with: "--check --diff -l --list-different", "it checks files"),
        .interrupts("it checks files, and may change them"),
      ]),
    CatalogueProgram(
      "trivy grype syft snyk gitleaks semgrep lynis rkhunter chkrootkit clamscan osv-scanner",
      "the program's documentation",
      [
        .interrupts(with: "--update --propupd --remove", "it changes files"),
        .observes("it looks for weak places"),
      ]),
    CatalogueProgram(
      """
      prisma sequelize knex typeorm drizzle-kit alembic flyway liquibase dbmate goose migrate sqlx diesel
      atlas
      """,
      "the program's documentation", valued: "--schema --config -c -d --url -path -database",
      [
        .observes(
          """
          validate current history heads status info migrate/status migrate:list migrate:status
          db:migrate:status generate version show migration/list migrate/info
          """,
          "it reads the schema"),
        .destroys(
          """
          migrate/reset db/push db/execute downgrade clean undo drop down reset rollback migrate:rollback
          migrate:down db:drop db:migrate:undo db:migrate:undo:all db:seed:undo database/drop
          database/reset migrate/revert repair migration:revert schema:drop redo force migration/revert
          migration/redo rollbackCount dropAll
          """,
          "it drops tables or puts an old schema back"),
        .destroys(with: "--accept-data-loss --force-reset", "it drops tables"),
        .interrupts(
          """
          migrate/deploy migrate/dev migrate/resolve migrate db/pull db/seed upgrade revision stamp up
          update migrate:latest migrate:up db:migrate db:create db:seed:all database/create migrate/run
          new create merge baseline init migration:run push pull studio introspect apply setup
          migration/run
          """,
          "the schema of a database changes"),
      ]),
    CatalogueProgram(
      "ansible-playbook ansible-pull salt salt-call puppet chef-client", "ansible-playbook(1)",
      valued: "-i -m -a -e -l -t -u --limit --tags --extra-vars --inventory --private-key",
      [
        .observes(
          with: "--check -C --list-hosts --list-tasks --list-tags --syntax-check --noop",
          "--check changes nothing"),
        .destroys("it does what the playbook says; nobody has read it"),
      ]),
    CatalogueProgram(
      "ansible", "ansible(1)",
      valued: """
        -i -m -a -e -l -t -u -f -B -P --limit --inventory --extra-vars --private-key --module-name --args
        --user --become-user --forks
        """,
      [
        .observes(with: "--check -C --list-hosts --syntax-check", "--check changes nothing"),
        .observes(
          with: """
            -m=ping -m=setup -m=ansible.builtin.ping -m=ansible.builtin.setup --module-name=ping
            --module-name=setup
            """,
          "it reads how machines are"),
        .observes(
          with: """
            -m=shell -m=command -m=raw -m=ansible.builtin.shell -m=ansible.builtin.command
            -m=ansible.builtin.raw --module-name=shell --module-name=command --module-name=raw
            """,
          "it runs a command on many machines", runs: .value(of: ["-a", "--args"])),
        .destroys(with: "-m --module-name", "it does what the module says"),
        .observes(
          with: "-a --args", "it runs a command on many machines", runs: .value(of: ["-a", "--args"])),
        .destroys("nobody knows what it does without a module"),
      ]),
    CatalogueProgram(
      "ansible-inventory ansible-doc ansible-config", "ansible-inventory(1)",
      [.observes("it reads the inventory")]),
    CatalogueProgram(
      "ansible-galaxy ansible-vault", "ansible-galaxy(1)",
      [
        .observes("list info search view collection/list role/list", "it reads"),
        .destroys("remove rekey decrypt role/remove", "it deletes or writes over files"),
        .interrupts(
          "install init encrypt edit create collection/install role/install encrypt_string",
          "it writes files"),
      ]),
    CatalogueProgram(
      "terraform tofu terragrunt", "developer.hashicorp.com/terraform/cli", style: .words,
      [
        .destroys(
          with: "-destroy -auto-approve --auto-approve -replace", "it changes machines without asking"),
        .observes(
          """
          plan show output validate version providers graph state/list state/show state/pull
          workspace/list workspace/show console metadata
          """,
          "it reads what is there"),
        .observes("fmt", with: "-check", "-check changes nothing"),
        .observes(with: "-version -help", "it prints its version"),
        .interrupts(
          "init fmt get import refresh taint untaint workspace/select workspace/new login",
          "what is known of machines changes"),
        .destroys("it changes or deletes machines"),
      ]),
    CatalogueProgram(
      "pulumi cdk cdktf sam serverless sls", "the program's documentation",
      [
        .observes(
          """
          preview diff list ls synth stack/ls stack/output logs info validate about whoami config/get
          package
          """,
          "it reads what is there"),
        .interrupts("init login build config/set bootstrap", "settings change"),
        .destroys("it changes or deletes machines"),
      ]),
    CatalogueProgram(
      "packer vagrant multipass", "developer.hashicorp.com",
      [
        .observes(
          "validate inspect status list info global-status ssh-config version port",
          "it reads what is there"),
        .destroys("destroy delete purge snapshot box rebuild", "it deletes machines"),
        .interrupts(
          "build init up halt start stop reload suspend resume provision launch fmt ssh",
          "a machine changes"),
      ]),
    CatalogueProgram(
      "cap kamal dokku caprover mina fab deployer dep envoy eb", "the program's documentation",
      [
        .observes(
          """
          logs status apps:list details config/show app/logs apps:report ps:report config:show config:get
          app/details app/containers app/images app/version proxy/logs proxy/details accessory/logs accessory/details
          lock/status audit
          """,
          "it reads how an application is"),
        .destroys(
          "app/exec accessory/exec server/exec console */console", "it runs any program in the application"),
        .destroys(
          """
          remove rollback */rollback deploy:rollback */deploy:rollback app/remove accessory/remove accessory/reboot
          proxy/remove registry/remove down apps:destroy terminate prune postgres:destroy postgres:import
          mysql:import mariadb:import mongo:import redis:import
          """,
          "it deletes an application or puts an old one back"),
        .interrupts(
          """
          deploy redeploy setup */deploy */deploy:restart app/boot app/start app/stop app/live app/maintenance
          accessory/boot accessory/start accessory/stop accessory/restart proxy/boot proxy/reboot proxy/restart build/push
          build/deliver build/pull lock/acquire lock/release env/push registry/login ps:restart ps:start ps:stop
          ps:rebuild ps:scale config:set domains:add git:sync git:from-image apps:create
          """,
          "it deploys an application"),
        .observes("it runs a task", runs: .name(after: 0)),
      ]),
  ]
}
