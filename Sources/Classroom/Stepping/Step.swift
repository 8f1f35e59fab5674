import Lessons
import Markdown

/// A cell of a lesson with the text before it; the last step of a lesson is the text after its last cell.
package struct Step: Equatable, Sendable {
  /// The line of the lesson's file on which the step begins.
  package let line: Int
  /// What is read first, with the footnotes that it refers to.
  package let prose: [MarkdownBlock]
  /// Nil for the last step.
  package let cell: Cell?

  /// The steps of a lesson: one a cell, and the last.
  package static func steps(of lesson: Lesson) -> [Step] {
    var steps: [Step] = []
    var blocks: [MarkdownBlock] = []
    var first: Int?
    for part in lesson.parts {
      switch part {
      case .prose(let prose):
        first = first ?? prose.line
        blocks += prose.blocks
      case .cell(let cell):
        steps.append(Step(line: first ?? cell.block.line, prose: lesson.withFootnotes(blocks), cell: cell))
        (blocks, first) = ([], nil)
      }
    }
    let last = first ?? (lesson.cells.last?.block.line ?? 1)
    return steps + [Step(line: last, prose: lesson.withFootnotes(blocks), cell: nil)]
  }
}
