/// Why a file or folder could not be used, in words that follow its path.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was to be done with it.
  package enum Action: String, Sendable {
    case read, written, replaced, removed
  }

  /// As it was typed.
  package let path: String
  /// What is wrong: `does not exist`.
  package let reason: String

  package init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The error that the system has just told, or tells by `code`.
  package init(_ path: String, _ action: Action, code: Int32 = errno) {
    let reason: String
    switch code {
    case ENOENT, ENOTDIR:
      reason = action == .read ? "does not exist" : "can't be \(action.rawValue): its folder does not exist"
    case EISDIR: reason = "is a folder"
    default: reason = "can't be \(action.rawValue): \(Self.words(for: code))"
    }
    self.init(path, reason)
  }

  package var description: String { "`\(path)` \(reason)" }

  /// What a code of the system means, as the end of a sentence.
  package static func words(for code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case ENOSPC, EDQUOT: "the disk is full"
    case EROFS: "nothing can be written there"
    case EFBIG: "it is larger than a file may be here"
    case ENAMETOOLONG: "its name is too long"
    default: String(cString: strerror(code))
    }
  }
}
