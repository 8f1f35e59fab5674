/// The lines of a text as byte ranges.
///
/// A line ends in LF, CR LF or CR, as in CommonMark; `content` leaves the end out and `full` keeps it, so that a document
/// can be rewritten byte for byte. Splitting is linear and copies nothing.
struct SourceLines {
  struct Line: Equatable {
    /// Counted from 1.
    let number: Int
    let content: Range<Int>
    let full: Range<Int>
  }

  let lines: [Line]

  init(_ bytes: [UInt8], from start: Int = 0) {
    var lines: [Line] = []
    bytes.withUnsafeBufferPointer { buffer in
      var begin = start
      var index = start
      while index < buffer.count {
        let byte = buffer[index]
        index += 1
        guard byte == 0x0A || byte == 0x0D else { continue }
        let end = index - 1
        if byte == 0x0D, index < buffer.count, buffer[index] == 0x0A { index += 1 }
        lines.append(Line(number: lines.count + 1, content: begin..<end, full: begin..<index))
        begin = index
      }
      if begin < buffer.count {
        lines.append(Line(number: lines.count + 1, content: begin..<buffer.count, full: begin..<buffer.count))
      }
    }
    self.lines = lines
  }
}
