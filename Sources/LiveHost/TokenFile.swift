import Glibc
public import Operations

/// The file with the secrets that let agents in over HTTP, one a line; empty lines and those that begin with `#` are
/// passed over.
public struct TokenFile: Sendable {
  public struct Token: Sendable {
    /// The beginning of its digest: it names the token in the journal and gives nothing of it away.
    public var id: String
    public var secret: String
  }

  /// 32 hexadecimal digits, or 22 characters of base64: 128 bits.
  static let shortest = (hexadecimal: 32, other: 22)
  private static let largest = 64 << 10
  public let path: String

  /// - Parameter path: nil for the one in the state folder.
  public init(path: String?) throws(Fault) {
    if let path { self.path = path } else { self.path = try StateFolder.path() + "/http-token" }
  }

  /// The tokens, where the file is there.
  public func tokens() throws(Fault) -> [Token]? {
    do throws(SystemFault) {
      let (bytes, status) = try FileLooks.bytes(of: path, limit: Self.largest)
      return try Self.tokens(bytes, status, path)
    } catch {
      if error.isAbsence { return nil }
      throw error.fault
    }
  }

  /// Makes a token of 256 bits from the kernel's random source, in a file that only we can read.
  public func make() throws(Fault) {
    var random = SystemRandomNumberGenerator()
    let text =
      (0..<32).map { _ in
        let byte = UInt8.random(in: .min ... .max, using: &random)
        return (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined() + "\n"
    do throws(SystemFault) { _ = try AtomicFile.create(Array(text.utf8), at: path) } catch {
      throw error.fault
    }
  }

  private static func tokens(_ bytes: [UInt8], _ status: stat, _ path: String) throws(SystemFault) -> [Token]
  {
    guard status.st_uid == geteuid() || status.st_uid == 0, status.st_mode & 0o077 == 0 else {
      throw SystemFault(
        EACCES, path, "others can read it; chmod 600 \(path), owned by the account that serves")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let secrets = lines.map { $0.drop { $0 == " " || $0 == "\t" } }.filter {
      !$0.hasPrefix("#") && !$0.isEmpty
    }
    guard !secrets.isEmpty else { throw SystemFault(EINVAL, path, "there is no token in it") }
    return try secrets.map { line throws(SystemFault) in
      guard isStrong(line) else {
        throw SystemFault(
          EINVAL, path, "a token is a line of at least 128 bits, without spaces; openssl rand -hex 32")
      }
      return Token(id: String(OpenSSLDigests().sha256(Array(line.utf8)).prefix(8)), secret: String(line))
    }
  }

  /// Characters of a bearer token (RFC 6750, 2.1), and enough of them.
  private static func isStrong(_ line: Substring) -> Bool {
    let isHexadecimal = line.allSatisfy(\.isHexDigit)
    return line.utf8.count >= (isHexadecimal ? shortest.hexadecimal : shortest.other)
      && line.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~+/=".utf8.contains(byte)
        }
      } && Set(line.utf8).count > 4
  }
}
