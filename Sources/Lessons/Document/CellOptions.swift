/// How a cell runs: the words behind `primer` on its opening fence.
package struct CellOptions: Equatable, Sendable {
  /// The cell must end in an error, and the error is its output.
  package private(set) var fails = false
  /// The cell runs only when slow cells are asked for.
  package private(set) var slow = false
  /// The cell is shown and never run.
  package private(set) var skip = false
  /// The cell has a blank for the student to fill.
  package private(set) var exercise = false
  /// In class, the student says what the cell will print before it runs.
  package private(set) var predict = false
  /// The seed of the cell's random numbers instead of the session's.
  package private(set) var seed: UInt64?
  /// How long the cell may run instead of the runner's limit.
  package private(set) var timeout: Duration?

  /// The same with another seed.
  func seeded(_ seed: UInt64) -> CellOptions {
    var options = self
    options.seed = seed
    return options
  }

  /// Every word that may stand behind `primer`, as it is written.
  static let allWords = ["fails", "slow", "skip", "exercise", "predict", "seed=7", "timeout=60s"]

  /// Reads the words behind `primer`.
  ///
  /// - Throws: the problem with the first word that is unknown, repeated, contradicts another or has a wrong value.
  init(words: some Sequence<String>) throws(LessonError.Problem) {
    var seen: Set<String> = []
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts[0]
      let value = parts.count > 1 ? parts[1] : nil
      guard seen.insert(name).inserted else { throw .repeatedOption(name) }
      switch (name, value) {
      case ("fails", nil): fails = true
      case ("slow", nil): slow = true
      case ("skip", nil): skip = true
      case ("exercise", nil): exercise = true
      case ("predict", nil): predict = true
      case ("seed", let text?):
        guard let number = UInt64(text) else { throw .wrongOption(word, wanted: "a whole number, as in `seed=7`") }
        seed = number
      case ("timeout", let text?):
        guard let duration = Duration(lessonText: text) else {
          throw .wrongOption(word, wanted: "a time, as in `timeout=60s`, `timeout=500ms` or `timeout=2m`")
        }
        timeout = duration
      case ("seed", nil): throw .wrongOption(word, wanted: "a number, as in `seed=7`")
      case ("timeout", nil): throw .wrongOption(word, wanted: "a time, as in `timeout=60s`")
      case ("fails", _), ("slow", _), ("skip", _), ("exercise", _), ("predict", _):
        throw .wrongOption(word, wanted: "no value: write `\(name)`")
      default: throw .unknownOption(word)
      }
    }
    if fails && exercise { throw .contradiction("exercise", "fails") }
    if predict && (exercise || skip) { throw .contradiction("predict", exercise ? "exercise" : "skip") }
  }
}

extension Duration {
  /// Reads `500ms`, `60s` or `2m`; nil for anything else, for zero and for more than a day.
  init?(lessonText text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number > 0, number <= 86_400_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": self = .milliseconds(number)
    case "s": self = .seconds(number)
    case "m": self = .seconds(number * 60)
    default: return nil
    }
    guard self <= .seconds(86_400) else { return nil }
  }
}
