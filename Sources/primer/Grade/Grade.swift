import ArgumentParser
import Checking
import Classroom
import Lessons
import Platform
import Script
import Terminal

/// `primer grade`: reruns what students handed in, each file confined to a process of its own, and marks it.
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rerun the files that students handed in, and mark each exercise.",
    discussion: """
      Each file runs in a process of its own, which reads lessons, data sets and models, writes into a folder that is \
      thrown away, and runs within limits on time and memory. Marks come from the lesson's checks, and from those in \
      FOLDER/NN-name.checks.md that students don't see: blocks marked `check 1`, with the number of an exercise.

      Exits with 1 when a file could not be graded.
      """)

  @OptionGroup var appearance: Appearance
  @OptionGroup var options: GradeOptions

  @Argument(help: ArgumentHelp("Files, or folders of them.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Comma-separated values instead of a table.")
  var csv = false

  @Flag(help: "JSON instead of a table.")
  var json = false

  @Option(help: ArgumentHelp("A folder of hidden checks.", valueName: "folder"))
  var checks: String?

  @Option(help: ArgumentHelp("The folder of the lessons.", valueName: "folder"))
  var lessons: String?

  @Option(help: ArgumentHelp("How many files run at once. Default: one per processor.", valueName: "number"))
  var jobs: Int?

  func validate() throws {
    if csv && json { throw ValidationError("choose either --csv or --json") }
    if let jobs, !(1...1000).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 1000") }
  }

  func run() throws {
    let world = World(appearance)
    try world.orFail {
      let host = world.host()
      defer { host.endProgress() }
      let processes = ConfinedProcesses(environment: world.environment)
      let models = world.store.names(host)
      var grading = ClassGrading(
        Course(folders: lessons.map { [$0] } ?? world.lessonFolders, languages: [], files: host), files: host,
        checks: checks, isAvailable: models.contains, pool: world.pool(jobs, of: processes), processes: processes,
        arguments: ["grade-file"] + options.arguments)
      let table = try grading.grade(paths)
      writeAll(csv ? table.csv : json ? table.json : table.text, to: STDOUT_FILENO)
      if table.files.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }
  }
}

/// The limits within which students' answers run.
struct GradeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Limit on processor time for cells without `timeout=`.", valueName: "seconds"))
  var timeout = 60

  @Option(help: ArgumentHelp("Limit on the memory of a process.", valueName: "megabytes"))
  var memory = 2048

  @Flag(help: "Also run cells marked `slow`.")
  var slow = false

  @Option(help: ArgumentHelp("Another folder that lessons may read.", valueName: "folder"))
  var allowRead: [String] = []

  func validate() throws {
    guard (1...1_000_000).contains(timeout) else {
      throw ValidationError("--timeout takes a number of seconds from 1 to 1000000")
    }
    guard (64...10_000_000).contains(memory) else {
      throw ValidationError("--memory takes a number of megabytes from 64 to 10000000")
    }
  }

  /// The options as they are written, for the process that grades one file.
  var arguments: [String] {
    ["--timeout", String(timeout), "--memory", String(memory)] + (slow ? ["--slow"] : [])
      + allowRead.map { "--allow-read=\($0)" }
  }
}
