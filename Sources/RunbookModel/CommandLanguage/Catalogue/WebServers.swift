/// Web servers and proxies.
extension EffectCatalogue {
  static let webServers: [CatalogueProgram] = [
    CatalogueProgram(
      "nginx openresty angie", "nginx(8), nginx.org/en/docs/switches.html", valued: "-c -p -g -s -e",
      [
        .observes(with: "-t -T -v -V -h -?", "it checks the configuration or prints its version"),
        .reloads(with: "-s=reload -s=reopen", "workers take up the configuration; connections survive"),
        .interrupts(with: "-s=stop -s=quit", "the server ends"),
        .interrupts(with: "-c -g -p", "it starts the server"),
        .interrupts("it starts the server"),
      ]),
    CatalogueProgram(
      "caddy", "caddyserver.com/docs/command-line", valued: "-c --config --adapter",
      [
        .observes(
          "validate adapt version list-modules environ build-info hash-password",
          "it checks the configuration"),
        .reloads("reload", "the server takes up its configuration"),
        .interrupts(
          "start stop run upgrade fmt trust untrust reverse-proxy file-server respond add-package",
          "the server starts, ends or changes"),
      ]),
    CatalogueProgram(
      "apache2ctl apachectl httpd apache2", "apachectl(8), httpd(8)", valued: "-f -d -D -c -C -k",
      [
        .observes("configtest status fullstatus", "it reads the configuration or the state"),
        .observes(with: "-t -S -M -v -V -l -L", "it checks the configuration"),
        .reloads("graceful", "workers take up the configuration; connections survive"),
        .reloads(with: "-k=graceful", "workers take up the configuration; connections survive"),
        .interrupts("start stop restart graceful-stop", "the server starts or ends"),
        .interrupts(with: "-k", "the server starts or ends"),
        .interrupts(with: "-DFOREGROUND", "it starts the server"),
      ]),
    CatalogueProgram(
      "a2ensite a2dissite a2enmod a2dismod a2enconf a2disconf", "a2ensite(8)",
      [.interrupts("it changes which configuration is taken up next")]),
    CatalogueProgram("a2query", "a2query(1)", [.observes("it reads the configuration")]),
    CatalogueProgram(
      "haproxy", "haproxy(1)", valued: "-f -p -sf -st -x -L",
      [
        .observes(with: "-c -v -vv", "it checks the configuration"),
        .reloads(with: "-sf", "a new process takes over"),
        .interrupts("it starts the proxy"),
      ]),
    CatalogueProgram(
      "traefik", "doc.traefik.io",
      [.observes("version healthcheck", "it looks"), .interrupts("it starts the proxy")]),
    CatalogueProgram(
      "varnishd varnishadm varnishlog varnishstat", "varnishadm(1)",
      [
        .observes("status vcl.list ping backend.list ban.list", "it reads the cache"),
        .destroys("ban stop vcl.discard", "it empties the cache"),
        .interrupts("vcl.load vcl.use start", "the cache changes"),
      ]),
    CatalogueProgram(
      "php-fpm", "php-fpm(8)", valued: "-c -y",
      [.observes(with: "-t -v -i -m", "it checks the configuration"), .interrupts("it starts the server")]),
    CatalogueProgram(
      "gunicorn uvicorn hypercorn daphne uwsgi puma unicorn passenger thin celery", "docs.gunicorn.org",
      valued: "-A --app -b --bind -w --workers --host --port -c --config -k",
      [
        .observes("status report inspect", with: "", "it reads the state of workers"),
        .destroys("purge control", "it empties the queue or commands workers"),
        .interrupts("it starts a server"),
      ]),
    CatalogueProgram(
      "ab wrk hey siege vegeta k6 locust", "ab(1)", [.interrupts("it puts load on a server")]),
    CatalogueProgram(
      "htpasswd", "htpasswd(1)",
      [
        .destroys(with: "-c -D", "it writes the file anew or deletes an account"),
        .observes(with: "-n", "it only prints"),
        .interrupts("it changes a password"),
      ]),
  ]
}
