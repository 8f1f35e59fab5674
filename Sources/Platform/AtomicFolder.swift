/// A folder of files that appears under its name complete or not at all: it is filled beside its place under another
/// name, and changes places with what was there. A crash, a full disk or Ctrl-C leaves what was there before.
///
/// Only a folder that holds nothing but files of the same names is replaced: no other file is ever lost. Permissions are
/// kept and what killed processes left is removed, as with `AtomicFile`; a link at the path is followed.
package struct AtomicFolder: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private let fileNames: [String]
  /// Open, and locked, for as long as files are written.
  private let descriptor: Int32

  /// Begins to write what shall become the folder at `path`, with files of these names. The folder that it stands in
  /// exists. Throws `FileError`, as when something else is there that would be lost.
  package init(replacing path: String, with fileNames: [String]) throws(FileError) {
    let path = resolved(path)
    guard path != resolved(".") else { throw FileError(path, "can't be replaced: it is the folder you are in") }
    try Self.checkReplaceable(path, by: fileNames)
    guard let name = TemporaryName(for: path) else { throw FileError(path, "is no file name") }
    name.removeLeftovers { Self.remove($0, with: fileNames) }
    var existing = stat()
    let isThere = stat(path, &existing) == 0
    let mode = isThere ? existing.st_mode & 0o3777 : 0o777
    guard let temporaryPath = name.create({ mkdir($0, mode | 0o700) })?.path else { throw FileError(path, .written) }
    if isThere { chmod(temporaryPath, mode | 0o700) }
    descriptor = openDescriptor(temporaryPath, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    flock(descriptor, LOCK_EX | LOCK_NB)
    self.path = path
    self.temporaryPath = temporaryPath
    self.fileNames = fileNames
  }

  /// Begins to write one of the files, to be committed before the folder is. Throws `FileError`.
  package func file(_ name: String) throws(FileError) -> AtomicFile {
    precondition(fileNames.contains(name), "one of the files that were announced")
    let final = "\(path)/\(name)"
    return try AtomicFile(replacing: "\(temporaryPath)/\(name)", asReadableAs: final, shownAs: final)
  }

  /// Where the files are until the folder is committed, to be read again.
  package var temporaryFolder: String { temporaryPath }

  /// Puts the folder in its place. Throws `FileError`; what was there before is then untouched.
  package consuming func commit() throws(FileError) {
    try Self.checkReplaceable(path, by: fileNames)
    // Whatever is under the temporary name afterwards, the old folder or nothing, is removed by `deinit`.
    guard synchroniseFolder(temporaryPath), rename(temporaryPath, path) == 0 || exchange(temporaryPath, path),
      synchroniseFolder(parentFolder(of: path))
    else { throw FileError(path, .written) }
  }

  deinit {
    Self.remove(temporaryPath, with: fileNames)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Removes a folder of such files, finished or not, unless something else is in it.
  private static func remove(_ path: String, with fileNames: [String]) {
    for name in fileNames {
      unlink("\(path)/\(name)")
      TemporaryName(for: "\(path)/\(name)")?.removeLeftovers { unlink($0) }
    }
    rmdir(path)
  }

  private static func checkReplaceable(_ path: String, by fileNames: [String]) throws(FileError) {
    guard let handle = opendir(path) else {
      switch errno {
      case ENOENT where !path.isEmpty: return
      case ENOTDIR: throw FileError(path, "can't be replaced: it is no folder")
      default: throw FileError(path, .replaced)
      }
    }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = entryName(entry)
      guard name == "." || name == ".." || fileNames.contains(name) else {
        throw FileError(path, "can't be replaced: the folder also holds `\(name)`, which would be lost")
      }
    }
  }
}

/// The path without links and slashes at its end, as far as something is there.
private func resolved(_ path: String) -> String {
  if let real = realPath(of: path) { return real }
  var path = path
  while path.utf8.count > 1, path.last == "/" { path.removeLast() }
  return path
}

/// Lets two folders change their names, in one step where the system can. `false`, with `errno`, leaves them as they
/// were.
private func exchange(_ first: String, _ second: String) -> Bool {
  #if canImport(Darwin)
    if renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 { return true }
  #elseif canImport(Glibc)
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    if let rename = libraryFunction("renameat2", as: Rename.self) {
      let exchanging: UInt32 = 2
      if rename(AT_FDCWD, first, AT_FDCWD, second, exchanging) == 0 { return true }
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
