import Script

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The pictures of a lesson, which a page holds in itself.
enum Picture {
  /// Larger ones are left out: a page must open.
  private static let limit = 10_000_000

  /// The picture at `path`, read through the lesson's own host, as an address that holds all of it; nil when it cannot
  /// be read there or is no picture.
  static func address(_ path: String, host: any Script.Host) -> String? {
    guard let bytes = try? host.readFile(withoutPercentEncoding(path)), bytes.count <= limit,
      let type = type(of: bytes)
    else { return nil }
    return "data:\(type);base64,\(Data(bytes).base64EncodedString())"
  }

  /// A path as Markdown has it, `my%20picture.svg`, with the characters themselves; as it is when they make no text.
  private static func withoutPercentEncoding(_ path: String) -> String {
    var bytes: [UInt8] = []
    var rest = path.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? path
  }

  /// The media type that a file's first bytes tell.
  private static func type(of bytes: [UInt8]) -> String? {
    let starts: [(start: [UInt8], type: String)] = [
      ([0x89, 0x50, 0x4E, 0x47], "image/png"), ([0xFF, 0xD8, 0xFF], "image/jpeg"), (Array("GIF8".utf8), "image/gif"),
      (Array("<svg".utf8), "image/svg+xml"), (Array("<?xml".utf8), "image/svg+xml"),
    ]
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return "image/webp" }
    return starts.first { bytes.starts(with: $0.start) }?.type
  }
}
