/// The most memory that the process has held at one time, mapped files included, as Linux keeps it (proc(5)).
package enum PeakMemory {
  /// Makes the system begin anew from what is held now; false where it can't.
  package static func forget() -> Bool {
    #if os(Linux)
      let file = openDescriptor("/proc/self/clear_refs", O_WRONLY)
      guard file >= 0 else { return false }
      defer { close(file) }
      return write(file, "5", 1) == 1
    #else
      return false
    #endif
  }

  /// The most bytes since `forget`, or nil where the system does not say: `VmHWM:    13508 kB`.
  package static var bytes: Int? {
    #if os(Linux)
      return AvailableMemory.kilobytes("VmHWM:", in: systemFile("/proc/self/status")).map { $0 * 1024 }
    #else
      return nil
    #endif
  }
}

/// The beginning, at most 16 KiB, of a file in which the system tells about itself; nil where there is none or it may
/// not be read.
package func systemFile(_ path: String) -> String? {
  let file = openDescriptor(path, O_RDONLY)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 14)
  let count = read(file, &bytes, bytes.count)
  return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
}
