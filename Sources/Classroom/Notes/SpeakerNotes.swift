import Lessons
import Markdown

/// What the author of a lesson tells the teacher: HTML comments that begin with `<!-- notes` and end with `-->`, in the
/// prose in front of the cell that they belong to.
package struct SpeakerNotes: Equatable, Sendable {
  /// The notes of a cell of the lesson, or of its end.
  package struct Step: Equatable, Sendable {
    /// The cell, from 1; one more than there are for the text behind the last.
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
      case .prose(_, let bytes):
        let text = lesson.text(of: bytes)
        notes += Self.notes(in: text)
        title = Self.lastHeading(in: text) ?? title
      case .cell:
        steps.append(Step(cell: steps.count + 1, title: title, notes: notes))
        notes = []
      }
    }
    self.steps = steps + [Step(cell: steps.count + 1, title: title, notes: notes)]
  }

  /// The step in front of a cell; the last one for a number that is too large.
  package func step(at cell: Int) -> Step { steps[min(max(cell, 1), steps.count) - 1] }

  /// The next title after that of the step, of whichever step has one.
  package func nextTitle(after cell: Int) -> String? {
    let current = step(at: cell)
    return steps.dropFirst(current.cell).first { $0.title != current.title }?.title
  }

  private static func notes(in text: String) -> [String] {
    text.ranges(of: "<!-- notes").compactMap { opening in
      let rest = text[opening.upperBound...]
      guard rest.first?.isWhitespace ?? false, let closing = rest.firstRange(of: "-->") else { return nil }
      return unindented(rest[..<closing.lowerBound])
    }
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

  private static func lastHeading(in text: String) -> String? {
    MarkdownParser.blocks(of: text).reduce(nil) { title, block in
      if case .heading(_, let inlines) = block { inlines.plainText } else { title }
    }
  }
}
