import Formats
import Platform

/// Which file a path leads to, in which state: another one as soon as the file is replaced or written to.
struct FileIdentity: Hashable {
  let device: UInt64
  let number: UInt64
  let size: Int
  let modifiedSeconds: Int
  let modifiedNanoseconds: Int

  /// The file at `path` now. Throws `FileError` when there is none.
  init(path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw FileError(path, .read)
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
