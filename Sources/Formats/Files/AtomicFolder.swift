#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder of files that appears under its name complete or not at all: it is filled beside its place under another
/// name, and changes places with what was there. A crash, a full disk or Ctrl-C leaves what was there before.
///
/// Only a folder that holds nothing but files of the same names is replaced: no other file is ever lost.
package struct AtomicFolder: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private let fileNames: [String]

  /// Begins to write what shall become the folder at `path`, with files of these names. The folder that it stands in
  /// exists. Throws `system`, as when something else is there that would be lost.
  package init(replacing path: String, with fileNames: [String]) throws(FormatError) {
    let path = resolved(path)
    guard path != resolved(".") else {
      throw .system(action: "replace", path: path, reason: "it is the folder you are in")
    }
    try Self.checkReplaceable(path, by: fileNames)
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    var temporaryPath = path
    var status: Int32 = -1
    for attempt in 0..<100 {
      temporaryPath = "\(path[..<cut]).\(path[cut...]).\(getpid())-\(attempt)"
      status = mkdir(temporaryPath, 0o777)
      if status == 0 || errno != EEXIST { break }
    }
    guard status == 0 else { throw .system("write", path) }
    self.path = path
    self.temporaryPath = temporaryPath
    self.fileNames = fileNames
  }

  /// Begins to write one of the files, to be committed before the folder is. Throws `system`.
  package func file(_ name: String) throws(FormatError) -> AtomicFile {
    precondition(fileNames.contains(name), "one of the files that were announced")
    return try AtomicFile(replacing: "\(temporaryPath)/\(name)", shownAs: "\(path)/\(name)")
  }

  /// Where the files are until the folder is committed, to be read again.
  package var temporaryFolder: String { temporaryPath }

  /// Puts the folder in its place. Throws `system`; what was there before is then untouched.
  package consuming func commit() throws(FormatError) {
    try Self.checkReplaceable(path, by: fileNames)
    synchroniseFolder(temporaryPath)
    // Whatever is under the temporary name afterwards, the old folder or nothing, is removed by `deinit`.
    guard rename(temporaryPath, path) == 0 || exchange(temporaryPath, path) else { throw .system("write", path) }
    synchroniseFolder(String(path.lastIndex(of: "/").map { path[...$0] } ?? "."))
  }

  deinit {
    for name in fileNames { unlink("\(temporaryPath)/\(name)") }
    rmdir(temporaryPath)
  }

  private static func checkReplaceable(_ path: String, by fileNames: [String]) throws(FormatError) {
    guard let handle = opendir(path) else {
      guard errno == ENOENT, !path.isEmpty else { throw .system("replace", path) }
      return
    }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name == "." || name == ".." || fileNames.contains(name) else {
        throw .system(
          action: "replace", path: path, reason: "the folder also holds \(quoted(name)), which would be lost")
      }
    }
  }
}

/// The path without links and slashes at its end, as far as something is there.
private func resolved(_ path: String) -> String {
  guard let real = realpath(path, nil) else {
    var path = path
    while path.utf8.count > 1, path.last == "/" { path.removeLast() }
    return path
  }
  defer { free(real) }
  return String(cString: real)
}

/// Lets two folders change their names, in one step where the system can. `false`, with `errno`, leaves them as they
/// were.
private func exchange(_ first: String, _ second: String) -> Bool {
  #if canImport(Darwin)
    if renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 { return true }
  #elseif canImport(Glibc)
    // Glibc's header shows it to GNU programs only.
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    if let symbol = dlsym(nil, "renameat2") {
      let exchanging: UInt32 = 2
      if unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, first, AT_FDCWD, second, exchanging) == 0 { return true }
      guard errno == EINVAL || errno == ENOSYS else { return false }
    }
  #endif
  return exchangeInSteps(first, second)
}

/// As `exchange`, with a moment in which nothing has the second name.
func exchangeInSteps(_ first: String, _ second: String) -> Bool {
  let aside = "\(first)-old"
  guard rename(second, aside) == 0 else { return false }
  guard rename(first, second) == 0 else {
    let reason = errno
    rename(aside, second)
    errno = reason
    return false
  }
  // Should this fail, the old folder stays beside the new one, which is in its place.
  rename(aside, first)
  return true
}
