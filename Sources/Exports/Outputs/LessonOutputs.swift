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
    let recorder = RecordingHost(host)
    let player = CellPlayer(host: recorder, session: session)
    cells = []
    for cell in lesson.cells {
      guard !cell.options.skip, runsSlowCells || !cell.options.slow else {
        cells.append(Self.documented(cell))
        continue
      }
      let end = player.play(cell.exercise?.solution ?? cell.block, cell.options, timeout: timeout)
      var output = recorder.take()
      switch end {
      case .stopped: throw CancellationError()
      case .late: throw LessonFailure(lesson, line: cell.block.line, "this cell took too long")
      case .error(let diagnostic, let line):
        guard cell.options.fails else { throw LessonFailure(lesson, line: line, diagnostic.message) }
        output.error = diagnostic.rendered()
      case .fine:
        if cell.options.fails {
          throw LessonFailure(lesson, line: cell.block.line, "this cell should fail, but did not")
        }
      }
      let documented = (cell.exercise?.output ?? cell.output)?.content ?? []
      let shown = output.text + (output.error.map { $0 + "\n" } ?? "")
      if !ExpectedOutput(documented).matches(shown) { differing.append(cell.block.line) }
      cells.append(output)
    }
  }

  private static func documented(_ cell: Cell) -> CellOutput {
    guard let block = cell.exercise?.output ?? cell.output else { return CellOutput() }
    guard cell.options.fails else { return CellOutput(documented: block) }
    var output = CellOutput()
    output.error = block.text
    return output
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
