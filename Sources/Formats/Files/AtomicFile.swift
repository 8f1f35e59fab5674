#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file that appears under its name complete or not at all: it is written beside its place under another name,
/// brought to the disk, and renamed. A crash, a full disk or Ctrl-C leaves what was there before.
package struct AtomicFile: ~Copyable {
  private let path: String
  /// What messages call the file.
  private let shownPath: String
  private let temporaryPath: String
  private let descriptor: Int32
  private var isFinished = false

  /// Begins to write what shall become the file at `path`, in a folder that exists; messages call it `shownPath`.
  /// Throws `system`, as when the folder may not be written to.
  package init(replacing path: String, shownAs shownPath: String? = nil) throws(FormatError) {
    let shownPath = shownPath ?? path
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    var descriptor: Int32 = -1
    var temporaryPath = path
    for attempt in 0..<100 {
      temporaryPath = "\(path[..<cut]).\(path[cut...]).\(getpid())-\(attempt)"
      descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 || errno != EEXIST { break }
    }
    guard descriptor >= 0 else { throw .system("write", shownPath) }
    self.path = path
    self.shownPath = shownPath
    self.temporaryPath = temporaryPath
    self.descriptor = descriptor
  }

  /// Appends bytes. Throws `system`, as when the disk is full.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let buffer = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Darwin)
        let count = Darwin.write(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system("write", shownPath) }
      rest = rest.dropFirst(count)
    }
  }

  /// Appends bytes. Throws `system`.
  package func write(_ bytes: [UInt8]) throws(FormatError) {
    let result = bytes.withUnsafeBytes { buffer in Result { () throws(FormatError) in try write(buffer) } }
    try result.get()
  }

  /// Puts the file in its place. Throws `system`; the file that was there before is then untouched.
  package consuming func commit() throws(FormatError) {
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw .system("write", shownPath) }
    isFinished = true
    synchroniseFolder(String(path.lastIndex(of: "/").map { path[...$0] } ?? "."))
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporaryPath) }
  }
}

extension AtomicFile {
  /// Writes `bytes` to the file at `path`, replacing what is there. Throws `system`.
  package static func save(_ bytes: [UInt8], to path: String) throws(FormatError) {
    let file = try AtomicFile(replacing: path)
    try file.write(bytes)
    try file.commit()
  }
}

/// Brings what was renamed in a folder to the disk. Some file systems can't, which is no reason to fail: the data are
/// safe.
func synchroniseFolder(_ path: String) {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
