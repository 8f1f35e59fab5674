import Lessons
import Markdown

/// What the author of a lesson tells the teacher: HTML comments whose first word is `notes`, in the prose before the cell
/// that they belong to.
package struct SpeakerNotes: Equatable, Sendable {
  /// The notes of a cell of the lesson, or of its end.
  package struct Step: Equatable, Sendable {
    /// The cell, from 1; one more than there are for the text after the last.
    package let cell: Int
    /// The last heading at the beginning of the step or in it.
    package let title: String
    /// The notes; each is a text of one or more lines.
    package let notes: [String]
  }

  /// One for each cell, and one for the end.
  package let steps: [Step]

  /// The notes of a lesson.
  package init(_ lesson: Lesson) {
    var steps: [Step] = []
    var title = lesson.title
    var notes: [String] = []
    for part in lesson.parts {
      switch part {
      case .prose(let prose):
        notes += Self.notes(in: prose.blocks)
        title = Self.lastHeading(in: prose.blocks) ?? title
      case .cell:
        steps.append(Step(cell: steps.count + 1, title: title, notes: notes))
        notes = []
      }
    }
    self.steps = steps + [Step(cell: steps.count + 1, title: title, notes: notes)]
  }

  /// The step before a cell; the last one for a number that is too large.
  package func step(at cell: Int) -> Step { steps[min(max(cell, 1), steps.count) - 1] }

  /// The next title after that of the step, of whichever step has one.
  package func nextTitle(after cell: Int) -> String? {
    let current = step(at: cell)
    return steps.dropFirst(current.cell).first { $0.title != current.title }?.title
  }

  private static func notes(in blocks: [MarkdownBlock]) -> [String] {
    var notes: [String] = []
    func add(_ source: String) {
      for comment in RawHTML(source).comments {
        let text = comment.drop(while: \.isWhitespace)
        let word = text.prefix { !$0.isWhitespace }
        if word.lowercased() == "notes" { notes.append(unindented(text[word.endIndex...])) }
      }
    }
    blocks.forEachBlock { block in
      if case .html(let source) = block { add(source) }
      block.forEachInline { if case .html(let source) = $0 { add(source) } }
    }
    return notes
  }

  /// A text without empty lines around it and without indentation.
  private static func unindented(_ text: Substring) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      line.split(separator: " ").joined(separator: " ")
    }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private static func lastHeading(in blocks: [MarkdownBlock]) -> String? {
    for case .heading(_, let inlines) in blocks.reversed() { return inlines.plainText }
    return nil
  }
}
