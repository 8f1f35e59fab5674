/// The lines of what a cell printed, as they would stand in an `output` block.
///
/// A final line ending closes the last line and opens no new one; carriage returns at a line's end count as part of
/// its ending, as they do in the document.
func outputLines(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  return SourceLines(bytes).lines.map { String(decoding: bytes[$0.content], as: UTF8.self) }
}
