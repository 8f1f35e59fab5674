import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of its own in the system's temporary one (`TMPDIR`, else `/tmp`), which only its owner may enter. It is made
/// when it is first asked for, and vanishes with all that is in it when nobody needs it any more.
package final class TemporaryFolder: Sendable {
  private let made = Mutex<String?>(nil)

  package init() {}

  deinit {
    if let path = existingPath { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Where it is; nil while nobody has asked for it.
  var existingPath: String? { made.withLock { $0 } }

  /// Where it is, now at the latest.
  ///
  /// - Throws: `FileError` when no folder can be made.
  package func path() throws(FileError) -> String {
    try made.withLock { made throws(FileError) in
      if let made { return made }
      let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
      var template = Array("\(parent.isEmpty ? "/tmp" : parent)/primer-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        let reason = String(cString: strerror(errno))
        throw FileError(parent.isEmpty ? "/tmp" : parent, "takes no temporary files: \(reason)")
      }
      let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      made = path
      return path
    }
  }
}
