extension UnsafeRawBufferPointer {
  /// The scalar at `position` and its length in bytes, or `nil` and 1 where the bytes are not UTF-8.
  func scalar(at position: Int) -> (scalar: Unicode.Scalar?, length: Int) {
    let first = self[position]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = utf8Length(of: first)
    guard length > 1, position + length <= count else { return (nil, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = self[position + index]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Overlong forms are not UTF-8, though their bits make a scalar.
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }
}

/// The number of bytes of a character that begins with `first`: 1 for bytes that begin none.
func utf8Length(of first: UInt8) -> Int {
  switch first {
  case 0xC2...0xDF: 2
  case 0xE0...0xEF: 3
  case 0xF0...0xF4: 4
  default: 1
  }
}
