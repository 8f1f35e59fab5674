extension Lexer {
  /// How many bytes of a name start at `offset`: a letter or `_`, then letters, digits, `_`, and `-` between them.
  func lengthOfName(at offset: Int) -> Int {
    var length = 0
    while let scalar = scalar(at: offset + length) {
      let isHyphen =
        scalar.value == "-" && length > 0 && self.scalar(at: offset + length + 1).map(continuesName) == true
      let isPart = length == 0 ? startsName(scalar.value) : continuesName(scalar)
      guard isPart || isHyphen else { break }
      length += scalar.length
    }
    return length
  }

  private func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? scalar.properties.isAlphabetic : isLetter(scalar))
  }

  private func continuesName(_ decoded: (value: Unicode.Scalar, length: Int)) -> Bool {
    startsName(decoded.value) || ("0"..."9").contains(decoded.value) || isMark(decoded.value)
  }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark
  }

  /// The character at `offset` and how many bytes it takes.
  private func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
    guard offset < source.bytes.count else { return nil }
    let byte = source.bytes[offset]
    if byte < 0x80 { return (Unicode.Scalar(byte), 1) }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    let text = source.text(in: offset..<offset + length)
    return text.unicodeScalars.first.map { ($0, length) }
  }
}
