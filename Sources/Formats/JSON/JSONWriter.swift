/// Writes JSON in one of the styles that other programs use, so that files of equal content are equal byte for byte.
package struct JSONWriter: Sendable {
  /// Whether each member and element has a line of its own, indented by two spaces a level.
  private let isIndented: Bool
  /// Whether members stand in the order of their keys' scalars rather than in the order of the object.
  private let sortsKeys: Bool
  /// Whether all but ASCII is written as `\u` escapes.
  private let isASCII: Bool

  /// Python's `json.dumps(value, indent=2, sort_keys=True)`: how PEFT and transformers write their configurations.
  package static let python = JSONWriter(isIndented: true, sortsKeys: true, isASCII: true)
  /// Indented, keys as they come, letters as they are: how the `tokenizers` library writes `tokenizer.json`.
  package static let pretty = JSONWriter(isIndented: true, sortsKeys: false, isASCII: false)
  /// No space at all: the header of safetensors.
  package static let compact = JSONWriter(isIndented: false, sortsKeys: false, isASCII: false)

  /// The document, without a line break at its end. Throws `invalid` for a number that is not finite, which JSON lacks.
  package func bytes(of value: JSONValue) throws(FormatError) -> [UInt8] {
    var output: [UInt8] = []
    try write(value, key: "", depth: 0, to: &output)
    return output
  }

  /// `key` is that of the innermost member the value belongs to, for messages.
  private func write(_ value: JSONValue, key: String, depth: Int, to output: inout [UInt8]) throws(FormatError) {
    switch value {
    case .null: output += "null".utf8
    case .boolean(let flag): output += (flag ? "true" : "false").utf8
    case .integer(let integer): output += String(integer).utf8
    case .number(let number):
      guard number.isFinite else { throw .invalid(.key(key), problem: "\(number) can't be written as JSON") }
      output += shortest(number).utf8
    case .text(let text): write(text, to: &output)
    case .array(let elements):
      try write(elements, between: "[", and: "]", depth: depth, to: &output) { element, output throws(FormatError) in
        try write(element, key: key, depth: depth + 1, to: &output)
      }
    case .object(let object):
      let members = sortsKeys ? object.members.sorted { $0.key.precedes($1.key) } : object.members
      try write(members, between: "{", and: "}", depth: depth, to: &output) { member, output throws(FormatError) in
        write(member.key, to: &output)
        output += (isIndented ? ": " : ":").utf8
        try write(member.value, key: member.key, depth: depth + 1, to: &output)
      }
    }
  }

  private func write<Item>(
    _ items: [Item], between opening: Unicode.Scalar, and closing: Unicode.Scalar, depth: Int, to output: inout [UInt8],
    _ write: (Item, inout [UInt8]) throws(FormatError) -> Void
  ) throws(FormatError) {
    output.append(UInt8(ascii: opening))
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      breakLine(depth: depth + 1, in: &output)
      try write(item, &output)
    }
    if !items.isEmpty { breakLine(depth: depth, in: &output) }
    output.append(UInt8(ascii: closing))
  }

  private func breakLine(depth: Int, in output: inout [UInt8]) {
    guard isIndented else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\"".utf8
      case "\\": output += "\\\\".utf8
      case "\u{8}": output += "\\b".utf8
      case "\u{C}": output += "\\f".utf8
      case "\n": output += "\\n".utf8
      case "\r": output += "\\r".utf8
      case "\t": output += "\\t".utf8
      case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7E:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          output += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
        }
      default: output += String(scalar).utf8
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// The shortest digits that give the number back, laid out as Python does: without exponent from 10⁻⁴ to 10¹⁶.
  private func shortest(_ number: Double) -> String {
    // Swift begins to use exponents earlier, where every number is whole.
    let differs = number.magnitude >= 0x1p53 && number.magnitude < 1e16
    return differs ? "\(Int(number)).0" : "\(number)"
  }
}

extension String {
  /// Whether this text stands before another by Unicode scalars, as other programs sort; Swift's `<` compares equal
  /// what merely looks the same.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
