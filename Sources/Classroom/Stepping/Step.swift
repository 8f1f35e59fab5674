import Lessons
import Markdown

/// A cell of a lesson with the text in front of it; the last step of a lesson is the text behind its last cell.
package struct Step: Equatable, Sendable {
  /// The line of the lesson's file on which the step begins.
  package let line: Int
  /// What is read first.
  package let prose: [MarkdownBlock]
  /// Nil for the last step.
  package let cell: Cell?

  /// The steps of a lesson: one a cell, and the last.
  package static func steps(of lesson: Lesson) -> [Step] {
    var steps: [Step] = []
    var text = ""
    var first: Int?
    for part in lesson.parts {
      switch part {
      case .prose(let line, let bytes):
        first = first ?? line
        text += lesson.text(of: bytes)
      case .cell(let cell):
        steps.append(Step(line: first ?? cell.block.line, prose: MarkdownParser.blocks(of: text), cell: cell))
        (text, first) = ("", nil)
      }
    }
    let last = first ?? (lesson.cells.last?.block.line ?? 1)
    return steps + [Step(line: last, prose: MarkdownParser.blocks(of: text), cell: nil)]
  }
}
