import Synchronization

/// Opens a file and gives its descriptor, which programs that are started do not inherit, or -1 with `errno`.
package func openDescriptor(_ path: String, _ flags: Int32, mode: mode_t = 0) -> Int32 {
  guard !path.utf8.contains(0) else {
    errno = EINVAL
    return -1
  }
  while true {
    let descriptor = open(path, flags | O_CLOEXEC, mode)
    if descriptor >= 0 || errno != EINTR { return descriptor }
  }
}

/// Writes all bytes to a descriptor. Gives nil, or the code that says why that is not possible.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
  var start = 0
  while start < bytes.count, let base = bytes.baseAddress {
    let count = write(descriptor, base + start, bytes.count - start)
    if count >= 0 {
      start += count
    } else if errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, -1)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}

/// Writes a text whole. What can't be written to standard output is remembered by `StandardOutput`; a reader that has
/// gone away, and messages that nobody can read, are no errors.
package func writeAll(_ text: String, to descriptor: Int32) {
  var text = text
  let code = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
  if let code, code != EPIPE, descriptor == STDOUT_FILENO { StandardOutput.fail(code) }
}

/// Whether what the program had to say could be said.
package enum StandardOutput {
  private static let failure = Atomic<Int32>(0)

  /// Why something could not be written to standard output; nil when all was. The program says so when it ends.
  package static var problem: String? {
    // What `print` has said stays in a buffer until now.
    if fflush(nil) != 0, errno != EPIPE { fail(errno) }
    let code = failure.load(ordering: .relaxed)
    return code == 0 ? nil : "standard output can't be written to: \(FileError.words(for: code))"
  }

  static func fail(_ code: Int32) { failure.store(code, ordering: .relaxed) }
}

/// Brings what was written to a descriptor to the disk. Some file systems can't, which is no error: there is no better
/// place for the data. `false`, with `errno`, when it is not certain that they are there.
package func synchronise(_ descriptor: Int32) -> Bool {
  while fsync(descriptor) != 0 {
    switch errno {
    case EINTR: continue
    case EINVAL, ENOTSUP, EROFS: return true
    default: return false
    }
  }
  return true
}

/// As `synchronise`, for what was renamed in a folder. One that may not be opened for this is no error either.
func synchroniseFolder(_ path: String) -> Bool {
  let descriptor = openDescriptor(path, O_RDONLY | O_DIRECTORY)
  guard descriptor >= 0 else { return true }
  defer { close(descriptor) }
  return synchronise(descriptor) || errno == EBADF
}
