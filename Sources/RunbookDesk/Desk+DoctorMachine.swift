import Findings
import Operations
import RunbookModel
import ServerFacts

/// What the doctor sees of the machine: state folders, locks, and the programs that operations are made of.
extension Desk {
  /// Who else could read or write what is kept.
  func folderDiagnoses(_ place: String) async -> [Diagnosis] {
    var found: [Diagnosis] = []
    switch await PathAttributes(path: place).ask(server) {
    case .seen(let folder?) where folder.mode & 0o077 != 0:
      found.append(
        Diagnosis("state", .poor, "\(place) is open to others", help: "chmod 700 \(place)"))
    case .seen(.some): found.append(Diagnosis("state", .good, "kept in \(place), closed to others"))
    case .seen(nil): found.append(Diagnosis("state", .good, "will be kept in \(place)"))
    case .unseen(let blindness): found.append(Diagnosis("state", .unknown, blindness.text))
    }
    let everyone = "/var/lib/runbook/everyone"
    if case .seen(let folder?) = await PathAttributes(path: everyone).ask(server) {
      let isClosed = folder.uid == 0 && folder.mode & 0o022 == 0
      found.append(
        Diagnosis(
          "state", isClosed ? .good : .poor,
          isClosed
            ? "root's word for every account lies in \(everyone)"
            : "\(everyone), root's word for every account, can be written by others",
          help: isClosed ? nil : "chown root \(everyone) && chmod 755 \(everyone)"))
    }
    return found
  }

  func lockDiagnoses() async -> [Diagnosis] {
    do throws(Fault) {
      let held = try await executor.locks.held()
      if held.isEmpty { return [Diagnosis("locks", .good, "none is held")] }
      return held.map { Diagnosis("locks", .good, "held by \($0)", help: "runbook jobs") }
    } catch {
      return [Diagnosis("locks", .unknown, error.text)]
    }
  }

  /// Only of what the runbook's operations start.
  func versionDiagnoses(_ own: String) async -> [Diagnosis] {
    var found = own.isEmpty ? [] : [Diagnosis("version", .good, "runbook \(own)")]
    for (program, package, why) in await programs() {
      switch await ProgramVersion(program).ask(server) {
      case .seen(let version?): found.append(Diagnosis("version", .good, "\(program.rawValue) \(version)"))
      case .seen(nil):
        found.append(
          Diagnosis(
            "version", .poor, "\(program.rawValue) is not installed, and \(why)",
            help: "apt-get install \(package)"))
      case .unseen(let blindness): found.append(Diagnosis("version", .unknown, blindness.text))
      }
    }
    return found
  }

  private func programs() async -> [(VersionedProgram, package: String, why: String)] {
    var programs: [(VersionedProgram, String, String)] = []
    if runbook.services.contains(where: { $0.program != nil }) {
      programs.append((.supervisord, "supervisor", "the runbook names programs of it"))
    }
    if !runbook.entries(NginxSettings.self).isEmpty {
      programs.append((.nginx, "nginx", "the runbook has a section on it"))
    }
    if let account = try? await caller(), account.uid != 0 {
      programs.append((.sudo, "sudo", "this account has no other way to what root does"))
    }
    if runbook.entries(DatabaseRestore.self).contains(where: { $0.remote != nil }) {
      programs.append((.rclone, "rclone", "the runbook fetches its backups with it"))
    }
    return programs
  }
}
