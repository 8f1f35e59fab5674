import Foundation
import Lessons
import Testing

/// A lesson made from a text.
func lesson(_ text: String, file: String = "lesson.md") throws -> Lesson {
  try Lesson(file: file, source: Array(text.utf8))
}

extension Lesson {
  /// The lesson with `outputs` as what its cells print, in order; cells without one keep what they have.
  func corrected(_ outputs: [String]) -> String {
    var correction = Correction(of: self)
    for (cell, output) in zip(cells, outputs) { correction.setOutput(of: cell, to: output) }
    return String(decoding: correction.corrected(), as: UTF8.self)
  }
}
