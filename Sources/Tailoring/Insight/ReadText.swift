import Gradients
import Models
import Tensors

/// A text as a tailored model reads it, position by position.
package struct ReadText {
  /// What stands at a position.
  package enum Content: Equatable, Sendable {
    case token(Int)
    /// A row of a soft prompt, by its number from 0.
    case row(Int)
  }

  package let contents: [Content]
  /// What goes into the first layer [positions × width].
  package let rows: Variable

  package var count: Int { contents.count }
}

extension TailoredModel {
  /// What is read for these tokens of a text, learned rows among it. Throws `ModelError` where there is nothing, or more
  /// than the model has room for.
  package func reading(_ tokens: [Int]) throws(ModelError) -> ReadText {
    let rest = behindFront(tokens)
    let (count, limit) = (frontContents.count + rest.count, model.configuration.contextLength)
    guard !rest.isEmpty else { throw .emptyPrompt }
    guard count <= limit else { throw .contextExceeded(tokens: count, limit: limit) }
    return ReadText(contents: frontContents + rest.map { .token($0) }, rows: Variable(rows(rest)))
  }

  /// What stands at the positions of `front`.
  private var frontContents: [ReadText.Content] {
    guard let front, case .learned(let learned) = adaptation else { return [] }
    let beginning = model.beginning.map { ReadText.Content.token($0) }
    let rows = (0..<front.rows - beginning.count).map { ReadText.Content.row($0) }
    return learned.rowPlace == .afterBeginning ? beginning + rows : rows + beginning
  }
}
