/// The bytes of a file, unchanging and shared: large files are mapped into memory, so that loading a model reads only
/// what is used and two processes share one copy; small ones are read, because a mapped file that another program
/// shortens ends the process that touches the missing part.
package final class MappedFile: Sendable {
  /// The name the file was opened under.
  package let path: String
  /// The content. Valid for as long as this object lives: keep the object beside every pointer taken from here.
  nonisolated(unsafe) package let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool
  private let descriptor: Int32?

  /// Files of at least this many bytes are mapped.
  package static let mappedFrom = 4 << 20

  /// Opens a regular file for reading.
  /// Throws `FileError` if it can't be opened, read or mapped, or shrinks meanwhile.
  package init(path: String) throws(FileError) {
    let descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path, .read) }
    do throws(FileError) {
      let size = try regularFileSize(descriptor, shownAs: path)
      isMapped = size >= Self.mappedFrom
      bytes =
        try isMapped
        ? Self.map(descriptor, size: size, path: path) : Self.read(descriptor, size: size, path: path)
      self.path = path
      self.descriptor = descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Content that is in memory already, under the name that messages should give it.
  package init(contents: [UInt8], path: String = "memory") {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 64)
    copy.copyBytes(from: contents)
    bytes = UnsafeRawBufferPointer(copy)
    self.path = path
    isMapped = false
    descriptor = nil
  }

  /// Throws `FileError` if the file is no longer as long as it was when it was opened. Parsers call this last.
  package func checkUnchanged() throws(FileError) {
    guard let descriptor else { return }
    guard try regularFileSize(descriptor, shownAs: path) == bytes.count else { throw Self.changed(path) }
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
    if let descriptor { close(descriptor) }
  }

  private static func map(_ descriptor: Int32, size: Int, path: String) throws(FileError) -> UnsafeRawBufferPointer {
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw FileError(path, .read)
    }
    return UnsafeRawBufferPointer(start: start, count: size)
  }

  private static func read(_ descriptor: Int32, size: Int, path: String) throws(FileError) -> UnsafeRawBufferPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    var filled = 0
    while filled < size {
      let count = pread(descriptor, buffer.baseAddress! + filled, size - filled, off_t(filled))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = count == 0 ? Self.changed(path) : FileError(path, .read)
        buffer.deallocate()
        throw error
      }
      filled += count
    }
    return UnsafeRawBufferPointer(buffer)
  }

  private static func changed(_ path: String) -> FileError {
    FileError(path, "changed its size while it was being read; try again when nothing writes to it")
  }
}

/// The content of a regular file, which messages call `shownPath`. `check` is called after every piece, and stops by
/// throwing.
///
/// - Throws: `FileError`, also when `access` does not let the file be read or there are more than `limit` bytes, and what
///   `check` throws.
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
