import Lessons
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
  /// Characters that are still kept; what a page could not show is only counted.
  private var room: Int
  private var droppedLines = 0

  /// The most that is kept of one cell: more than anyone reads, and little enough for a browser.
  static let limit = 200_000

  /// No output, of which `limit` characters will be kept.
  package init(limit: Int = Self.limit) { room = limit }

  /// What an `output` block says.
  package init(documented block: Block) {
    self.init()
    if !block.content.isEmpty { append(block.text + "\n") }
  }

  /// Whether there is nothing to show.
  package var isEmpty: Bool { pieces.isEmpty && error == nil }

  /// All of it as text.
  package var text: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .drawing(_, let text): text
      }
    }.joined()
  }

  /// Adds a text, up to the limit.
  mutating func append(_ text: String) {
    let kept = text.prefix(room)
    droppedLines += text[kept.endIndex...].count { $0.isNewline }
    room -= kept.count
    guard !kept.isEmpty else { return }
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(last + kept)
    } else {
      pieces.append(.text(String(kept)))
    }
  }

  /// Adds a picture, if there is room for it.
  mutating func append(_ drawing: Drawing, text: String) {
    guard drawing.svg.utf8.count <= room else { return append(text) }
    room -= drawing.svg.utf8.count
    pieces.append(.drawing(drawing, text: text))
  }

  /// The output with a line about what was left out.
  func finished() -> CellOutput {
    guard room == 0 else { return self }
    var output = self
    output.room = .max
    output.append("\n… and \(droppedLines) more lines\n")
    return output
  }
}
