import Lessons
import Script

/// What the cells of a lesson show, in their order.
package struct LessonOutputs: Equatable, Sendable {
  /// An output for each cell; that of an exercise is what its solution shows.
  package private(set) var cells: [CellOutput]
  /// The lines of the cells that showed something else than the lesson says.
  package private(set) var differing: [Int] = []

  /// What the lesson says that its cells show. Nothing runs.
  package init(documentedIn lesson: Lesson) {
    cells = lesson.cells.map(Self.documented)
  }

  /// What the cells show when they run, in a session with a host in front of `host`. Exercises run with their
  /// solutions; of cells marked `skip`, and of those marked `slow` unless `runsSlowCells`, the lesson's word is taken.
  ///
  /// - Throws: `LessonFailure` when a cell fails, and `CancellationError` when the user stopped it.
  package init(
    running lesson: Lesson, host: any Host, session: (any Host) -> Session, runsSlowCells: Bool,
    timeout: Duration
  ) throws {
    let runner = CellRunner(CapturingHost(host, .keep, pictures: .kept), session: session, timeout: timeout)
    cells = []
    for cell in lesson.cells {
      guard !cell.options.skip, runsSlowCells || !cell.options.slow else {
        cells.append(Self.documented(cell))
        continue
      }
      let run = runner.run(cell.exercise?.solution ?? cell.block, cell.options)
      if let failure = try run.failure() {
        throw LessonFailure(lesson, line: failure.line ?? cell.block.line, failure.remark)
      }
      let documented = (cell.exercise?.output ?? cell.output)?.content ?? []
      if !ExpectedOutput(documented).matches(run.output.shown) { differing.append(cell.block.line) }
      cells.append(run.output.cut())
    }
  }

  private static func documented(_ cell: Cell) -> CellOutput {
    guard let block = cell.exercise?.output ?? cell.output else { return CellOutput() }
    guard cell.options.fails else { return CellOutput(documented: block).cut() }
    var output = CellOutput()
    output.error = block.text
    return output
  }
}

extension CellOutput {
  /// The most that is put on a page: more than anyone reads, and little enough for a browser.
  static let longestShown = 200_000

  /// The output up to a number of characters, those of pictures included, with a line about what was left out.
  func cut(to limit: Int = longestShown) -> CellOutput {
    var room = limit
    var droppedLines = 0
    var isCut = false
    var cut = CellOutput()
    for piece in pieces {
      switch piece {
      case .drawing(let drawing, let text) where drawing.svg.utf8.count <= room:
        cut.append(drawing, text: text)
        room -= drawing.svg.utf8.count
      case .text(let text), .drawing(_, let text):
        let kept = text.prefix(room)
        cut.append(String(kept))
        room -= kept.count
        isCut = isCut || kept.endIndex < text.endIndex
        droppedLines += text[kept.endIndex...].count { $0.isNewline }
      }
    }
    if isCut { cut.append("\n… and \(droppedLines) more lines\n") }
    cut.error = error
    return cut
  }
}

/// Why a lesson is not exported.
package struct LessonFailure: Error, Equatable, CustomStringConvertible {
  /// The file as it was named.
  package let file: String
  /// Counted from 1; nil when no line is to blame.
  package let line: Int?
  /// One sentence without a full stop.
  package let sentence: String

  init(file: String, line: Int?, _ sentence: String) {
    self.file = file
    self.line = line
    self.sentence = sentence
  }

  init(_ lesson: Lesson, line: Int?, _ sentence: String) { self.init(file: lesson.file, line: line, sentence) }

  package var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + sentence }
}
