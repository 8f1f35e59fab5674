/// A strict reader of JSON (RFC 8259), for files that someone else may have made to do harm: it refuses what lenient
/// readers repair, keys that stand twice, and nesting deeper than 64.
package struct JSONParser {
  /// How many arrays and objects may stand inside each other.
  package static let deepest = 64

  private let bytes: UnsafeRawBufferPointer
  /// Where the document begins in its file, for messages.
  private let start: Int
  private var position = 0

  /// The value that `bytes` hold, with only white space around it. Throws `FormatError.invalid` with the byte,
  /// counted from the start of a file in which the document begins at byte `start`.
  package static func parse(_ bytes: UnsafeRawBufferPointer, at start: Int = 0) throws(FormatError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, start: start)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.error("something follows the end of the JSON value") }
    return value
  }

  private init(bytes: UnsafeRawBufferPointer, start: Int) {
    self.bytes = bytes
    self.start = start
  }

  private mutating func value(depth: Int) throws(FormatError) -> JSONValue {
    skipSpace()
    guard depth <= Self.deepest else { throw error("the JSON is nested deeper than \(Self.deepest) levels") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(FormatError) -> JSONValue {
    position += 1
    var object = JSONObject()
    if takes("}") { return .object(object) }
    repeat {
      skipSpace()
      let place = position
      guard next == UInt8(ascii: "\"") else { throw error("a key in quotes is missing") }
      let key = try string()
      guard takes(":") else { throw error("a colon is missing after a key") }
      guard object.append(key, try value(depth: depth + 1)) else {
        throw error("the key \(quoted(key)) stands twice in one object", at: place)
      }
    } while takes(",")
    guard takes("}") else { throw error("a comma or a closing brace is missing") }
    return .object(object)
  }

  private mutating func array(depth: Int) throws(FormatError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if takes("]") { return .array(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while takes(",")
    guard takes("]") else { throw error("a comma or a closing bracket is missing") }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(FormatError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    guard length <= bytes.count - position,
      bytes[position..<position + length].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: length))
    else { throw error("this is no JSON value") }
    position += length
    return value
  }

  private mutating func number() throws(FormatError) -> JSONValue {
    let first = position
    var isInteger = true
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    let text = String(decoding: bytes[first..<position], as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw error("the number is too large", at: first) }
    return .number(number)
  }

  private mutating func digits() throws(FormatError) {
    let first = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > first else { throw error("this is no JSON value") }
  }
}

extension JSONParser {
  private mutating func string() throws(FormatError) -> String {
    let first = position
    position += 1
    var content: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("a control character in a text must be written as an escape") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        content.append(contentsOf: UTF8.encode(try escape())!)
      } else {
        content.append(byte)
      }
    }
    guard next != nil else { throw error("a text has no closing quote", at: first) }
    position += 1
    guard let text = String(validating: content, as: UTF8.self) else { throw error("a text is not UTF-8", at: first) }
    return text
  }

  private mutating func escape() throws(FormatError) -> Unicode.Scalar {
    let place = position - 1
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(at: place)
    default: throw error("this is no JSON escape", at: place)
    }
  }

  /// Four hexadecimal digits, or two times four for a scalar beyond U+FFFF: a high and a low surrogate.
  private mutating func unicodeEscape(at place: Int) throws(FormatError) -> Unicode.Scalar {
    let unit = try hexadecimal(at: place)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw error("half of a surrogate pair is missing", at: place) }
    position += 2
    let low = try hexadecimal(at: place)
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw error("half of a surrogate pair is missing", at: place) }
    return scalar
  }

  private mutating func hexadecimal(at place: Int) throws(FormatError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("\\u must be followed by four hexadecimal digits", at: place)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Skips white space, and `mark` if it follows.
  private mutating func takes(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private func error(_ problem: String, at place: Int? = nil) -> FormatError {
    .invalid(.byte(start + (place ?? position)), problem: problem)
  }
}
