import Markdown

/// A `primer` block of a lesson with what belongs to it.
package struct Cell: Equatable, Sendable {
  /// The block itself.
  package let block: Block
  /// How it runs.
  package let options: CellOptions
  /// The output its author expects; nil when it has no `output` block.
  package let output: Block?
  /// What must be true after it; nil when it has no `check` block, and in an exercise, which has its own.
  package let check: Block?
  /// The lines of the check.
  package let expectations: [Expectation]
  /// What belongs to it when it is an exercise.
  package let exercise: Exercise?

  /// The line of the document on which the cell's text begins.
  package var firstLine: Int { block.line + 1 }
}

/// The hints, the solution and the check of an exercise.
package struct Exercise: Equatable, Sendable {
  /// From the gentlest to the plainest.
  package let hints: [Hint]
  /// The cell with its blanks filled.
  package let solution: Block
  /// What the solution prints; nil when it has no `output` block.
  package let output: Block?
  /// A script whose last value is true when the cell left behind what was asked for.
  package let check: Block

  /// What a student replaces.
  package static let blank = "___"
}

/// A `hint` block of an exercise.
package struct Hint: Equatable, Sendable {
  package let block: Block
  /// What it says, with the link definitions of the whole lesson.
  package let prose: [MarkdownBlock]

  /// The Markdown as it is written.
  package var text: String { block.text }
}
