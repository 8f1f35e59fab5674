import Platform

/// The most memory that the process has held at one time, mapped files included, as Linux keeps it (proc(5)).
enum PeakMemory {
  /// Makes the system begin anew from what is held now; false where it can't.
  static func forget() -> Bool {
    #if os(Linux)
      let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { return false }
      defer { close(file) }
      return write(file, "5", 1) == 1
    #else
      return false
    #endif
  }

  /// The most bytes since `forget`, or nil where the system does not say: `VmHWM:    13508 kB`.
  static var bytes: Int? {
    #if os(Linux)
      let lines = systemFile("/proc/self/status")?.split(separator: "\n") ?? []
      let words = lines.first { $0.hasPrefix("VmHWM:") }?.split { $0 == " " || $0 == "\t" }
      guard let words, words.count == 3, words[2] == "kB", let kilobytes = Int(words[1]) else { return nil }
      return kilobytes * 1024
    #else
      return nil
    #endif
  }
}
