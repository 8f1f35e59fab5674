import Platform

extension ArraySlice<UInt8> {
  /// The first place of `needle` at or behind `start`.
  func firstRange(of needle: some Collection<UInt8>, from start: Int) -> Range<Int>? {
    let needle = Array<UInt8>(needle)
    guard let first = needle.first else { return start..<start }
    return withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, start >= startIndex else { return nil }
      var offset = start - startIndex
      while offset + needle.count <= buffer.count {
        // The C library's search skips what cannot be a beginning many bytes at a time.
        guard let found = memchr(base + offset, Int32(first), buffer.count - needle.count - offset + 1) else {
          return nil
        }
        offset = base.distance(to: UnsafeRawPointer(found))
        if memcmp(found, needle, needle.count) == 0 {
          return startIndex + offset..<startIndex + offset + needle.count
        }
        offset += 1
      }
      return nil
    }
  }
}
