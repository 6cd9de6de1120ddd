/// The end of what a supervised program wrote to its standard output.
public struct LogTail: Probe {
  public var program: String
  public var bytes: Int

  public init(program: String, bytes: Int) {
    self.program = program
    self.bytes = bytes
  }

  public struct Fact: Hashable, Sendable {
    /// Words from the world.
    public var text: String
    /// The size of the whole log in bytes.
    public var size: Int

    public init(text: String, size: Int) {
      self.text = text
      self.size = size
    }

    /// The lines written since the log had another size; all that is here where it was rotated in between.
    public func lines(since earlier: Int) -> [Substring] {
      let isRotated = earlier > size
      let new =
        isRotated ? text[...] : Substring(String(decoding: text.utf8.suffix(size - earlier), as: UTF8.self))
      return new.split(whereSeparator: \.isNewline)
    }
  }

  public func ask(_ server: any Server) async -> Observation<Fact> {
    let socket = await SupervisorSocket().ask(server)
    guard case .seen(let path) = socket else {
      return .unseen(Blindness(.unreachable, "no supervisord socket"))
    }
    return await server.look(.supervisor(socket: path, call: .logTail(program: program, bytes: bytes)))
      .flatMap { seen in
        guard case .text(let xml) = seen else {
          return .unseen(Blindness(.malformed, "supervisord: no answer"))
        }
        return XMLRPCAnswer.read(xml).flatMap { answer in
          guard case .value(.array(let values)) = answer, values.count == 3, let text = values[0].asText,
            let size = values[1].asInteger
          else {
            if case .fault(_, let text) = answer {
              return .unseen(Blindness(.unreachable, "supervisord: \(text) (\(program))"))
            }
            return .unseen(Blindness(.malformed, "supervisord: no log of \(program)"))
          }
          return .seen(Fact(text: text, size: size))
        }
      }
  }
}
