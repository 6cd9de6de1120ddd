/// Products, systems and domains, which are known by their names.
extension MentionScanner {
  /// What people write with the number of its version behind it.
  private static let versioned = WordTable(
    """
    ubuntu debian alpine centos fedora rocky almalinux rhel raspbian postgresql postgres mysql mariadb mongodb redis sqlite
    nginx apache apache2 caddy traefik haproxy php php-fpm python ruby rails node node.js nodejs npm java openjdk jdk golang
    django laravel wordpress nextcloud docker kubernetes k3s elasticsearch opensearch rabbitmq kafka tomcat proxmox pve
    openssl grafana prometheus gitea gitlab jenkins keycloak minio strapi symfony drupal
    """)

  func isVersion(_ range: Range<Int>) -> Bool {
    range.contains { bytes[$0] == 0x2E } && areFigures(range)
  }

  /// `15.2`, `3.x`, and `22+`, which is the least that is wanted.
  private func areFigures(_ range: Range<Int>) -> Bool {
    let figures = range.last.map { bytes[$0] == 0x2B } ?? false ? range.dropLast() : range
    return figures.allSatisfy { isDigit(bytes[$0]) || bytes[$0] == 0x2E || bytes[$0] == 0x78 }
  }

  /// `PostgreSQL 15`, `Ubuntu 22.04`, in a sentence too: right behind it on the same line.
  func isVersion(_ range: Range<Int>, of before: String) -> Bool {
    range.count <= 8 && isNext(range) && Self.versioned.contains(before) && areFigures(range)
  }

  /// One blank stands between the word and the one before it.
  private func isNext(_ range: Range<Int>) -> Bool {
    previous.last.map { $0.upperBound + 1 == range.lowerBound && bytes[$0.upperBound] == 0x20 } ?? false
  }

  /// `Ubuntu 22.04`, `Linux Mint 21`, `Windows Server 2022`: the system, with its version.
  mutating func takeSystem(_ version: Range<Int>) {
    guard let last = previous.last, isNext(version), version.count <= 8, isDigit(bytes[version.lowerBound]),
      areFigures(version)
    else { return }
    let name = text.part(last).lowercased()
    if Self.systems.contains(name) {
      add(.system, last.lowerBound..<version.upperBound)
    } else if Self.members.contains(name), let before = previous.dropLast().last,
      before.upperBound + 1 == last.lowerBound, Self.families.contains(text.part(before).lowercased())
    {
      add(.system, before.lowerBound..<version.upperBound)
    }
  }

  private static let systems = WordTable(
    """
    ubuntu debian alpine centos fedora rocky almalinux rhel raspbian opensuse proxmox freebsd openbsd macos windows nixos
    """)
  private static let families = WordTable(
    "linux windows rocky alma amazon oracle centos ubuntu debian proxmox")
  private static let members = WordTable("mint server linux stream lts gnu/linux ve")

  /// A product beside the word for what it is: `PostgreSQL database`, `reverse proxy: Caddy`, `Hetzner VPS`.
  mutating func takeProduct(_ range: Range<Int>) {
    guard (2...16).contains(range.count), let last = previous.last, last.count > 1,
      mayBeProduct(last) || mayBeProduct(range)
    else { return }
    let gap = bytes[last.upperBound..<range.lowerBound]
    let isBeside = gap.elementsEqual(" ".utf8)
    guard isBeside || gap.elementsEqual(": ".utf8) || gap.elementsEqual(" (".utf8) else { return }
    let (word, before) = (text.part(range).lowercased(), text.part(last).lowercased())
    if isBeside, let kind = Self.kind(of: before, beside: word) {
      add(.product, last, name: kind)
    } else if let kind = Self.kind(of: word, beside: before), kind != "provider" {
      add(.product, range, name: kind)
    }
  }

  /// Most words begin as no product does.
  private func mayBeProduct(_ word: Range<Int>) -> Bool {
    Self.openings.mayHold(bytes[word.lowerBound], bytes[word.lowerBound + 1])
  }

  private static let openings: Openings = {
    var openings = Openings()
    for kind in kinds {
      kind.products.eachWord { word, _ in openings.insert(String(decoding: word, as: UTF8.self)) }
    }
    return openings
  }()

  /// What a product is when a word beside it calls it so.
  private static func kind(of product: String, beside word: String) -> String? {
    kinds.first { $0.products.contains(product) && $0.words.contains(word) }?.name
  }

  private static let kinds: [(name: String, products: WordTable, words: WordTable)] = [
    (
      "database", WordTable("postgresql postgres mysql mariadb sqlite sqlite3 mongodb couchdb cockroachdb"),
      WordTable("database db datenbank datos données dados databank база")
    ),
    (
      "reverse proxy", WordTable("nginx apache apache2 caddy traefik haproxy envoy openresty"),
      WordTable("reverse proxy reverse-proxy")
    ),
    (
      "web server", WordTable("nginx apache apache2 caddy lighttpd httpd iis openresty"),
      WordTable("web webserver web-server http-server")
    ),
    ("firewall", WordTable("ufw firewalld iptables nftables"), WordTable("firewall")),
    (
      "provider",
      WordTable(
        "hetzner digitalocean linode vultr ovh contabo scaleway netcup ionos hostinger upcloud aws azure gcp"),
      WordTable("vps server box droplet cloud vm instance host root-server dedicated")
    ),
  ]

  /// `shop.example.net`: small letters with stops between them, and a last part that domains end with.
  mutating func takeDomain(_ range: Range<Int>) -> Bool {
    guard (4...80).contains(range.count), let stop = range.last(where: { bytes[$0] == 0x2E }),
      bytes[range.lowerBound] != 0x2D, range.upperBound - stop <= 9,
      range.allSatisfy({
        (0x61...0x7A).contains(bytes[$0]) || isDigit(bytes[$0]) || bytes[$0] == 0x2D || bytes[$0] == 0x2E
      }),
      range.upperBound == bytes.count || bytes[range.upperBound] != 0x28,
      Self.endings.contains(text.part((stop + 1)..<range.upperBound))
    else { return false }
    let name = text.part(range)
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.allSatisfy({ !$0.isEmpty }), !Self.files.contains(String(labels[0])),
      !ExampleValue.isExample(name),
      !Self.others.contains(labels.suffix(2).joined(separator: "."))
    else { return false }
    add(.domain, range)
    return true
  }

  /// Those of countries and trades that are no endings of files as well.
  private static let endings = WordTable(
    """
    com net org io dev app online site info biz eu de fr es it nl be ch at ru ua by kz br ar mx cl co uk us ca au nz jp cn kr
    tw hk sg vn za se no fi dk cz sk hu ro pt gr tr il ie me xyz cloud tech store shop club top live host space website
    pro ai tv gg page work agency studio systems network digital email media blog lan internal
    """)
  /// What names of files and packages begin with.
  private static let files = WordTable("com org net io settings config compose docker-compose app main index")
  /// Domains of those whom everybody's servers fetch from.
  private static let others = WordTable(
    """
    github.com gitlab.com bitbucket.org docker.com google.com googleapis.com cloudflare.com
    amazonaws.com letsencrypt.org debian.org ubuntu.com nodesource.com python.org openai.com
    anthropic.com slack.com telegram.org discord.com stripe.com microsoft.com apple.com mozilla.org getcomposer.org
    nginx.org postgresql.org gmail.com stackoverflow.com draw.io socket.io digitalocean.com hetzner.com
    """)
}
