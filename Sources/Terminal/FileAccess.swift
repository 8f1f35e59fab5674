#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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
  func pathToRead(_ path: String) throws(FileError) -> String {
    if let work = work?.existingPath, let real = try? resolve(path, from: work), isInside(real, [work]) { return real }
    return try readable(resolve(path, from: folder), shown: path)
  }

  /// The real folders that together are the folder at `path`: that in the work folder first.
  ///
  /// - Throws: `FileError`, as `pathToRead` does.
  func foldersToRead(_ path: String) throws(FileError) -> [String] {
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
  func pathToWrite(_ path: String) throws(FileError) -> String {
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

  private func resolve(_ path: String, from base: String?, shown: String? = nil) throws(FileError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(shown ?? path, "is no file name") }
    guard let real = realpath(absolute(path, from: base), nil) else { throw FileError(shown ?? path, code: errno) }
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

/// Why a file could not be read or written.
package struct FileError: Error, Equatable, CustomStringConvertible {
  /// As it was typed.
  package let path: String
  package let reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  init(_ path: String, code: Int32) {
    let words =
      switch code {
      case ENOENT, ENOTDIR: "does not exist"
      case EACCES, EPERM: "may not be opened: permission denied"
      case EISDIR: "is a folder"
      case ENOSPC: "does not fit: the disk is full"
      default: "cannot be used: " + String(cString: strerror(code))
      }
    self.init(path, words)
  }

  package var description: String { "`\(path)` \(reason)" }
}
