import ServerFacts

extension ExampleServer {
  static let deploysCrontab = "\(Crontab.folder)/deploy"

  /// The example's server with this as deploy's crontab; root has none, and the system's crontabs are empty.
  static func crontab(_ text: String, _ change: (inout ExampleServer) -> Void = { _ in }) -> ExampleServer {
    .with {
      $0.files[deploysCrontab] = (FileAttributes(kind: .file, mode: 0o600, uid: 1000, gid: 102), text)
      $0.looks[.account(name: "root")] = .account(Account(name: "root", uid: 0, gid: 0, home: "/root"))
      $0.looks[.text(path: "\(Crontab.folder)/root")] = .absent
      $0.looks[.text(path: "/etc/crontab")] = .absent
      $0.looks[.folder(path: SystemCrontabs.folder)] = .folder([])
      change(&$0)
    }
  }

  static let oneJob = "0 3 * * * /home/deploy/nightly.sh\n"
}
