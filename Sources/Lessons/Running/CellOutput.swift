import Script

/// What a cell shows: text and pictures in the order in which they came.
package struct CellOutput: Equatable, Sendable {
  /// A piece of an output.
  package enum Piece: Equatable, Sendable {
    /// Text that ends with a line break.
    case text(String)
    /// A picture, and the text that is shown where there are none.
    case drawing(Drawing, text: String)
  }

  /// The pieces, two texts never side by side.
  package private(set) var pieces: [Piece] = []
  /// The error in which a cell marked `fails` ended, as it is shown.
  package var error: String?

  /// No output.
  package init() {}

  /// What an `output` block says.
  package init(documented block: Block) {
    if !block.content.isEmpty { append(block.text + "\n") }
  }

  /// Whether there is nothing to show.
  package var isEmpty: Bool { pieces.isEmpty && error == nil }

  /// All of it as text, without the error.
  package var text: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .drawing(_, let text): text
      }
    }.joined()
  }

  /// All of it as an `output` block has it: the text, and the error after it.
  package var shown: String { text + (error.map { $0 + "\n" } ?? "") }

  /// Adds a text.
  package mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    var whole = text
    if case .text(var last)? = pieces.last {
      // Taken out first, so that a long text grows in place.
      pieces.removeLast()
      last += text
      whole = last
    }
    pieces.append(.text(whole))
  }

  /// Adds a picture.
  package mutating func append(_ drawing: Drawing, text: String) { pieces.append(.drawing(drawing, text: text)) }
}
