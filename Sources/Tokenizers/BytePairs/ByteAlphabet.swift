/// The spelling of bytes in GPT-2's vocabularies: printable Latin-1 bytes are the character of the same number, and the
/// others, in order, the characters from U+0100. So a space is `Ġ` and a line feed `Ċ`.
enum ByteAlphabet {
  /// The character of each byte.
  static let scalars: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (0...255).map { (byte: UInt8) in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
      default:
        defer { next += 1 }
        return Unicode.Scalar(next) ?? "?"
      }
    }
  }()

  /// How a token of these bytes is spelt.
  static func spelling(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { Array(String(scalars[Int($0)]).utf8) }
  }

  private static let bytes: [UInt8?] = {
    var bytes = [UInt8?](repeating: nil, count: 0x144)
    for (byte, scalar) in scalars.enumerated() { bytes[Int(scalar.value)] = UInt8(byte) }
    return bytes
  }()

  /// The bytes that a token spells, or `nil` when it has characters outside the alphabet.
  static func bytes(spelt token: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(token.count)
    for scalar in String(decoding: token, as: UTF8.self).unicodeScalars {
      guard scalar.value < bytes.count, let byte = bytes[Int(scalar.value)] else { return nil }
      result.append(byte)
    }
    return result
  }
}
