import Platform

/// The lines of a text as byte ranges.
///
/// A line ends in LF or CR LF, which `content` leaves out and `full` keeps, so that a document can be rewritten
/// byte for byte. Splitting is linear and copies nothing.
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
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var begin = start
      while begin < buffer.count {
        let found = memchr(base + begin, 0x0A, buffer.count - begin)
        let next = found.map { base.distance(to: UnsafeRawPointer($0)) + 1 } ?? buffer.count
        var end = found == nil ? next : next - 1
        while end > begin, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        lines.append(Line(number: lines.count + 1, content: begin..<end, full: begin..<next))
        begin = next
      }
    }
    self.lines = lines
  }
}
