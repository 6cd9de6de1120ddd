import JSON
public import Operations
public import ServerFacts

extension RecordedServer {
  /// Reads a recording: a folder, or one file `….jsonl` with the manifest and then a look a line.
  public static func read(at path: String) throws(Fault) -> RecordedServer {
    path.hasSuffix(".jsonl") ? try read(file: path) : try read(folder: path)
  }

  private static func read(file path: String) throws(Fault) -> RecordedServer {
    let lines = try bytes(of: path, limit: 256 << 20).split(separator: UInt8(ascii: "\n"))
    let manifest = try lines.first.map { line throws(Fault) in try json(Array(line), path) } ?? .null
    var server = try part(of: path) { () throws(Recording.Malformed) in try RecordedServer(manifest: manifest)
    }
    // Each line by itself: as JSON a recording takes ten times the room of its file.
    for line in lines.dropFirst() {
      let look = try json(Array(line), path)
      try part(of: path) { () throws(Recording.Malformed) in try server.add(look) }
    }
    return server
  }

  private static func part<Part>(
    of path: String, _ read: () throws(Recording.Malformed) -> Part
  ) throws(Fault) -> Part {
    do throws(Recording.Malformed) {
      return try read()
    } catch {
      throw Fault(.io, "\(path): \(error)")
    }
  }

  /// Reads a recording that `RecordingServer` has made: `manifest.json` and `looks/*.json`, in the order of
  /// their names. Throws `.io` for a file that is no part of a recording, and tells which.
  public static func read(folder: String) throws(Fault) -> RecordedServer {
    let manifest = try json(of: "\(folder)/manifest.json")
    let looks = try names(in: "\(folder)/looks").filter { $0.hasSuffix(".json") }.map { name throws(Fault) in
      try json(of: "\(folder)/looks/\(name)")
    }
    return try part(of: folder) { () throws(Recording.Malformed) in
      try RecordedServer(manifest: manifest, looks: looks)
    }
  }

  private static func names(in folder: String) throws(Fault) -> [String] {
    do throws(SystemFault) {
      return try FileLooks.names(in: folder)
    } catch {
      throw error.fault
    }
  }

  private static func json(of path: String) throws(Fault) -> JSON { try json(try bytes(of: path), path) }

  /// A look holds at most a text of 1 MiB, which JSON can write six times as long.
  private static func bytes(of path: String, limit: Int = 8 << 20) throws(Fault) -> [UInt8] {
    do throws(SystemFault) {
      return try FileLooks.bytes(of: path, limit: limit).bytes
    } catch {
      throw error.fault
    }
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws(Fault) -> JSON {
    do throws(JSON.Malformed) {
      return try JSON.parse(bytes)
    } catch {
      throw Fault(.io, "\(path): \(error)")
    }
  }
}
