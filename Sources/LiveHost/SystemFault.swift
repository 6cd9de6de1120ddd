import Glibc
import Operations
import ServerFacts

/// What the system said, in the words of the two sides that ask it: the eyes and the hands.
struct SystemFault: Error {
  var code: Int32
  var subject: String
  /// What a library said of it, where the system's words are not enough.
  var detail: String?

  init(_ code: Int32, _ subject: String, _ detail: String? = nil) {
    self.code = code
    self.subject = subject
    self.detail = detail
  }

  /// A file that is not there is a fact and no failure.
  var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  var text: String {
    var buffer = [CChar](repeating: 0, count: 128)
    _ = strerror_r(code, &buffer, buffer.count)
    let said = detail.map { ": \($0)" } ?? ""
    return "\(subject): \(String(fromNULTerminated: buffer)) (errno \(code))\(said)"
  }

  var blindness: Blindness {
    switch code {
    case EACCES, EPERM: Blindness(.permission, text)
    case ETIMEDOUT: Blindness(.timeout, text)
    case ENOENT, ENOTDIR, ECONNREFUSED, ECONNRESET, EPIPE, ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL,
      EAFNOSUPPORT:
      Blindness(.unreachable, text)
    case ELOOP, ENAMETOOLONG, EINVAL, EISDIR, EFBIG, EPROTO: Blindness(.malformed, text)
    default: Blindness(.unreachable, text)
    }
  }

  var fault: Fault {
    switch code {
    case EACCES, EPERM: Fault(.permission, text)
    case ETIMEDOUT: Fault(.timeout, text)
    case ENOENT, ENOTDIR, ECONNREFUSED, ENOEXEC: Fault(.unavailable, text)
    default: Fault(.io, text)
    }
  }
}

extension String {
  /// Text that C left in a buffer.
  init(fromNULTerminated buffer: [CChar]) {
    self.init(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Blindness {
  /// The same reason, told to whoever wanted to do something.
  var fault: Fault {
    switch reason {
    case .permission: Fault(.permission, text)
    case .timeout: Fault(.timeout, text)
    case .unreachable, .missingProgram, .notRecorded: Fault(.unavailable, text)
    case .malformed: Fault(.io, text)
    }
  }
}

/// A moment by which something must be over, on a clock that nobody sets back.
struct Deadline {
  private var end: Int

  init(milliseconds: Int) {
    end = Self.now() + milliseconds
  }

  /// What is left, never below zero.
  var milliseconds: Int { max(end - Self.now(), 0) }
  var isOver: Bool { milliseconds == 0 }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
