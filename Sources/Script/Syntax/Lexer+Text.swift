/// Texts in quotes: `"…"` and `"""` interpolate and know escapes, `'…'` and `'''` are as they stand; the tripled
/// ones may have several lines.
extension Lexer {
  /// A part of a text while it is read. Line breaks of the source are kept apart, because indentation hangs on them.
  private enum Part {
    case bytes([UInt8])
    case lineBreak
    case piece(Token.TextPiece)
  }

  /// Reads the text that starts here, up to and including its closing quotes.
  mutating func scanText() -> Token.Kind {
    let start = position
    let quote = source.bytes[position]
    let isTripled = peek(1) == quote && peek(2) == quote
    let interpolates = quote == UInt8(ascii: "\"")
    position += isTripled ? 3 : 1
    let opening = span(from: start)

    var parts: [Part] = []
    var bytes: [UInt8] = []
    var problem: Diagnostic?
    while let byte = peek() {
      if byte == quote, !isTripled || (peek(1) == quote && peek(2) == quote) {
        position += isTripled ? 3 : 1
        parts.append(.bytes(bytes))
        if let problem { return .invalid(problem) }
        return .text(pieces(isTripled ? withoutIndentation(parts) : parts))
      }
      switch byte {
      case UInt8(ascii: "\n"):
        guard isTripled else { return .invalid(problem ?? unclosed(opening, quote)) }
        position += 1
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        parts += [.bytes(bytes), .lineBreak]
        bytes = []
      case UInt8(ascii: "\\") where interpolates:
        do throws(Diagnostic) {
          bytes += try scanEscape()
        } catch {
          problem = problem ?? error
        }
      case UInt8(ascii: "$") where interpolates:
        do throws(Diagnostic) {
          if let piece = try scanInterpolation(isTripled: isTripled) {
            parts += [.bytes(bytes), .piece(piece)]
            bytes = []
          } else {
            bytes.append(byte)
            position += 1
          }
        } catch {
          problem = problem ?? error
        }
      default:
        bytes.append(byte)
        position += 1
      }
    }
    if isTripled { return .invalid(Diagnostic("this text is never closed", at: opening, kind: .incomplete)) }
    return .invalid(problem ?? unclosed(opening, quote))
  }

  private func unclosed(_ opening: Span, _ quote: UInt8) -> Diagnostic {
    let mark = String(UnicodeScalar(quote))
    return Diagnostic(
      "this text is not closed on its line", at: opening,
      suggestion: "end it with \(mark), or use \(mark)\(mark)\(mark) for several lines")
  }

  /// The bytes that an escape stands for.
  private mutating func scanEscape() throws(Diagnostic) -> [UInt8] {
    let start = position
    position += 1
    guard let byte = peek(), byte != UInt8(ascii: "\n") else { return [UInt8(ascii: "\\")] }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "'"): return [byte]
    case UInt8(ascii: "u"): return try scanUnicodeEscape(from: start)
    default:
      while let next = peek(), next & 0xC0 == 0x80 { position += 1 }
      let text = span(from: start).text
      throw Diagnostic(
        "there is no escape `\(text)`", at: span(from: start), suggestion: "write \\\\ for a backslash, or use '…'")
    }
  }

  private mutating func scanUnicodeEscape(from start: Int) throws(Diagnostic) -> [UInt8] {
    var digits = ""
    if peek() == UInt8(ascii: "{") {
      position += 1
      while digits.count < 8, let byte = peek(), byte != UInt8(ascii: "}"), byte > 0x20, byte < 0x7F,
        byte != UInt8(ascii: "\"")
      {
        digits.unicodeScalars.append(UnicodeScalar(byte))
        position += 1
      }
      if peek() == UInt8(ascii: "}") {
        position += 1
        if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
          return Array(String(scalar).utf8)
        }
      }
    }
    throw Diagnostic(
      "`\(span(from: start).text)` is no character", at: span(from: start),
      suggestion: "write its Unicode number in hexadecimal: \\u{e9}")
  }

  /// Reads `$name.field` or `$(…)`; nil when the `$` stands for itself.
  private mutating func scanInterpolation(isTripled: Bool) throws(Diagnostic) -> Token.TextPiece? {
    let start = position
    if peek(1) == UInt8(ascii: "(") { return try scanCode(isTripled: isTripled) }
    guard lengthOfName(at: position + 1) > 0 else { return nil }

    var names: [Name] = []
    repeat {
      let length = lengthOfName(at: position + 1)
      let nameSpan = Span(source, position + 1..<position + 1 + length)
      names.append(Name(text: nameSpan.text, span: nameSpan))
      position += 1 + length
    } while peek() == UInt8(ascii: ".") && lengthOfName(at: position + 1) > 0
    return .variable(names, span(from: start))
  }

  private mutating func scanCode(isTripled: Bool) throws(Diagnostic) -> Token.TextPiece {
    let start = position
    position += 2
    let opening = span(from: start)
    guard depth < Self.depthLimit else {
      throw Diagnostic("texts within texts are nested more than \(Self.depthLimit) deep", at: opening)
    }
    var lexer = Lexer(source, from: position, depth: depth + 1)
    let tokens = lexer.tokensOfCode(stopsAtNewline: !isTripled)
    position = lexer.position
    guard let tokens else {
      throw Diagnostic("this `$(` is never closed", at: opening, suggestion: "write \\$ for a dollar sign")
    }
    position += 1
    return .code(tokens, span(from: start))
  }

  /// The parts without the line break behind the opening quotes, and without that in front of the closing ones, whose
  /// indentation is taken off every line.
  private func withoutIndentation(_ parts: [Part]) -> [Part] {
    var parts = parts
    if parts.count > 1, case .bytes(let first) = parts[0], isBlank(first), case .lineBreak = parts[1] {
      parts.removeFirst(2)
      parts.insert(.lineBreak, at: 0)
    } else {
      parts.insert(.bytes([]), at: 0)
    }
    if parts.count > 1, case .bytes(let indent) = parts[parts.count - 1], isBlank(indent),
      case .lineBreak = parts[parts.count - 2]
    {
      for index in parts.indices.dropFirst() {
        guard case .lineBreak = parts[index - 1], case .bytes(let line) = parts[index] else { continue }
        parts[index] = .bytes(Array(line.dropFirst(zip(line, indent).prefix { $0 == $1 }.count)))
      }
      parts.removeLast(2)
    }
    return Array(parts.dropFirst())
  }

  private func isBlank(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
  }

  private func pieces(_ parts: [Part]) -> [Token.TextPiece] {
    var pieces: [Token.TextPiece] = []
    var literal: [UInt8] = []
    for part in parts {
      switch part {
      case .bytes(let bytes): literal += bytes
      case .lineBreak: literal.append(0x0A)
      case .piece(let piece):
        if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        pieces.append(piece)
      }
    }
    if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
    return pieces
  }
}
