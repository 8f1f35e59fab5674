/// A file that appears under its name complete or not at all: it is written beside its place under another name,
/// brought to the disk, and renamed. A crash, a full disk or Ctrl-C leaves what was there before.
///
/// Whoever may read the file that is replaced may read the new one, and nobody else at any moment: it has that file's
/// permissions, and its owner and group where the system lets it. What a process that was killed has left half written
/// is removed by the next one that writes the same file.
///
/// A link at the path is replaced, not followed: who wants to write the file that it leads to resolves it before, as
/// `FileAccess` does.
package struct AtomicFile: ~Copyable {
  private let path: String
  /// What messages call the file.
  private let shownPath: String
  private let temporaryPath: String
  private let descriptor: Int32
  private var isFinished = false

  /// Begins to write what shall become the file at `path`, in a folder that exists; messages call it `shownPath`.
  /// Throws `FileError`, as when the folder may not be written to.
  package init(replacing path: String, shownAs shownPath: String? = nil) throws(FileError) {
    try self.init(replacing: path, asReadableAs: path, shownAs: shownPath)
  }

  /// As above, with the permissions of the file at `original`, if there is one.
  init(replacing path: String, asReadableAs original: String, shownAs shownPath: String?) throws(FileError) {
    let shownPath = shownPath ?? path
    guard let name = TemporaryName(for: path) else { throw FileError(shownPath, "is no file name") }
    var existing = stat()
    let replaced = stat(original, &existing) == 0 ? existing : nil
    switch replaced.map({ $0.st_mode & S_IFMT }) {
    case nil, S_IFREG: break
    case S_IFDIR: throw FileError(shownPath, "is a folder")
    default: throw FileError(shownPath, "is no ordinary file")
    }
    name.removeLeftovers { unlink($0) }
    let mode = replaced.map { $0.st_mode & 0o777 } ?? 0o666
    guard let made = name.create({ openDescriptor($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode) }) else {
      throw FileError(shownPath, .written)
    }
    flock(made.result, LOCK_EX | LOCK_NB)
    if let replaced { Self.setPermissions(of: made.result, to: replaced) }
    self.path = path
    self.shownPath = shownPath
    temporaryPath = made.path
    descriptor = made.result
  }

  /// Gives the file at `descriptor` the owner, group and permissions of another, as far as that opens it to nobody else.
  private static func setPermissions(of descriptor: Int32, to other: stat) {
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { return }
    var mode = other.st_mode & 0o777
    if own.st_uid != other.st_uid || own.st_gid != other.st_gid,
      fchown(descriptor, other.st_uid, other.st_gid) != 0, fchown(descriptor, own.st_uid, other.st_gid) != 0
    {
      mode &= 0o707
    }
    // Where files have no permissions of their own, there are none to keep.
    fchmod(descriptor, mode)
  }

  /// Appends bytes. Throws `FileError`, as when the disk is full.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if let code = writeAll(bytes, to: descriptor) { throw FileError(shownPath, .written, code: code) }
  }

  /// Appends bytes. Throws `FileError`.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    if let code = bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) {
      throw FileError(shownPath, .written, code: code)
    }
  }

  /// Puts the file in its place. Throws `FileError`; the file that was there before is then untouched, unless the disk
  /// fails at the very end.
  package consuming func commit() throws(FileError) {
    guard synchronise(descriptor), rename(temporaryPath, path) == 0 else { throw FileError(shownPath, .written) }
    isFinished = true
    guard synchroniseFolder(parentFolder(of: path)) else { throw FileError(shownPath, .written) }
  }

  deinit {
    if !isFinished { unlink(temporaryPath) }
    close(descriptor)
  }
}

extension AtomicFile {
  /// Writes `bytes` to the file at `path`, which messages call `shownPath`, replacing what is there. Throws `FileError`.
  package static func save(_ bytes: [UInt8], to path: String, shownAs shownPath: String? = nil) throws(FileError) {
    let file = try AtomicFile(replacing: path, shownAs: shownPath)
    try file.write(bytes)
    try file.commit()
  }
}
