/// How many columns of a terminal `text` takes: two for wide characters such as those of Chinese and emoji, none for
/// combining ones (Unicode Standard Annex 11, by block).
package func displayWidth(_ text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + displayWidth($1) }
}

/// How many columns of a terminal a character takes.
package func displayWidth(_ character: Character) -> Int {
  guard let first = character.unicodeScalars.first else { return 0 }
  if first.value < 0x300 { return 1 }
  if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
  switch first.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: break
  }
  if first.properties.isEmojiPresentation { return 2 }
  switch first.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x20000...0x3FFFD:
    return 2
  default:
    return 1
  }
}

/// `text` followed by as many spaces as it needs to take `width` columns.
package func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// `text`, or when it takes more than `width` columns its beginning and `ellipsis`.
package func clipped(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  guard text.utf8.count > width, displayWidth(text) > width else { return text }
  let ellipsis = ellipsis.prefix(max(0, width))
  var result = ""
  var used = displayWidth(ellipsis)
  for character in text {
    used += displayWidth(character)
    if used > width { break }
    result.append(character)
  }
  return result + ellipsis
}

/// `text` without the spaces at its end.
package func trimmingTrailingSpaces(_ text: some StringProtocol) -> String {
  var view = Substring(text)
  while view.last == " " { view.removeLast() }
  return String(view)
}
