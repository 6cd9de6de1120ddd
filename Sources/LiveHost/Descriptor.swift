import Glibc

/// An open file by its number.
public enum Descriptor {
  /// Writes all of it, in as many calls as that takes.
  ///
  /// - Returns: nil when it is written, else the errno(3) of the call that wrote no more.
  public static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? EIO : errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}
