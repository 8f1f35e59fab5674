import Script
import Terminal

/// The conversation of a lesson: reads a line, or a statement of several, and has the walk do what it asks for, until the
/// input ends or somebody leaves.
package struct ClassConversation {
  private let walk: LessonWalk
  private let reader: any LineReader
  private let now: () -> Double
  private let didTake: () -> Void

  /// A conversation about `walk` by the clock `now`, in seconds; `didTake` is called after each line, whatever came of it.
  package init(
    _ walk: LessonWalk, reader: any LineReader, now: @escaping () -> Double, didTake: @escaping () -> Void = {}
  ) {
    self.walk = walk
    self.reader = reader
    self.now = now
    self.didTake = didTake
  }

  /// Runs until somebody leaves; tells whether the next lesson is wanted.
  package func run() -> Bool {
    walk.begin()
    while true {
      let prompt = walk.prompt
      let next = String(repeating: " ", count: max(0, prompt.count - 5)) + "...> "
      guard let statement = reader.statement(prompt: (prompt, next), isAnyLine: walk.takesAnyLine) else { return false }
      if let isNextWanted = take(statement.text) { return isNextWanted }
    }
  }

  /// Nil while the lesson goes on.
  private func take(_ text: String) -> Bool? {
    if LessonWord(line: text) == nil { reader.remember(text.trimmed) }
    Interrupt.clear()
    let start = now()
    let outcome = walk.take(text)
    didTake()
    // Enter pressed out of impatience would run cells that nobody has seen.
    if now() - start > 1 { reader.dropTypedAhead() }
    switch outcome {
    case .stays: return nil
    case .moved:
      // What was printed is followed by what the lesson says about it.
      walk.showStep()
      return nil
    case .leaves: return false
    case .wantsNextLesson: return true
    }
  }
}
