import Formats

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Which file a path leads to, in which state: another one as soon as the file is replaced or written to.
struct FileIdentity: Hashable {
  let device: UInt64
  let number: UInt64
  let size: Int
  let modifiedSeconds: Int
  let modifiedNanoseconds: Int

  /// The file at `path` now. Throws `FormatError` when there is none.
  init(path: String) throws(FormatError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .system(action: "open", path: path, reason: String(cString: strerror(errno)))
    }
    #if canImport(Darwin)
      let modified = status.st_mtimespec
    #else
      let modified = status.st_mtim
    #endif
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int(status.st_size)
    modifiedSeconds = Int(modified.tv_sec)
    modifiedNanoseconds = Int(modified.tv_nsec)
  }
}
