import Lessons
import Script

/// Cells, answers and what is tried out in between.
extension LessonWalk {
  func runCell(guess: String? = nil) -> Outcome {
    guard let cell = stepper.step.cell else { return .stays }
    if let guess { record(.predicted(cell: number, guess)) }
    let outcome = state.run(cell.block.text, of: cell, isHeld: guess != nil)
    if let obstacle = outcome.obstacle {
      tell(obstacle, ofLesson: true)
      return .stays
    }
    let output = outcome.run.output
    if let guess {
      screen.show(("You said", guess), beside: ("It prints", output.shown.withoutLastBreak))
    } else if let error = output.error {
      screen.show(output: error)
    }
    if let failure = try? outcome.run.failure() { screen.say("This cell: \(failure.sentence).") }
    if let expected = cell.output { compare(output.shown, with: expected) }
    tell(setAside: outcome.setAside)
    passedOver.remove(number)
    return move(recording: .ran(cell: number), hasPrinted: true)
  }

  func tryOut(_ text: String, isAnswer: Bool) -> Outcome {
    let obstacle = state.tryOut(text)
    record(.tried(cell: number, text))
    if let obstacle {
      tell(obstacle, ofLesson: false)
      return .stays
    }
    if let program = try? Program(parsing: SourceText(text)) {
      definitions += program.outline.filter { !$0.names.isEmpty }
    }
    if isAnswer && !hasToldOfCheck {
      screen.say("(To make this your answer, type `check`.)")
      hasToldOfCheck = true
    }
    return .stays
  }

  /// Runs an answer, with what it needs of what was tried before, and goes on when it passes the check.
  func answer(_ text: String) -> Outcome {
    guard let cell = stepper.step.cell, let exercise = cell.exercise else { return .stays }
    let whole = standingAlone(text)
    screen.show(code: whole)
    let (outcome, judgement) = state.answer(whole, to: exercise, of: cell, isHeld: false)
    if case .stopped? = outcome.obstacle {
      screen.say("Stopped.")
      return .stays
    }
    let hasPassed = judgement?.value == .boolean(true)
    record(.answered(cell: number, whole, passed: hasPassed))
    if hasPassed {
      answers[number] = whole
      passedOver.remove(number)
      screen.say("Right.")
      tell(setAside: outcome.setAside)
      return move(recording: nil, hasPrinted: true)
    }
    if let obstacle = outcome.obstacle {
      tell(obstacle)
      if let likelyReason { screen.say(likelyReason) }
    }
    tell(judgement?.shortfalls ?? [])
    tell(setAside: outcome.setAside)
    // The next answer takes them as the lesson has them.
    definitions.removeAll { !$0.names.isDisjoint(with: outcome.setAside) }
    return .stays
  }

  /// `text` behind what it uses of what was given a name at this step.
  private func standingAlone(_ text: String) -> String {
    let own = Program.names(in: text)
    var parts = [text]
    var seen = own
    for definition in definitions.reversed() where seen.isDisjoint(with: definition.names) {
      guard definition.names.contains(where: { name in parts.contains { $0.mentions(name) } }) else { continue }
      parts.insert(definition.text, at: 0)
      seen.formUnion(definition.names)
    }
    return parts.joined(separator: "\n")
  }
}

extension String {
  /// The text without the line break at its end.
  fileprivate var withoutLastBreak: String { last?.isNewline == true ? String(dropLast()) : self }

  /// Whether the text spells `name` and nothing longer.
  fileprivate func mentions(_ name: String) -> Bool {
    ranges(of: name).contains { range in
      let next = range.upperBound < endIndex ? self[range.upperBound] : " "
      return !(next.isLetter || next.isNumber || next == "-" || next == "_")
    }
  }
}

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
