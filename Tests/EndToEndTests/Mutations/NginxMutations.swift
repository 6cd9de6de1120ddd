import SeededNumbers

/// Virtual hosts, and nginx itself.
enum NginxMutations {
  static func of(_ service: MutatedService, _ random: inout SeededRandom) -> [Mutation] {
    let spare = Int.random(in: 3800...3880, using: &random)
    return links(service) + proxies(service, spare) + names(service) + configuration(service, spare)
  }

  private static func links(_ service: MutatedService) -> [Mutation] {
    let app = service.app, row = service.row, link = service.link
    return [
      Mutation(
        "site-not-enabled", of: app, keeping: [link], breaks: "rm \(link)", tells: "vhost-enabled", at: row),
      Mutation(
        "site-not-enabled-and-reloaded", of: app, keeping: [link], breaks: "rm \(link)\nreload",
        mends: "reload",
        tells: "vhost-enabled", "host-answers", at: row),
      Mutation(
        "site-dangling", of: app, keeping: [link], breaks: "ln -sfn /etc/nginx/sites-available/gone \(link)",
        tells: "vhost-enabled", "nginx-configuration-valid", at: row),
      Mutation(
        "site-file-gone", of: app, keeping: [service.site], breaks: "rm \(service.site)",
        tells: "vhost-enabled", "nginx-configuration-valid", at: row),
      Mutation(
        "site-linked-to-another", of: app, keeping: [link],
        breaks: "ln -sfn ../sites-available/\(service.other.app) \(link)\nreload", mends: "reload",
        tells: "vhost-enabled", "vhost-names-distinct", at: row),
      Mutation(
        "site-kept-by-an-editor", of: app, keeping: ["\(link).bak"],
        breaks: "cp \(service.site) \(link).bak\nreload",
        mends: "reload", tells: "vhost-names-distinct", as: ["error", "warning"], at: row),
    ]
  }

  private static func proxies(_ service: MutatedService, _ spare: Int) -> [Mutation] {
    let app = service.app, row = service.row, site = service.site, port = service.port
    return [
      Mutation(
        "proxied-elsewhere", of: app, keeping: [site], breaks: "edit 's/:\(port)/:\(spare)/' \(site)\nreload",
        mends: "reload", tells: "vhost-proxies-to-port", at: row),
      Mutation(
        "proxied-elsewhere-at-the-next-reload", of: app, keeping: [site],
        breaks: "edit 's/:\(port)/:\(spare)/' \(site)", tells: "vhost-proxies-to-port", at: row),
      Mutation(
        "proxied-to-another-service", of: app, keeping: [site],
        breaks: "edit 's/:\(port)/:\(service.other.port)/' \(site)\nreload", mends: "reload",
        tells: "vhost-proxies-to-port", at: row),
      Mutation(
        "proxied-through-an-upstream-elsewhere", of: app, keeping: [site],
        breaks: """
          edit 's|http://127.0.0.1:\(port)|http://\(app)_upstream|' \(site)
          sed -i '1i upstream \(app)_upstream { server 127.0.0.1:\(spare); }' \(site)
          reload
          """, mends: "reload", tells: "vhost-proxies-to-port", at: row),
      Mutation(
        "maintenance-left-on", of: app, keeping: [site],
        breaks: "edit 's|proxy_pass http.*|return 503;|' \(site)\nreload", mends: "reload",
        tells: "vhost-proxies-to-port", "host-answers", at: row),
    ]
  }

  private static func names(_ service: MutatedService) -> [Mutation] {
    let app = service.app, row = service.row, site = service.site
    return [
      Mutation(
        "host-name-changed", of: app, keeping: [site],
        breaks: "edit 's/server_name .*;/server_name \(app).invalid;/' \(site)\nreload", mends: "reload",
        tells: "vhost-enabled", "vhost-listens", "host-answers", at: row),
      Mutation(
        "host-name-taken", of: app, keeping: [site],
        breaks:
          "edit 's/server_name .*;/server_name \(app).example \(service.other.app).example;/' \(site)\nreload",
        mends: "reload", tells: "vhost-names-distinct", "vhost-proxies-to-port", as: ["error", "warning"],
        at: row, service.other.row),
      Mutation(
        "no-longer-on-443", of: app, keeping: [site],
        breaks: "edit 's/:443 ssl/:8443 ssl/; s/listen 443 ssl/listen 8443 ssl/' \(site)\nreload",
        mends: "reload",
        tells: "vhost-listens", "vhost-proxies-to-port", at: row, "All four sites proxied from 443"),
      Mutation(
        "site-unlisted", of: "shop", keeping: ["/etc/nginx/sites-enabled/shop"],
        breaks: """
          sed 's/\(app)/shop/g; s/:\(service.port)/:3997/' \(site) >/etc/nginx/sites-enabled/shop
          reload
          """, mends: "reload", tells: "vhost-listed", as: ["error", "warning", "note"],
        at: "| App ", "## Sites", "## Nginx", "Config root", "| luci "),
    ]
  }

  private static func configuration(_ service: MutatedService, _ spare: Int) -> [Mutation] {
    let app = service.app, row = service.row, site = service.site
    let root = "Config root: /etc/nginx/sites-enabled/", reload = "Reload: sudo nginx -s reload"
    return [
      Mutation(
        "nginx-stopped", of: "nginx", breaks: "nginx -s stop\nquiet 443", mends: "nginx", tells: "nginx-runs",
        at: "## Nginx", root, reload),
      Mutation(
        "semicolon-lost", of: app, keeping: [site], breaks: "edit 's/(proxy_pass .*);/\\1/' \(site)",
        tells: "nginx-configuration-valid", at: "## Nginx", root, reload, row),
      Mutation(
        "directive-misspelt", of: app, keeping: [site],
        breaks: "edit 's/proxy_set_header Host/proxy_set_haeder Host/' \(site)",
        tells: "nginx-configuration-valid", at: "## Nginx", root, reload, row),
      Mutation(
        "brace-lost", of: app, keeping: [site], breaks: "sed -i '$d' \(site)",
        tells: "nginx-configuration-valid", at: "## Nginx", root, reload, row),
      Mutation(
        "nginx-file-broken", of: "nginx", keeping: ["/etc/nginx/nginx.conf"],
        breaks: "sed -i '1i worker_proceses 2;' /etc/nginx/nginx.conf", tells: "nginx-configuration-valid",
        at: "## Nginx", root, reload),
      Mutation(
        "site-changed-and-not-loaded", of: app, keeping: [site],
        // A writing and its reload may be two seconds apart, and the one before has just been mended.
        breaks:
          "sleep 3; edit 's/^    location \\/ \\{/    client_max_body_size \(spare % 50 + 1)m;\\n&/' \(site)",
        tells: "nginx-configuration-loaded", as: ["error", "warning", "note"], at: "## Nginx", root, reload,
        row),
      Mutation(
        "sites-folder-gone", of: "nginx", breaks: "mv /etc/nginx/sites-enabled /etc/nginx/away",
        mends: "mv /etc/nginx/away /etc/nginx/sites-enabled", tells: "configuration-folder-exists", at: root),
    ]
  }
}
