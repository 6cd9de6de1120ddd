import COpenSSL

/// Marks what is given out of hand, so that it is known when it comes back: HMAC-SHA256 under a key that lives as long as
/// the process and is nowhere else.
public struct Seal: Sendable {
  private let key: [UInt8]

  public init() {
    var source = SystemRandomNumberGenerator()
    key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
  }

  init(key: [UInt8]) { self.key = key }

  /// 32 bytes; none where they could not be made.
  public func mark(_ bytes: [UInt8]) -> [UInt8] {
    var length: UInt32 = 0
    var mark = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    guard HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &mark, &length) != nil else {
      return []
    }
    return Array(mark.prefix(Int(length)))
  }
}
