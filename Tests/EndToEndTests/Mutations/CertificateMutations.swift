import SeededNumbers

/// The certificate, its key, and what nginx serves of them.
enum CertificateMutations {
  private static let certificate = "/etc/ssl/cloudflare/origin.pem", key = "/etc/ssl/cloudflare/origin.key"
  private static let certificateLine = "Certificate: \(certificate)", keyLine = "Key: \(key)"

  /// `issue FROM UNTIL NAME…`: a certificate for the key that is there, from an authority of the same name.
  private static let issue = #"""
    issue() {
      local work from until names; work=$(mktemp -d)
      from=$(date -u -d "$1" +%Y%m%d%H%M%SZ) until=$(date -u -d "$2" +%Y%m%d%H%M%SZ); shift 2
      names=$(printf ',DNS:%s' "$@")
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
        -subj '/O=Testbed/CN=Testbed Origin CA' -keyout "$work/ca.key" -out "$work/ca.pem"
      openssl req -new -key /etc/ssl/cloudflare/origin.key -subj "/CN=$1" -addext "subjectAltName=${names#,}" \
        -out "$work/csr"
      touch "$work/index"; openssl rand -hex 8 >"$work/serial"
      printf '[ca]\ndefault_ca=a\n[a]\ndatabase=%s/index\nserial=%s/serial\nnew_certs_dir=%s\n' \
        "$work" "$work" "$work" >"$work/conf"
      printf 'default_md=sha256\npolicy=p\ncopy_extensions=copyall\n[p]\ncommonName=supplied\n' >>"$work/conf"
      openssl ca -batch -notext -config "$work/conf" -cert "$work/ca.pem" -keyfile "$work/ca.key" \
        -startdate "$from" -enddate "$until" -in "$work/csr" -out "$work/pem"
      cat "$work/pem" >/etc/ssl/cloudflare/origin.pem
      rm -r "$work"
    } 2>/dev/null

    """#

  private static let hosts = MutatedService.all.map { "\($0.app).example" }

  static func of(_ service: MutatedService, _ random: inout SeededRandom) -> [Mutation] {
    let lacking = hosts.filter { $0 != "\(service.app).example" }
    let hours = Int.random(in: 2...40, using: &random), days = Int.random(in: 70...110, using: &random)
    return [
      issued(
        "certificate-ends-within-hours", "'365 days ago' '\(hours) hours'", hosts, ["certificate-current"]),
      issued(
        "certificate-ends-soon", "'\(365 - days) days ago' '\(days) days'", hosts, ["certificate-current"]
      )
      .accepting("warning"),
      issued("certificate-has-ended", "'365 days ago' '\(hours) hours ago'", hosts, ["certificate-current"]),
      issued("certificate-not-yet-valid", "'\(hours) hours' '365 days'", hosts, ["certificate-current"]),
      issued(
        "certificate-without-a-host", "'10 days ago' '355 days'", lacking, ["certificate-names-hosts"],
        service.row),
      issued(
        "certificate-of-another-host", "'10 days ago' '355 days'", ["example.net"],
        ["certificate-names-hosts"]),
      Mutation(
        "certificate-renewed-and-not-loaded", of: certificate, keeping: [certificate],
        breaks: issue + "issue '1 hour ago' '364 days' \(hosts.joined(separator: " "))",
        tells: "certificate-served",
        as: ["error", "warning"], at: certificateLine, service.row),
      Mutation(
        "another-certificate-served", of: service.app,
        keeping: [service.site, "/etc/ssl/other.pem", "/etc/ssl/other.key"],
        breaks: """
          openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj /CN=\(service.app).example \
            -addext 'subjectAltName=DNS:\(service.app).example' -keyout /etc/ssl/other.key -out /etc/ssl/other.pem 2>/dev/null
          edit 's|/etc/ssl/cloudflare/origin|/etc/ssl/other|' \(service.site)
          reload
          """, mends: "reload", tells: "certificate-served", as: ["error", "warning"], at: service.row,
        certificateLine),
    ]
  }

  static var ofFiles: [Mutation] {
    [
      Mutation(
        "certificate-gone", of: certificate, keeping: [certificate], breaks: "rm \(certificate)",
        tells: "certificate-exists", at: certificateLine),
      Mutation(
        "certificate-is-no-certificate", of: certificate, keeping: [certificate],
        breaks: "echo none >\(certificate)",
        tells: "certificate-exists", "certificate-current", at: certificateLine),
      Mutation(
        "certificate-cut-short", of: certificate, keeping: [certificate],
        breaks: "truncate -s 300 \(certificate)",
        tells: "certificate-exists", "certificate-current", at: certificateLine),
      Mutation(
        "key-gone", of: key, keeping: [key], breaks: "rm \(key)", tells: "certificate-exists",
        "certificate-fits-key",
        "certificate-key-private", at: keyLine),
      Mutation(
        "key-of-another-certificate", of: key, keeping: [key],
        breaks: "openssl ecparam -name prime256v1 -genkey -noout -out \(key)", tells: "certificate-fits-key",
        at: keyLine),
      Mutation(
        "key-open", of: key, keeping: [key], breaks: "chmod 644 \(key)", tells: "certificate-key-private",
        as: ["error", "warning"], at: keyLine),
      Mutation(
        "key-of-deploy", of: key, keeping: [key], breaks: "chown deploy \(key)",
        tells: "certificate-key-private",
        as: ["error", "warning"], at: keyLine),
    ]
  }

  private static func issued(
    _ kind: String, _ span: String, _ names: [String], _ checks: [String], _ lines: String...
  ) -> Mutation {
    var mutation = Mutation(
      kind, of: certificate, keeping: [certificate],
      breaks: issue + "issue \(span) \(names.joined(separator: " "))\nreload", mends: "reload", tells: "",
      at: "")
    mutation.expected.checks = checks
    mutation.expected.lines = lines + [certificateLine]
    return mutation
  }
}
