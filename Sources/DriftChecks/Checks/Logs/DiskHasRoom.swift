import Findings
public import RunbookModel
public import ServerFacts

/// The file systems of the services, the jobs and the backups have room.
public struct DiskHasRoom: Check {
  public static let card = CheckCard(
    id: "disk-has-room",
    summary: "no file system that the runbook relies on runs full",
    why: "On a full disk the database stops writing, builds break off and dumps are cut short.",
    fix: "Free some room, or make the file system larger.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    var told: Set<FileSystem> = []
    for (claim, path) in runbook.filePlaces {
      switch await facts.ask(FileSystemRoom(path: path.value)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(nil): continue
      case .seen(let room?):
        guard told.insert(FileSystem(bytes: room.totalBytes, files: room.totalFiles)).inserted else {
          continue
        }
        verdicts.append(judge(room, claim, path))
      }
    }
    return verdicts
  }

  /// Two paths with the same totals lie on one file system; its free room changes between two looks.
  private struct FileSystem: Hashable {
    var bytes, files: Int
  }

  /// Little in proportion and little in itself: 100 GB of 5 TB are enough, and so is half of a small one. An update
  /// wants 2 GiB; below a tenth of that a database is near its end.
  private func judge(_ room: FileSystemFields, _ claim: Address, _ path: Located<String>) -> Verdict {
    let gibibyte = 1 << 30
    let isAlmostFull = Self.isUnder(3, room.freeBytes, room.totalBytes) && room.freeBytes < gibibyte
    let isFilling = Self.isUnder(10, room.freeBytes, room.totalBytes) && room.freeBytes < 2 * gibibyte
    let lacksFiles = Self.isUnder(2, room.freeFiles, room.totalFiles) && room.freeFiles < 20_000
    guard isAlmostFull || isFilling || lacksFiles else { return holds(claim, at: path.range) }
    let isOfBytes = isAlmostFull || (isFilling && !lacksFiles)
    let fact =
      isOfBytes
      ? "\(room.freeBytes >> 20) MiB of \(room.totalBytes >> 20) MiB"
      : "\(room.freeFiles) of \(room.totalFiles) files"
    return drifts(
      claim, at: path.range, "the runbook puts files at \(path.value); its file system has \(fact) left",
      severity: isAlmostFull || lacksFiles ? .error : .warning,
      evidence: [Evidence(source: "statvfs \(path.value)", text: "\(fact) free")],
      remedy: .advice(
        isOfBytes
          ? "see what fills it: du -xh / | sort -h | tail"
          : "see where files pile up: du -x --inodes / | sort -n | tail"))
  }

  /// A file system that counts nothing says 0 of 0.
  private static func isUnder(_ percent: Int, _ free: Int, _ total: Int) -> Bool {
    total > 0 && Double(free) * 100 < Double(total) * Double(percent)
  }

  private static let text =
    "| App | Port | Directory |\n|---|---|---|\n| luci | 3004 | /var/www/luci |"
  private static let marked =
    "| App | Port | Directory |\n|---|---|---|\n                ↓\n| luci | 3004 | /var/www/luci |"

  private static func server(_ free: Int, _ total: Int, files: (Int, Int) = (0, 0)) -> ExampleServer {
    .with {
      $0.looks[.fileSystem(path: "/var/www/luci")] = .fileSystem(
        FileSystemFields(
          freeBytes: free << 20, totalBytes: total << 20, freeFiles: files.0, totalFiles: files.1))
    }
  }

  public static let examples = [
    CheckExample(.holds, text, server(12_000, 40_000, files: (900_000, 1_000_000))),
    CheckExample(.holds, text, server(100_000, 5_000_000)),
    CheckExample(.holds, text, server(40, 64)),
    CheckExample(.drifts, marked, server(200, 20_000)),
    CheckExample(.drifts, marked, server(1_500, 40_000)),
    CheckExample(.drifts, marked, server(12_000, 40_000, files: (12, 1_000_000))),
    CheckExample(.unknown, text, .with { $0.refused = [.fileSystem(path: "/var/www/luci")] }),
  ]
}
