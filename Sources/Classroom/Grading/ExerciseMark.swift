/// What came of an answer to an exercise.
package enum ExerciseMark: Codable, Equatable, Sendable {
  /// All checks hold.
  case passed
  case unanswered
  /// The lesson's check does not hold.
  case wrong
  /// It holds, but a hidden check, by its number from 1, does not.
  case hiddenCheckFailed(Int)
  /// The answer ended in an error: its first line.
  case error(String)
  /// The answer, or a check of it, ran longer than it may.
  case timeout
  /// The process that ran the answer ended with it: why.
  case crashed(String)

  /// One for an exercise that is passed, else nothing.
  package var points: Int { self == .passed ? 1 : 0 }

  /// The mark in a few words.
  package var words: String {
    switch self {
    case .passed: "passed"
    case .unanswered: "not answered"
    case .wrong: "wrong"
    case .hiddenCheckFailed(let number): "hidden check \(number) fails"
    case .error(let message): message
    case .timeout: "took too long"
    case .crashed(let reason): "crashed: \(reason)"
    }
  }
}

/// What the process that reruns a student's answers tells the one that started it.
package enum GradingMessage: Codable, Equatable, Sendable {
  /// The file cannot be read as a submission.
  case refused(String)
  /// It turns to an exercise.
  case began(exercise: Int)
  case marked(exercise: Int, ExerciseMark)
  /// The lesson itself could not go on: a cell of its own ended in an error.
  case lessonBroken(line: Int, String)
  /// All exercises have been marked.
  case ended
}
