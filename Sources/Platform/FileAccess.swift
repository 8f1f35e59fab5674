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
  private func foldersToRead(_ path: String) throws(FileError) -> [String] {
    let first = try pathToRead(path)
    guard work?.existingPath != nil, let second = try? readable(resolve(path, from: folder), shown: path),
      second != first
    else { return [first] }
    return [first, second]
  }

  /// The names in the folder at `path`, in alphabetical order, those of folders with a slash, without hidden ones.
  ///
  /// - Throws: `FileError`, as `pathToRead` does.
  package func names(inFolder path: String) throws(FileError) -> [String] {
    var names: Set<String> = []
    for real in try foldersToRead(path) {
      guard let folder = opendir(real) else { throw FileError(path, .read) }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = entryName(entry)
        guard !name.hasPrefix(".") else { continue }
        names.insert(isFolder(real + "/" + name) ? name + "/" : name)
      }
    }
    return names.sorted()
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
    guard let real = realPath(of: absolute(path, from: base)) else { throw FileError(shown ?? path, .read) }
    return real
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
        guard let root = realPath(of: folder) else { return false }
        return path == root || path.hasPrefix(root == "/" ? root : root + "/")
      }
  }
}
