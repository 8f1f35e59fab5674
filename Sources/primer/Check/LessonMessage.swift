import Foundation
import Lessons

/// What the process that runs a lesson tells `primer check`, a line of JSON each on standard output.
enum LessonMessage: Codable {
  /// A cell is done.
  case cell(CellReport)
  /// The lesson is done; what it has read.
  case lesson(CheckReport.File, inputs: [LessonRecord.Input])

  /// The message as a line.
  func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// The message of a line; nil for anything else.
  init?(line: Data) {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let message = try? decoder.decode(LessonMessage.self, from: line) else { return nil }
    self = message
  }
}
