/// Which files may be touched, and how their paths are read.
package struct FileAccess: Sendable {
  /// The folder that relative paths start from; nil for the process's own.
  package let folder: String?
  /// The folders that may be read, and written; nil for everywhere.
  package let readable: [String]?
  package let writable: [String]?
  /// Where relative paths are written to, and read from before anywhere else; nil when they are written where the
  /// others are.
  package let work: TemporaryFolder?

  /// Access to everything.
  package static let everywhere = FileAccess()

  package init(
    folder: String? = nil, readable: [String]? = nil, writable: [String]? = nil, work: TemporaryFolder? = nil
  ) {
    self.folder = folder
    self.readable = readable
    self.writable = writable
    self.work = work
  }

  /// The real path for reading.
  ///
  /// - Throws: `FileError` when there is no such file or it lies outside the readable folders.
  package func pathToRead(_ path: String) throws(FileError) -> String {
    if let work = work?.existingPath, let real = try? resolve(path, from: work), isInside(real, [work]) { return real }
    return try readable(resolve(path, from: folder), shown: path)
  }

  /// The real folders that together are the folder at `path`: that in the work folder first.
  ///
  /// - Throws: `FileError`, as `pathToRead` does.
  package func foldersToRead(_ path: String) throws(FileError) -> [String] {
    let first = try pathToRead(path)
    guard work?.existingPath != nil, let second = try? readable(resolve(path, from: folder), shown: path),
      second != first
    else { return [first] }
    return [first, second]
  }

  private func readable(_ real: String, shown path: String) throws(FileError) -> String {
    let folders = (readable ?? []) + (writable ?? []) + [work?.existingPath].compactMap { $0 }
    guard isInside(real, folders, unlimited: readable == nil) else {
      throw FileError(path, "lies outside the folders that may be read here")
    }
    return real
  }

  /// The real path for writing, which need not exist; its folder must.
  ///
  /// - Throws: `FileError` when the folder does not exist or it lies outside the writable folders.
  package func pathToWrite(_ path: String) throws(FileError) -> String {
    guard !path.utf8.contains(0) else { throw FileError(path, "is no file name") }
    let base = try work.map { work throws(FileError) in try work.path() } ?? folder
    let real: String
    if let existing = try? resolve(path, from: base) {
      real = existing
    } else {
      let absolute = self.absolute(path, from: base)
      let name = absolute.split(separator: "/").last.map(String.init) ?? ""
      guard !name.isEmpty, name != ".", name != "..", !absolute.hasSuffix("/") else {
        throw FileError(path, "is no file name")
      }
      // A dangling link would be followed on writing to wherever it points.
      var link = stat()
      if lstat(absolute, &link) == 0 { throw FileError(path, "is a link to nothing") }
      let folder = absolute.dropLast(name.count)
      real = try resolve(folder.isEmpty ? "." : String(folder), from: base, shown: path) + "/" + name
    }
    guard isInside(real, (writable ?? []) + [work?.existingPath].compactMap { $0 }, unlimited: writable == nil) else {
      throw FileError(path, "lies outside the folders that may be written here")
    }
    return real
  }

  /// The same without anything outside `folder`, whatever links in it lead to.
  package func confined(to folder: String) -> FileAccess {
    FileAccess(
      folder: self.folder, readable: [try? pathToRead(folder)].compactMap { $0 },
      writable: [try? pathToWrite(folder)].compactMap { $0 })
  }

  /// - Throws: `FileError` when what was opened lies outside the readable folders after all: a folder on its path may
  ///   have been exchanged for a link since the path was looked at.
  func checkOpened(_ descriptor: Int32, shownAs path: String) throws(FileError) {
    guard readable != nil else { return }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    #if os(Linux)
      let isKnown = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count - 1) > 0
    #else
      let isKnown = fcntl(descriptor, F_GETPATH, &buffer) == 0
    #endif
    guard isKnown else { throw FileError(path, .read) }
    _ = try readable(
      String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self), shown: path)
  }

  private func resolve(_ path: String, from base: String?, shown: String? = nil) throws(FileError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(shown ?? path, "is no file name") }
    guard let real = realpath(absolute(path, from: base), nil) else { throw FileError(shown ?? path, .read) }
    defer { free(real) }
    return String(cString: real)
  }

  private func absolute(_ path: String, from base: String?) -> String {
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
      return String(cString: home) + path.dropFirst()
    }
    guard let base, !path.hasPrefix("/") else { return path }
    return base + "/" + path
  }

  private func isInside(_ path: String, _ folders: [String], unlimited: Bool = false) -> Bool {
    unlimited
      || folders.contains { folder in
        guard let root = realpath(folder, nil) else { return false }
        defer { free(root) }
        let text = String(cString: root)
        return path == text || path.hasPrefix(text == "/" ? text : text + "/")
      }
  }
}

/// The content of a regular file, which messages call `shownPath`. `check` is called after every piece, and stops by
/// throwing.
///
/// - Throws: `FileError`, also when the file is not one that `access` lets read, there are more than `limit` bytes, and what `check` throws.
package func contents(
  ofFile path: String, shownAs shownPath: String? = nil, within access: FileAccess = .everywhere,
  atMost limit: Int = .max, check: () throws -> Void = {}
) throws -> [UInt8] {
  let shownPath = shownPath ?? path
  let descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK)
  guard descriptor >= 0 else { throw FileError(shownPath, .read) }
  defer { close(descriptor) }
  try access.checkOpened(descriptor, shownAs: shownPath)
  let size = try regularFileSize(descriptor, shownAs: shownPath)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(min(size, limit))
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    try check()
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError(shownPath, .read) }
    guard count > 0 else { return bytes }
    bytes += chunk.prefix(count)
    guard bytes.count <= limit else { throw FileError(shownPath, "is larger than \(limit) bytes") }
  }
}

/// The size in bytes of the regular file that a descriptor has open. Throws `FileError` for what is none.
func regularFileSize(_ descriptor: Int32, shownAs path: String) throws(FileError) -> Int {
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw FileError(path, .read) }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return Int(status.st_size)
  case S_IFDIR: throw FileError(path, "is a folder")
  default: throw FileError(path, "is no ordinary file")
  }
}
