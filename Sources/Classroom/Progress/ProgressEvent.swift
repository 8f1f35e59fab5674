#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One thing that a student did in a lesson.
package struct ProgressEvent: Equatable, Sendable {
  /// What was done. Cells are counted from 1.
  package enum Action: Equatable, Sendable {
    /// The lesson was begun or gone on with.
    case opened
    /// What is on the screen now: the cell that comes next (one more than there are at the end), and the line of the
    /// lesson's file on which what is shown begins.
    case place(cell: Int, line: Int)
    /// The lesson's cell was run.
    case ran(cell: Int)
    /// Something else was run in front of a cell.
    case tried(cell: Int, String)
    /// What the student said that the cell would print.
    case predicted(cell: Int, String)
    /// An answer to an exercise: the whole cell with its blanks filled.
    case answered(cell: Int, String, passed: Bool)
    /// One more hint was shown.
    case hint(cell: Int)
    /// The solution was shown.
    case solution(cell: Int)
    /// The cell was passed over.
    case skipped(cell: Int)
    /// The end of the lesson was reached.
    case finished

    /// What the student typed.
    var text: String? {
      switch self {
      case .tried(_, let text), .predicted(_, let text), .answered(_, let text, _): text
      case .opened, .place, .ran, .hint, .solution, .skipped, .finished: nil
      }
    }
  }

  /// Seconds since 1970.
  package let time: Double
  package let lesson: LessonIdentity
  package let action: Action

  package init(time: Double, lesson: LessonIdentity, _ action: Action) {
    self.time = time
    self.lesson = lesson
    self.action = action
  }
}

extension ProgressEvent {
  /// The members of a line of the log.
  private struct Line: Codable {
    var time: Double
    var lesson: String
    var language: String?
    var checksum: String
    var did: String
    var cell: Int?
    var line: Int?
    var text: String?
    var passed: Bool?
  }

  /// The event as a JSON object without line breaks.
  var json: [UInt8] {
    var line = Line(
      time: time.isFinite ? (time * 1000).rounded() / 1000 : 0, lesson: lesson.name, language: lesson.language,
      checksum: lesson.checksum, did: "")
    switch action {
    case .opened: line.did = "opened"
    case .place(let cell, let number): (line.did, line.cell, line.line) = ("place", cell, number)
    case .ran(let cell): (line.did, line.cell) = ("ran", cell)
    case .tried(let cell, let text): (line.did, line.cell, line.text) = ("tried", cell, text)
    case .predicted(let cell, let text): (line.did, line.cell, line.text) = ("predicted", cell, text)
    case .answered(let cell, let text, let passed):
      (line.did, line.cell, line.text, line.passed) = ("answered", cell, text, passed)
    case .hint(let cell): (line.did, line.cell) = ("hint", cell)
    case .solution(let cell): (line.did, line.cell) = ("solution", cell)
    case .skipped(let cell): (line.did, line.cell) = ("skipped", cell)
    case .finished: line.did = "finished"
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding fails only for a number that is not finite.
    return (try? encoder.encode(line)).map(Array.init) ?? []
  }

  /// Reads a line; nil for one that is damaged, or that a later version of Primer wrote.
  init?(json: some Sequence<UInt8>) {
    guard let line = try? JSONDecoder().decode(Line.self, from: Data(json)) else { return nil }
    let action: Action? =
      switch (line.did, line.cell, line.text) {
      case ("opened", _, _): .opened
      case ("place", let cell?, _): line.line.map { .place(cell: cell, line: $0) }
      case ("ran", let cell?, _): .ran(cell: cell)
      case ("tried", let cell?, let text?): .tried(cell: cell, text)
      case ("predicted", let cell?, let text?): .predicted(cell: cell, text)
      case ("answered", let cell?, let text?): line.passed.map { .answered(cell: cell, text, passed: $0) }
      case ("hint", let cell?, _): .hint(cell: cell)
      case ("solution", let cell?, _): .solution(cell: cell)
      case ("skipped", let cell?, _): .skipped(cell: cell)
      case ("finished", _, _): .finished
      default: nil
      }
    guard let action else { return nil }
    let lesson = LessonIdentity(name: line.lesson, language: line.language, checksum: line.checksum)
    self.init(time: line.time, lesson: lesson, action)
  }
}
