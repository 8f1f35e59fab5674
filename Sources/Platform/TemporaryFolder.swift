import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder of its own in the system's temporary one (`TMPDIR`, else `/tmp`), which only its owner may enter. It is made
/// when it is first asked for, and vanishes with all that is in it when nobody needs it any more; that of a process
/// which was killed, when the next one is made.
package final class TemporaryFolder: Sendable {
  private let made = Mutex<String?>(nil)
  /// All that there are.
  private static let all = Mutex<Set<String>>([])

  package init() {}

  deinit {
    if let path = existingPath { Self.remove(path) }
  }

  /// Removes all there are: the process ends, and threads that are not waited for may still hold some.
  package static func removeAll() {
    for path in all.withLock({ $0 }) { remove(path) }
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
    _ = all.withLock { $0.remove(path) }
  }

  /// Where it is; nil while nobody has asked for it.
  package var existingPath: String? { made.withLock { $0 } }

  /// Where it is, now at the latest.
  ///
  /// - Throws: `FileError` when no folder can be made.
  package func path() throws(FileError) -> String {
    try made.withLock { made throws(FileError) in
      if let made { return made }
      let variable = getenv("TMPDIR").map { String(cString: $0) } ?? ""
      let parent = variable.isEmpty ? "/tmp" : variable
      Self.removeLeftovers(in: parent)
      var template = Array("\(parent)/primer-\(getpid())-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        throw FileError(parent, "takes no temporary files: \(FileError.words(for: errno))")
      }
      let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      made = path
      _ = Self.all.withLock { $0.insert(path) }
      return path
    }
  }

  /// Removes this user's folders whose processes are gone.
  private static func removeLeftovers(in parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] {
      let parts = name.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "primer", parts[2].utf8.count == 6, let process = pid_t(parts[1]),
        process > 0, isGone(process)
      else { continue }
      var found = stat()
      guard lstat("\(parent)/\(name)", &found) == 0, found.st_mode & S_IFMT == S_IFDIR, found.st_uid == geteuid() else {
        continue
      }
      try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
    }
  }
}
