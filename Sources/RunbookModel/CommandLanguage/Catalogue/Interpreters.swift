/// Languages whose programs are judged by the names of their scripts.
extension EffectCatalogue {
  static let interpreters: [CatalogueProgram] = [
    CatalogueProgram(
      "python python3 python2 py pypy3", "python(1)", valued: "-W -X -m",
      [
        .destroys(with: "-c", "it runs any program"),
        .interrupts(
          with: """
            -m=http.server -m=venv -m=pip -m=ensurepip -m=build -m=pytest -m=unittest -m=gunicorn -m=uvicorn
            -m=compileall -m=flask -m=virtualenv -m=playwright
            """,
          "it starts a server, runs tests or installs packages"),
        .observes(
          with: "-m=json.tool -m=py_compile -m=site -m=platform -m=tabnanny -m=timeit", "it only shows"),
        .observes(with: "-m", "it runs a module", runs: .words(after: 99)),
        .destroys(
          """
          manage.py/migrate/*/zero manage.py/flush manage.py/reset_db manage.py/dbshell manage.py/shell manage.py/loaddata
          manage.py/flush_cache manage.py/clearsessions manage.py/remove_stale_contenttypes
          manage.py/delete
          """,
          "it deletes or writes over what is stored"),
        .observes(
          """
          manage.py/check manage.py/showmigrations manage.py/diffsettings manage.py/sqlmigrate
          manage.py/inspectdb manage.py/dumpdata manage.py/version manage.py/help
          """,
          "it reads the application"),
        .interrupts(
          """
          manage.py/migrate manage.py/makemigrations manage.py/collectstatic manage.py/createsuperuser
          manage.py/runserver manage.py/test manage.py/compilemessages manage.py/makemessages
          manage.py/changepassword manage.py/createcachetable
          """,
          "the application changes"),
        .observes("it runs a script", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "node nodejs deno tsx ts-node nodemon", "node(1)",
      valued: "-r --require --import --loader --env-file",
      [
        .destroys(with: "-e --eval -p --print", "it runs any program"),
        .observes(with: "-v --check -c", "it only looks"),
        .observes("run task", "it runs a script", runs: .name(after: 1)),
        .interrupts("test fmt lint check cache compile install", "it builds or tests"),
        .observes("it runs a script", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "php", "php(1), laravel.com/docs/artisan", valued: "-d -c",
      [
        .destroys(with: "-r", "it runs any program"),
        .observes(with: "-v -m -i -l --ini", "it only shows"),
        .interrupts(with: "-S", "it starts a server"),
        .destroys(
          """
          artisan/migrate:fresh artisan/migrate:refresh artisan/migrate:reset artisan/migrate:rollback
          artisan/db:wipe artisan/queue:flush artisan/queue:clear artisan/cache:clear artisan/tinker
          artisan/queue:forget artisan/schema:dump artisan/key:generate artisan/horizon:clear
          artisan/session:flush artisan/telescope:clear artisan/optimize:clear artisan/backup:clean
          artisan/model:prune artisan/horizon:purge
          """,
          "it deletes what is stored"),
        .observes(
          """
          artisan/migrate:status artisan/route:list artisan/about artisan/list artisan/env
          artisan/schedule:list artisan/queue:failed artisan/queue:monitor artisan/config:show
          artisan/horizon:status artisan/inspire artisan/db:show artisan/db:table artisan/backup:list
          artisan/horizon:list artisan/event:list
          """,
          "it reads the application"),
        .reloads(
          """
          artisan/queue:restart artisan/config:cache artisan/route:cache artisan/view:cache
          artisan/event:cache artisan/optimize artisan/config:clear artisan/route:clear artisan/view:clear
          artisan/horizon:terminate artisan/octane:reload artisan/event:clear
          """,
          "the application takes up its settings"),
        .interrupts(
          """
          artisan/migrate artisan/db:seed artisan/up artisan/down artisan/serve artisan/queue:work
          artisan/queue:listen artisan/queue:retry artisan/storage:link artisan/schedule:run artisan/test
          artisan/vendor:publish artisan/horizon artisan/migrate:install artisan/package:discover
          artisan/backup:run artisan/schedule:work artisan/octane:start artisan/horizon:pause
          artisan/horizon:continue artisan/scout:import artisan/passport:keys
          """,
          "the application changes"),
        .destroys(
          "bin/console/doctrine:database:drop bin/console/doctrine:schema:drop bin/console/cache:clear",
          "it deletes what is stored"),
        .observes(
          "bin/console/debug:router bin/console/doctrine:migrations:status bin/console/about",
          "it reads the application"),
        .interrupts(
          "bin/console/doctrine:migrations:migrate bin/console/assets:install bin/console/cache:warmup",
          "the application changes"),
        .destroys("artisan occ bin/console", "nobody knows what this command of the application does"),
        .observes("it runs a script", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "rails bin/rails", "guides.rubyonrails.org/command_line.html",
      [
        .destroys(
          """
          db:drop db:reset db:rollback db:schema:load db:purge db:migrate:down db:migrate:redo
          db:migrate:reset db:seed:replant db:truncate_all runner console c r dbconsole db destroy d
          log:clear tmp:clear assets:clobber credentials:edit db:setup db:structure:load
          """,
          "it deletes what is stored, or runs any program"),
        .observes(
          "routes db:migrate:status about notes stats middleware db:version initializers",
          "it reads the application"),
        .interrupts(
          """
          db:migrate db:create db:seed db:prepare server s assets:precompile assets:clean generate g new
          test restart zeitwerk:check db:schema:dump db:encryption:init
          """,
          "the application changes"),
      ]),
    CatalogueProgram(
      "ruby java dotnet elixir erl Rscript julia lua scala kotlin mono", "the program's documentation",
      valued: "-cp -classpath", style: .words,
      [
        .destroys(with: "-e --eval", "it runs any program"),
        .observes(with: "-version -v --info --list-sdks --list-runtimes", "it prints its version"),
        .destroys("ef/database", "it rewrites the schema of a database"),
        .interrupts("build test restore publish run watch", "it builds the project"),
        .destroys("clean", "it deletes what was built"),
        .observes(with: "-jar", "it runs a program", runs: .name(after: 0)),
        .observes("it runs a script", runs: .name(after: 0)),
      ]),
    CatalogueProgram(
      "jmap jstack jps jstat jcmd jinfo py-spy rbspy", "jps(1)", standsAlone: true,
      [.observes("it looks at a running program")]),
    CatalogueProgram(
      "flask django-admin", "flask.palletsprojects.com/cli",
      [
        .observes("routes check showmigrations db/current db/history db/heads", "it reads the application"),
        .destroys("db/downgrade flush shell dbshell", "it deletes what is stored"),
        .interrupts(
          """
          run db/upgrade db/migrate db/init migrate makemigrations collectstatic runserver startproject
          createsuperuser db/stamp
          """,
          "the application changes"),
      ]),
    CatalogueProgram(
      "sidekiq sidekiqctl resque delayed_job", "the program's documentation",
      [.interrupts("it starts workers")]),
    CatalogueProgram(
      "occ nextcloud-occ nextcloud.occ wp drush", "the program's documentation",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          """
          status app:list config:list plugin/list core/version theme/list option/get user/list
          core/verify-checksums db/check db/size db/tables post/list cron/event/list config:app:get config:system:get pm:list watchdog:show user:list core/check-update
          """,
          "it reads the application"),
        .interrupts(
          """
          maintenance:mode files:scan upgrade core/update plugin/update cache/flush rewrite/flush cr
          cache:rebuild updb plugin/activate plugin/deactivate plugin/install theme/update db/export
          db/optimize user/update user/create user:add user:resetpassword user:enable user:disable app:enable
          app:disable app:update files:scan-app-data db:add-missing-indices config:system:set config:app:set maintenance-mode/activate maintenance-mode/deactivate
          """,
          "the application changes"),
        .destroys("it deletes what is stored"),
      ]),
  ]
}
