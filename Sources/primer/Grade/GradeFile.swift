import ArgumentParser
import Checking
import Classroom
import Lessons

/// `primer grade-file`: grades one file for `primer grade`, in a process of its own that can harm nothing.
struct GradeFile: ParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)

  @OptionGroup var options: GradeOptions

  @Option var checks: String?
  @Option var without: [Int] = []
  @Argument var lesson: String
  @Argument var submission: String?

  func run() throws {
    let world = World(try Appearance.parse(["--quiet"]))
    try world.orFail {
      let lesson = try world.lesson(at: self.lesson)
      let hidden = try checks.map { path in
        try HiddenChecks(
          file: path, text: String(decoding: world.host().readFile(path), as: UTF8.self),
          exerciseCount: lesson.exercises.count)
      }
      // The student's file is opened only from here on.
      let process = ConfinedProcess(.init(memory: options.memory << 20, isHostile: true))
      guard var answers = try answers(lesson, world, refuse: { process.send(GradingMessage.refused($0)) }) else {
        return
      }
      for number in without { answers[number] = nil }
      let grader = Grader(
        host: world.lessonHost(lesson.file, allowed: options.allowRead),
        session: { world.session($0, isLesson: true) }, timeout: .seconds(options.timeout),
        runsSlowCells: options.slow)
      process.watch(grader.host)
      try grader.grade(lesson, answers: answers, hidden: hidden ?? .none) { process.send($0) }
    }
  }

  /// The answers of the submission, or without one the lesson's own; nil when the submission was refused.
  private func answers(_ lesson: Lesson, _ world: World, refuse: (String) -> Void) throws -> [Int: String]? {
    guard let submission else {
      return Dictionary(uniqueKeysWithValues: lesson.exercises.map { ($0.number, $0.exercise.solution.text) })
    }
    do {
      return try Submission(world.host().readFile(submission)).answers
    } catch let problem as Submission.Problem {
      refuse(problem.description)
      return nil
    }
  }
}
