/// How far a student has come in a lesson.
package struct LessonProgress: Equatable, Sendable {
  /// What became of an exercise.
  package struct Exercise: Equatable, Sendable {
    /// The last answer that passed, or the last one when none did.
    package fileprivate(set) var answer: String?
    package fileprivate(set) var hasPassed = false
    /// How many answers were given.
    package fileprivate(set) var attempts = 0
    /// How many hints were shown before the exercise was passed.
    package fileprivate(set) var hints = 0
    /// Whether the solution was shown before the exercise was passed.
    package fileprivate(set) var sawSolution = false
  }

  /// The cell that comes next, from 1; one more than there are at the end.
  package private(set) var cell = 1
  /// By the numbers of their cells.
  package private(set) var exercises: [Int: Exercise] = [:]
  /// What the student said that cells would print, by their numbers.
  package private(set) var predictions: [Int: String] = [:]
  /// The cells that were passed over, and not run since.
  package private(set) var skipped: Set<Int> = []
  /// Whether the end was reached once.
  package private(set) var isFinished = false
  /// Whether there is anything in the log about these cells.
  package private(set) var isBegun = false
  /// Whether there is something about other cells of a lesson with this name: an earlier version.
  package private(set) var hasOtherVersion = false

  /// The progress in the lesson with these cells.
  package init(in lesson: LessonIdentity, _ events: some Sequence<ProgressEvent>) {
    for event in events where event.lesson.name == lesson.name {
      if event.lesson.checksum == lesson.checksum { add(event.action) } else { hasOtherVersion = true }
    }
  }

  private mutating func add(_ action: ProgressEvent.Action) {
    isBegun = true
    switch action {
    case .opened, .tried: break
    case .place(let number, _): cell = max(1, number)
    case .ran(let number):
      skipped.remove(number)
      moveBehind(number)
    case .skipped(let number):
      skipped.insert(number)
      moveBehind(number)
    case .predicted(let number, let text): predictions[number] = text
    case .answered(let number, let text, let passed):
      exercises[number, default: Exercise()].add(text, passed: passed)
      if passed { moveBehind(number) }
    case .hint(let number):
      if exercises[number]?.hasPassed != true { exercises[number, default: Exercise()].hints += 1 }
    case .solution(let number):
      if exercises[number]?.hasPassed != true { exercises[number, default: Exercise()].sawSolution = true }
    case .finished: isFinished = true
    }
  }

  /// A log may hold any number.
  private mutating func moveBehind(_ number: Int) { cell = max(1, number < .max ? number + 1 : number) }
}

extension LessonProgress.Exercise {
  fileprivate mutating func add(_ text: String, passed: Bool) {
    attempts += 1
    if passed || !hasPassed { answer = text }
    if passed { hasPassed = true }
  }
}
