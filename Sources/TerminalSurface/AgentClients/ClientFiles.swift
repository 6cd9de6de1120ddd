public import Operations

/// The configuration of other programs, which is written only on request.
public struct ClientFiles: Sendable {
  /// The folder that we were called in.
  public var folder: String
  /// Our own path, as a client can start it.
  public var program: String
  public var variable: @Sendable (String) -> String?
  /// nil where there is no such file.
  public var read: @Sendable (_ path: String) throws(Fault) -> String?
  /// Writes a file whole, its folder made where it is missing; gives the path that the old one was kept under.
  public var write: @Sendable (_ text: String, _ path: String) throws(Fault) -> String?

  public init(
    folder: String, program: String, variable: @escaping @Sendable (String) -> String?,
    read: @escaping @Sendable (String) throws(Fault) -> String?,
    write: @escaping @Sendable (String, String) throws(Fault) -> String?
  ) {
    self.folder = folder
    self.program = program
    self.variable = variable
    self.read = read
    self.write = write
  }
}
