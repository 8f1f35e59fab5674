/// Names for what is written beside its place until it is complete: `.NAME.PROCESS-RANDOM`. They can't be guessed, tell
/// which process writes, and are made by exclusive creation, which follows no link that somebody has put there.
struct TemporaryName {
  /// The folder that all is in, with its slash, or empty.
  private let folder: Substring
  private let prefix: String

  /// The longest part of a file's name that its temporary name repeats, in bytes: the whole has at most 255.
  private static let longestPart = 180

  /// For what shall stand at `path`; nil when that names nothing.
  init?(for path: String) {
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    var name = path[cut...]
    guard !name.isEmpty, name != ".", name != "..", !path.utf8.contains(0) else { return nil }
    while name.utf8.count > Self.longestPart { name.removeLast() }
    folder = path[..<cut]
    prefix = ".\(name)."
  }

  /// Lets `make` make something under a name that nothing has, and gives that name and what `make` gave; nil, with
  /// `errno`, when it gave a negative number for another reason than that.
  func create(_ make: (String) -> Int32) -> (path: String, result: Int32)? {
    for _ in 0..<100 {
      let random = String(UInt64.random(in: 0 ... .max), radix: 16)
      let path = "\(folder)\(prefix)\(getpid())-\(random)"
      let result = make(path)
      if result >= 0 { return (path, result) }
      guard errno == EEXIST else { return nil }
    }
    return nil
  }

  /// Gives `remove` what processes that are gone have left under such names.
  func removeLeftovers(_ remove: (String) -> Void) {
    guard let handle = opendir(folder.isEmpty ? "." : String(folder)) else { return }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = entryName(entry)
      guard name.hasPrefix(prefix), isLeft(name.dropFirst(prefix.count)) else { continue }
      let path = "\(folder)\(name)"
      // Whoever writes holds a lock, also one on another machine or in another container, of whose processes nothing is
      // known here.
      let descriptor = openDescriptor(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { remove(path) }
    }
  }

  /// Whether `rest`, what is behind the prefix, is `PROCESS-RANDOM` of a process that is gone.
  private func isLeft(_ rest: Substring) -> Bool {
    let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let process = pid_t(parts[0]), process > 0, UInt64(parts[1], radix: 16) != nil else {
      return false
    }
    return isGone(process)
  }
}

/// Whether no process has this number.
func isGone(_ process: pid_t) -> Bool { kill(process, 0) != 0 && errno == ESRCH }

/// The name of what `readdir` found.
func entryName(_ entry: UnsafeMutablePointer<dirent>) -> String {
  withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
