/// The server's zone by name, `Europe/Berlin`: nil where `/etc/localtime` is a file of its own and does not say.
public struct LocalZone: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<String?> {
    await PathAttributes(path: "/etc/localtime").ask(server).map { attributes in
      // Without the file the C library takes UTC (tzset(3)).
      guard let attributes else { return "UTC" }
      guard let target = attributes.target, let place = target.firstRange(of: "zoneinfo/") else { return nil }
      return String(target[place.upperBound...])
    }
  }

  /// Names of the zone that has no changes and no offset.
  public static let universal: Set<String> = [
    "UTC", "Etc/UTC", "Etc/UCT", "UCT", "Universal", "Etc/Universal", "Zulu", "Etc/Zulu", "GMT", "Etc/GMT",
    "GMT0", "Etc/GMT0", "GMT+0", "GMT-0", "Etc/GMT+0", "Etc/GMT-0", "Greenwich", "Etc/Greenwich",
  ]
}
