import Printing
import Script

/// A line of code for a terminal: tabs as spaces up to the next multiple of four, signs that command the terminal made
/// visible.
func visible(_ line: some StringProtocol) -> String {
  var text = ""
  for character in printable(String(line)) {
    if character == "\t" {
      text += String(repeating: " ", count: 4 - displayWidth(text) % 4)
    } else {
      text.append(character)
    }
  }
  return text
}
