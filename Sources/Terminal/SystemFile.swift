import Platform

/// The beginning, at most 16 KiB, of a file in which the system tells about itself; nil where there is none or it may
/// not be read.
func systemFile(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 14)
  let count = read(file, &bytes, bytes.count)
  return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
}
