import Lessons
import Script

/// Going on, going back, and going on where somebody was before.
extension LessonWalk {
  func skip() -> Outcome {
    guard let cell = stepper.step.cell else { return .stays }
    if cell.exercise == nil {
      state.pass()
      passedOver.insert(number)
    } else if let obstacle = solve(cell, number, isHeld: true) {
      guard let failure = try? obstacle.failure(expectingError: false) else {
        tell(obstacle, ofLesson: true)
        return .stays
      }
      screen.say("It stays unsolved: " + failure.remark + advice)
      state.pass()
      passedOver.insert(number)
    } else {
      passedOver.remove(number)
      screen.say("Solved for you, so that the lesson can go on; `back` returns to it.")
    }
    return move(recording: .skipped(cell: number), hasPrinted: false)
  }

  /// Runs the solution of the exercise that is shown, and shows what it prints.
  package func runSolution() -> Outcome {
    guard let cell = stepper.step.cell, let exercise = cell.exercise else { return .stays }
    let outcome = state.run(exercise.solution.text, of: cell, isHeld: false)
    if let obstacle = outcome.obstacle {
      tell(obstacle, ofLesson: true)
      return .stays
    }
    return move(recording: .skipped(cell: number), hasPrinted: true)
  }

  /// Runs an exercise by the answer that passed earlier, else by the solution. Gives the end that the lesson cannot go on
  /// from; nil when it can.
  func solve(_ cell: Cell, _ number: Int, isHeld: Bool) -> CellEnd? {
    guard let exercise = cell.exercise else { return nil }
    if let answer = answers[number] {
      let (outcome, judgement) = state.answer(answer, to: exercise, of: cell, isHeld: isHeld)
      if judgement?.value == .boolean(true) { return nil }
      if case .stopped? = outcome.obstacle { return outcome.obstacle }
    }
    return state.run(exercise.solution.text, of: cell, isHeld: isHeld).obstacle
  }

  func back() -> Outcome {
    guard stepper.index > 0 else {
      screen.say("This is the first step.")
      return .stays
    }
    return go(to: stepper.index - 1)
  }

  func go(to index: Int) -> Outcome {
    state.restore(index)
    enter(index)
    return .moved(hasPrinted: false)
  }

  func move(recording action: ProgressEvent.Action?, hasPrinted: Bool) -> Outcome {
    if let action { record(action) }
    enter(stepper.index + 1)
    if stepper.isAtEnd { record(.finished) }
    return .moved(hasPrinted: hasPrinted)
  }

  private func enter(_ index: Int) {
    stepper.enter(index)
    definitions = []
    hasToldOfCheck = false
  }

  /// Runs the cells in front of the offered step without showing what they print.
  func resume() -> Outcome {
    guard let offer = stepper.offer else { return .stays }
    stepper.settle()
    for index in 0..<offer {
      guard let cell = stepper.steps[index].cell else { break }
      state.report(ProgressReport("running the cells before", completed: index, of: offer))
      let obstacle: CellEnd?
      if cell.options.skip || progress.skipped.contains(index + 1) && cell.exercise == nil {
        state.pass()
        if !cell.options.skip { passedOver.insert(index + 1) }
        obstacle = nil
      } else if cell.exercise != nil {
        obstacle = solve(cell, index + 1, isHeld: true)
      } else {
        obstacle = state.run(cell.block.text, of: cell, isHeld: true).obstacle
      }
      if let obstacle {
        enter(index)
        tell(obstacle, ofLesson: true)
        return .moved(hasPrinted: true)
      }
    }
    enter(offer)
    return .moved(hasPrinted: false)
  }
}
