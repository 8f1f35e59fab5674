import Terminal

/// A lesson on a projector: one step a key, without typing. A key runs the cell that is shown, the next one clears the
/// screen for the next step; an exercise first shows its solution.
package struct Presentation {
  /// What a key does.
  package enum Key: Equatable, Sendable {
    case next
    case back
    case quit

    /// Space, Enter, `n` and the keys of a presenter's remote control; `b`, Backspace; `q`, Ctrl-D, Escape.
    package init?(_ input: KeyInput) {
      switch input {
      case .character(" "), .character("\r"), .character("\n"), .character("n"), .character("N"), .pageDown, .right,
        .down:
        self = .next
      case .character("b"), .character("B"), .character("\u{7F}"), .character("\u{8}"), .pageUp, .left, .up:
        self = .back
      case .character("q"), .character("Q"), .character("\u{4}"), .end: self = .quit
      case .interrupted, .character, .other: return nil
      }
    }
  }

  private let walk: LessonWalk
  private let readKey: () -> KeyInput
  private let clear: () -> Void
  private let didTake: () -> Void

  /// A presentation of `walk` by the keys that `readKey` waits for; `clear` makes room for a step.
  package init(
    _ walk: LessonWalk, readKey: @escaping () -> KeyInput, clear: @escaping () -> Void,
    didTake: @escaping () -> Void = {}
  ) {
    self.walk = walk
    self.readKey = readKey
    self.clear = clear
    self.didTake = didTake
  }

  /// Runs until the end or until somebody leaves; tells whether the next lesson is wanted.
  package func run() -> Bool {
    clear()
    walk.begin()
    // Whether the step that has been moved to is not shown yet, because what the last cell printed is looked at.
    var isWaiting = false
    var showsSolution = false
    while true {
      guard let key = Key(readKey()) else { continue }
      Interrupt.clear()
      if key == .next, isWaiting {
        (isWaiting, showsSolution) = (false, false)
        showStep()
        continue
      }
      if key == .next, walk.isExercise, !showsSolution {
        showsSolution = true
        walk.screen.space()
        walk.showSolution()
        continue
      }
      if key == .next { walk.screen.space() }
      let outcome: LessonWalk.Outcome
      switch key {
      case .next: outcome = walk.isExercise ? walk.runSolution() : walk.take(LessonWord.next.rawValue)
      case .back: outcome = walk.isOffering ? walk.take(LessonWord.reset.rawValue) : walk.take(LessonWord.back.rawValue)
      case .quit: return false
      }
      didTake()
      switch outcome {
      case .stays: break
      case .moved(hasPrinted: true): isWaiting = true
      case .moved(hasPrinted: false):
        (isWaiting, showsSolution) = (false, false)
        showStep()
      case .leaves: return false
      case .wantsNextLesson: return true
      }
    }
  }

  private func showStep() {
    clear()
    walk.showStep()
  }
}
