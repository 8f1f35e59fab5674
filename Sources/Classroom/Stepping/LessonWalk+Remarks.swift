import Lessons
import Markdown
import Printing
import Script

/// What the walk says, in words.
extension LessonWalk {
  func show(_ remark: Stepper.Remark) {
    switch remark {
    case .step: stepper.isAtEnd ? showEnd() : showCell()
    case .hint(let index): showHint(index)
    case .noMoreHints:
      screen.say("There are no more hints. `solution` shows a solution, `skip` goes on without one.")
    case .askBeforeSolution:
      screen.say("Show the solution? It will be noted that you have seen it. (y, or Enter to go on trying)")
    case .solution:
      showSolution()
      screen.say("Type it, or something like it; `skip` goes on with it.")
    case .solutionStaysHidden: screen.say("Then go on trying." + (stepper.hintsLeft > 0 ? " `hint` helps." : ""))
    case .sheet:
      screen.show(code: stepper.sheetText)
      screen.say("And the next blank? (`again` starts over.)")
    case .howToAnswer:
      screen.say(
        "Type what belongs in the blank, or the whole line. `hint` helps, `solution` shows a solution, `skip` goes on.")
    case .nothingToCheck:
      screen.say("There is nothing to check yet: type what belongs in the blank, or the whole line.")
    case .noExercise(let word): screen.say("`\(word.rawValue)` belongs to exercises, and this step has no exercise.")
    case .howToResume:
      guard let offer = stepper.offer else { return }
      screen.say("\(title): Enter goes on at \(shown(offer)), after running the cells before; `reset` starts again.")
    case .place: showPlace()
    case .words:
      screen.say(list: LessonWord.allCases.map { ($0.rawValue, $0.summary) })
      screen.say("Everything else is run as at Primer's own prompt; `?ask` explains the command `ask`.")
    }
  }

  /// Shows the solution of the exercise that is shown.
  package func showSolution() {
    record(.solution(cell: number))
    if let solution = stepper.step.cell?.exercise?.solution { screen.show(code: solution.text) }
  }

  private func showHint(_ index: Int) {
    guard let hints = stepper.step.cell?.exercise?.hints, hints.indices.contains(index) else { return }
    record(.hint(cell: number))
    screen.show(hints[index].prose)
    if index < hints.count - 1 { screen.say("(`hint` again says more.)") }
  }

  private func showCell() {
    guard let cell = stepper.step.cell else { return }
    screen.space()
    screen.show(stepper.step.prose)
    if !stepper.step.prose.isEmpty { screen.space() }
    if cell.exercise != nil { screen.say("Exercise \(exerciseNumber) of \(exercises.count). Fill the blank:") }
    screen.show(code: cell.block.text)
    if screen.isLarge { return }
    if let advice = advice(for: cell) {
      screen.space()
      screen.say(advice)
    }
  }

  /// What can be done with a cell, where that is not always the same.
  private func advice(for cell: Cell) -> String? {
    if cell.options.skip { return "This is only to read; Enter goes on." }
    if cell.options.predict { return "What will it print? Type your guess; Enter alone runs it." }
    if cell.options.slow { return "This may take some minutes: Enter runs it, `skip` passes over it." }
    if stepper.index == 0 && cell.exercise == nil {
      return "Enter runs the cell and goes on. You can try out anything in between; `help` lists the lesson's words."
    }
    return nil
  }

  private func showEnd() {
    screen.space()
    screen.show(stepper.step.prose)
    if !stepper.step.prose.isEmpty { screen.space() }
    var sentence = "This is the end of the lesson."
    if !exercises.isEmpty { sentence += " You solved \(solvedCount) of \(exercises.count) exercises." }
    if let following { sentence += " Enter goes on with the next one, \(following); `quit` leaves." }
    screen.say(sentence)
  }

  private func showPlace() {
    var sentence = "\(title): \(shown(stepper.index))."
    if !exercises.isEmpty { sentence += " Exercises solved: \(solvedCount) of \(exercises.count)." }
    screen.say(sentence)
  }

  private func shown(_ index: Int) -> String {
    stepper.steps[index].cell == nil ? "the end" : "step \(index + 1) of \(stepper.cellCount)"
  }

  /// Says how an output differs from the lesson's.
  func compare(_ output: String, with expected: Block) {
    guard let difference = ExpectedOutput(expected.content).difference(from: output) else { return }
    screen.say("This differs from the lesson (`-` there, `+` here):")
    screen.show(output: difference.text)
  }

  /// Says which of the student's own names mean what they mean in the lesson again.
  func tell(setAside names: Set<String>) {
    guard !names.isEmpty else { return }
    let list = names.sorted().map { $0.contains(" ") ? $0 : "`\($0)`" }.joined(separator: ", ")
    screen.say("(\(list) \(names.count == 1 ? "has" : "have") the lesson's value again.)")
  }

  /// Says what an answer left behind, and what was wanted.
  func tell(_ shortfalls: [Judgement.Shortfall]) {
    screen.say("Not yet." + (stepper.hintsLeft > 0 ? " `hint` helps." : ""))
    for (index, shortfall) in shortfalls.enumerated() {
      let isShort = shortfall.subject.count <= 60 && !shortfall.subject.contains(where: \.isNewline)
      let (seen, wanted) = (clipped(shortfall.seen.short, to: 200), clipped(shortfall.wanted, to: 200))
      screen.tell(
        (index > 0 ? "or: " : "")
          + "\(isShort ? shortfall.subject : "what the exercise looks at") is \(seen), wanted: \(wanted)")
    }
  }

  /// The numbers of the cells that are exercises.
  private var exercises: [Int] {
    stepper.steps.indices.filter { stepper.steps[$0].cell?.exercise != nil }.map { $0 + 1 }
  }
  private var exerciseNumber: Int { (exercises.firstIndex(of: number) ?? 0) + 1 }
  private var solvedCount: Int { exercises.count { answers[$0] != nil } }
}
