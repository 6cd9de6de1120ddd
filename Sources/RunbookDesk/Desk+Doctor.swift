import Findings
import JSON
import Operations
import RunbookModel
import ServerFacts

/// One thing that has to be well for operations to work and to mean what they say.
public struct Diagnosis: Hashable, Sendable {
  public enum State: String, Sendable { case good, poor, unknown }

  /// `trust`, `sudo`, `journal`.
  public var subject: String
  public var state: State
  public var text: String
  /// The command that mends it.
  public var help: String?

  init(_ subject: String, _ state: State, _ text: String, help: String? = nil) {
    (self.subject, self.state, self.text, self.help) = (subject, state, text.cleaned, help?.cleaned)
  }
}

extension Desk {
  /// Room in the state folder below which a journal is in danger.
  private static let leastRoom = 64 << 20
  /// No server was built with this program before it; a clock that says so counts no limits and no days.
  private static let earliest = Instant(seconds: 1_764_547_200)

  /// What an operation would meet, in the order in which it would meet it.
  ///
  /// - Parameter version: this program's own.
  public func diagnoses(version: String = "") async throws -> [Diagnosis] {
    let door = try openDoor()
    var found = sourceDiagnoses()
    found += await agentDiagnoses()
    found.append(await trustDiagnosis())
    found += await policyDiagnoses(door)
    found += await stateDiagnoses(door)
    found += await lockDiagnoses()
    found.append(await journalDiagnosis())
    found.append(await sudoDiagnosis())
    found.append(await supervisorDiagnosis())
    found += await versionDiagnoses(version)
    found.append(await clockDiagnosis())
    return found
  }

  private func sourceDiagnoses() -> [Diagnosis] {
    var found = ((try? source.account()) ?? []).map { Diagnosis("runbook", .good, $0) }
    if let who = try? source.exposure() {
      found.append(
        Diagnosis(
          "runbook", .poor, "\(path) can be written by \(who)", help: "chmod o-w \(path)"))
    }
    return found
  }

  private func trustDiagnosis() async -> Diagnosis {
    guard let status = try? await trustStatus() else {
      return Diagnosis("trust", .unknown, "what is trusted cannot be read", help: "runbook trust --show")
    }
    guard let trusted = status.trusted else {
      return Diagnosis(
        "trust", .poor, "nobody has trusted this runbook: no operation runs", help: "runbook trust")
    }
    if status.isCurrent {
      return Diagnosis("trust", .good, "this text is trusted, by \(trusted.approver) at \(trusted.at)")
    }
    return Diagnosis(
      "trust", .poor, "the text has changed since \(trusted.approver) trusted it at \(trusted.at)",
      help: "runbook trust")
  }

  private func policyDiagnoses(_ door: Door) async -> [Diagnosis] {
    do {
      let policy = try await policy(door)
      switch policy.mode {
      case .enforced:
        return [Diagnosis("consent", .good, "enforced: only root's trust and root's yes count")]
      case .advisory:
        return [
          Diagnosis(
            "consent", .good,
            "advisory: an account agrees for itself; with mode = enforced in \(Policy.path), and no shell for the agent, it "
              + "would be a boundary")
        ]
      }
    } catch {
      return [Diagnosis("consent", .poor, "no change runs: \(Self.words(error))", help: "see \(Policy.path)")]
    }
  }

  private func stateDiagnoses(_ door: Door) async -> [Diagnosis] {
    var found: [Diagnosis] = []
    do {
      if let freeze = try await freeze(door) {
        found.append(
          Diagnosis(
            "freeze", .poor, "\(freeze.by) stopped all changes at \(freeze.since): \(freeze.why)",
            help: "runbook thaw"))
      }
      for subject in try await stopped(door) {
        found.append(
          Diagnosis(
            "limits", .poor, "\(subject) failed too often to be changed again",
            help: "runbook thaw \(subject)"))
      }
      let cut = try await jobs().filter { $0.state == .cutOff }
      for job in cut {
        found.append(
          Diagnosis("recovery", .poor, "\(job.words) was cut off (\(job.id))", help: "runbook recover"))
      }
    } catch {
      found.append(Diagnosis("state", .poor, "what is kept cannot be read: \(Self.words(error))"))
    }
    guard let place = try? await door.state.place() else { return found }
    found += await folderDiagnoses(place)
    guard case .seen(let room?) = await FileSystemRoom(path: place).ask(server) else {
      return found + [Diagnosis("disk", .unknown, "\(place): its room cannot be seen")]
    }
    let free = "\(room.freeBytes >> 20) MiB free"
    let isEnough = room.freeBytes >= Self.leastRoom
    return found + [
      Diagnosis(
        "disk", isEnough ? .good : .poor, "\(free) where the state is kept",
        help: isEnough ? nil : "df -h \(place)")
    ]
  }

  /// Subjects that a person has to look at first.
  private func stopped(_ door: Door) async throws -> [String] {
    guard let limits = Limits(try await door.state.read(Limits.item, of: .caller)) else {
      return ["every subject (its counts are damaged)"]
    }
    return limits.stopped(by: try await policy(door))
  }

  private func journalDiagnosis() async -> Diagnosis {
    do {
      let state = try await verifyJournal()
      if let place = state.firstBroken {
        return Diagnosis(
          "journal", .poor, "record \(place) does not follow from the one before",
          help: "runbook journal --verify")
      }
      return Diagnosis("journal", .good, "\(state.records) records, each follows from the one before")
    } catch {
      return Diagnosis("journal", .poor, "it cannot be read: \(Self.words(error))")
    }
  }

  /// What sudo lets this account do, against what the operations would ask it.
  private func sudoDiagnosis() async -> Diagnosis {
    guard let account = try? await caller() else {
      return Diagnosis("sudo", .unknown, "the account cannot be seen")
    }
    if account.uid == 0 { return Diagnosis("sudo", .good, "not needed: this is root") }
    let facts = Facts(server)
    var missing: [String] = []
    for power in Power.all(runbook) where power.effect > .observes {
      do throws(Refusal) { _ = try await power.request.plans(runbook, by: facts) } catch {
        if error.help == "runbook sudoers" { missing.append(power.request.words) }
      }
    }
    if missing.isEmpty { return Diagnosis("sudo", .good, "allows what the operations need") }
    return Diagnosis(
      "sudo", .poor, "does not allow without a password what these need: \(missing.joined(separator: ", "))",
      help: "runbook sudoers")
  }

  private func supervisorDiagnosis() async -> Diagnosis {
    if runbook.services.allSatisfy({ $0.program == nil }) {
      return Diagnosis("supervisor", .good, "the runbook names no program of it")
    }
    switch await SupervisedPrograms().ask(server) {
    case .seen(let programs):
      return Diagnosis("supervisor", .good, "answers, and knows \(programs.count) programs")
    case .unseen(let blindness):
      return Diagnosis(
        "supervisor", .unknown,
        "cannot be asked from this account: \(blindness.text)"
          + (blindness.reason == .permission ? "; a restart goes through sudo" : ""),
        help: blindness.reason == .permission ? "runbook sudoers" : "systemctl start supervisor")
    }
  }

  private func clockDiagnosis() async -> Diagnosis {
    let now = await server.now()
    guard now > Self.earliest else {
      return Diagnosis("clock", .poor, "it says \(now), which is past", help: "timedatectl set-ntp true")
    }
    return Diagnosis("clock", .good, "\(now)")
  }

  private static func words(_ error: any Error) -> String {
    (error as? Refusal)?.message ?? (error as? Fault)?.text ?? "\(error)"
  }
}
