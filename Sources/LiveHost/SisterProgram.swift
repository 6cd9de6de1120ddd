import Glibc
public import Operations

/// A program that was installed beside this one.
public enum SisterProgram {
  /// Becomes that program, with the same process number, words and variables; returns only when it cannot.
  ///
  /// - Parameter name: `runbook-http`. It is looked for beside us and nowhere else: a search path is a caller's to set.
  public static func become(_ name: String, words: [String]) -> Fault {
    let path: String
    do throws(SystemFault) {
      path = RunbookSearch.split(try AtomicFile.resolved("/proc/self/exe")).folder + "/" + name
    } catch {
      return error.fault
    }
    var pointers = ([path] + words).map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    execv(path, pointers)
    return SystemFault(errno, path).fault
  }
}
