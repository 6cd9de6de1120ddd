import CMicroHTTPD
import Glibc

/// Takes the head of a request from libmicrohttpd, and proves that nothing of it was passed over.
///
/// That library reads more than RFC 9112 allows: bare line feeds, continued lines, and what stands behind a NUL it
/// drops. It leaves names and values where they were in its buffer, each ended by the zeros that it wrote over colon, CR
/// and LF. So it is enough to see that each begins where the one before ended.
struct HeadReading {
  fileprivate final class Collection {
    var fields: [HeaderField] = []
    var isPlain = true
    /// The end of what was read so far, before its CR LF.
    var end: UnsafeRawPointer

    init(end: UnsafeRawPointer) { self.end = end }
  }

  let head: RequestHead?

  /// - Parameters:
  ///   - target: as it was before the library cut off the query.
  ///   - url: where it stands in the buffer.
  init(
    _ connection: OpaquePointer, _ target: String, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?
  ) {
    guard let url, let method, let version else {
      head = nil
      return
    }
    let start = UnsafeRawPointer(method)
    let collection = Collection(end: UnsafeRawPointer(version) + strlen(version))
    collection.isPlain =
      start + strlen(method) + 1 == UnsafeRawPointer(url)
      && UnsafeRawPointer(url) + target.utf8.count + 1 == UnsafeRawPointer(version)
    withExtendedLifetime(collection) {
      _ = MHD_get_connection_values_n(
        connection, .HEADER_KIND,
        { context, _, name, nameCount, value, valueCount in
          guard let context, let name else { return .NO }
          Unmanaged<Collection>.fromOpaque(context).takeUnretainedValue()
            .add(
              UnsafeRawBufferPointer(start: name, count: nameCount),
              UnsafeRawBufferPointer(start: value, count: valueCount))
          return .YES
        }, Unmanaged.passUnretained(collection).toOpaque())
    }
    // The last line, and the empty one.
    let isWhole = collection.end + 4 == start + rb_http_head_bytes(connection)
    head = RequestHead(
      method: String(cString: method), target: target, version: String(cString: version),
      fields: collection.fields, isPlain: collection.isPlain && isWhole)
  }
}

fileprivate extension HeadReading.Collection {
  func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    fields.append(HeaderField(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
    guard let nameStart = name.baseAddress, let valueStart = value.baseAddress else {
      isPlain = false
      return
    }
    let gap = valueStart - (nameStart + name.count)
    isPlain = isPlain && nameStart == end + 2 && gap >= 1
    end = valueStart + value.count
  }
}
