import Lessons

/// Which lesson, and which version of it, something belongs to.
package struct LessonIdentity: Equatable, Sendable {
  /// As it is called on the command line: `few-shot`.
  package let name: String
  /// The language of a translation; nil for the lesson as it was written first.
  package let language: String?
  /// See `Lesson.checksum`.
  package let checksum: String

  package init(name: String, language: String?, checksum: String) {
    self.name = name
    self.language = language
    self.checksum = checksum
  }

  /// The identity of a lesson, by its file's name and its cells.
  package init(_ lesson: Lesson) {
    let file = LessonFileName(path: lesson.file)
    self.init(name: file.name, language: file.language?.description, checksum: lesson.checksum)
  }

  /// Whether both are of the same cells, in whatever language.
  package func hasCells(of other: LessonIdentity) -> Bool { name == other.name && checksum == other.checksum }
}

extension Lesson {
  /// Sixteen hexadecimal digits that change with anything that runs: cells, their options, solutions and checks. They
  /// stay the same when prose, hints or outputs are corrected, and in a translation.
  ///
  /// FNV-1a of 64 bits (Fowler, Noll and Vo): it tells versions apart and keeps nobody from forging one.
  package var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ text: String) {
      // 0xFF, which no UTF-8 text holds, ends each text.
      for byte in Array(text.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    for cell in cells {
      add(cell.block.words.joined(separator: " "))
      add(cell.block.text)
      add(cell.exercise?.solution.text ?? "")
      add(cell.exercise?.check.text ?? "")
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
