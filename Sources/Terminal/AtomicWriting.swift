#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Puts a file with `bytes` at `path`, so that either all of it or what was there before is seen, even after a crash.
///
/// - Throws: `FileError`, in which the file is called `shown`.
package func writeAtomically(_ bytes: [UInt8], to path: String, shown: String) throws(FileError) {
  let temporary = path + ".\(getpid()).partial"
  var existing = stat()
  let mode = stat(path, &existing) == 0 ? existing.st_mode & 0o777 : 0o666
  if existing.st_mode & S_IFMT == S_IFDIR { throw FileError(shown, code: EISDIR) }
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
  guard descriptor >= 0 else { throw FileError(shown, code: errno) }
  var start = 0
  var failure: Int32?
  while start < bytes.count, failure == nil {
    let count = bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.map { write(descriptor, $0 + start, buffer.count - start) } ?? 0
    }
    if count >= 0 { start += count } else if errno != EINTR { failure = errno }
  }
  if failure == nil, fsync(descriptor) != 0 { failure = errno }
  close(descriptor)
  if failure == nil, rename(temporary, path) != 0 { failure = errno }
  if let failure {
    unlink(temporary)
    throw FileError(shown, code: failure)
  }
}
