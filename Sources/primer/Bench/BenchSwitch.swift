import ArgumentParser
import Models
import Platform
import Script
import Tailoring
import Tensors

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `primer bench switch`: questions of several tasks, by soft prompts in one batch and by fine-tuned models.
struct BenchSwitch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switch",
    abstract: "Time questions of several tasks: one frozen model in one batch, against swapping fine-tuned models.",
    discussion: """
      Every task has a soft prompt of 8 rows, and a model of its own: a copy of the model's file, as a tuned model
      would be that is stored in the same way. What they have learned does not matter for the time, so it is nothing.
      The same questions, of all tasks in turn, are answered by one batch in which every question has its own soft
      prompt, by the same one question after the other, by the models held in memory, and by models that are loaded
      when their task comes, as by a server without room for all. "Sorted" puts the questions of a task together
      first, which a server can do that lets them wait. Files come from the cache of the system, which flatters
      loading.
      """)

  @OptionGroup var options: BenchOptions

  @Argument(help: ArgumentHelp("A model or a GGUF file.", valueName: "model"))
  var name: String

  @Option(help: "How many tasks.")
  var tasks = 8

  @Option(help: "How many questions of each task.")
  var questions = 2

  @Option(help: "How many tokens an answer has.")
  var tokens = 8

  func validate() throws {
    guard (2...64).contains(tasks), (1...1000).contains(questions), (1...1000).contains(tokens) else {
      throw ValidationError("there are 2 to 64 tasks, 1 to 1000 questions of each and 1 to 1000 tokens of an answer")
    }
  }

  private typealias Questions = [(text: String, task: Int)]

  func run() throws {
    var report = BenchReport(options)
    let model = try World(options.appearance).model(name)
    var rows: [Record] = []
    let words = ["bread", "butter", "cheese", "house", "river", "winter", "summer", "friend"]
    let asked = (0..<tasks * questions).map { (text: words[$0 / tasks % words.count], task: $0 % tasks) }
    let sorted = asked.sorted { $0.task < $1.task }
    let prompts = (0..<tasks).map { softPrompt(for: model, task: $0) }

    let together = try Self.time {
      try answers(of: model, asked.map { ($0.text, .learned(prompts[$0.task])) })
    }
    let apart = try Self.time {
      try asked.flatMap { try answers(of: model, [($0.text, .learned(prompts[$0.task]))]) }
    }
    func add(_ way: String, _ seconds: Double) {
      rows.append([
        "way": .text(way), "seconds": .number(seconds), "times-as-long": .number(seconds / together.seconds),
      ])
    }
    add("soft prompts in one batch", together.seconds)
    add("soft prompts, one question at a time", apart.seconds)

    let temporary = TemporaryFolder()
    let folder = try temporary.path()
    let paths = (0..<tasks).map { "\(folder)/task\($0).gguf" }
    for path in paths { try FileManager.default.copyItem(atPath: model.path, toPath: path) }

    let before = residentBytes
    var held = try paths.map { try LanguageModel(name: name, path: $0) }
    for model in held { _ = try answers(of: model, [("bread", .none)]) }
    let megabytes = Double(residentBytes - before) / 1e6 / Double(tasks)
    for (title, questions) in [("", asked), (", sorted", sorted)] {
      let time = try Self.time {
        try byTask(questions) { task, texts in try answers(of: held[task], texts.map { ($0, .none) }) }
      }
      add("models in memory\(title)", time.seconds)
    }
    held = []
    for (title, questions) in [("", asked), (", sorted", sorted)] {
      let time = try Self.time {
        try byTask(questions) { task, texts in
          try answers(of: LanguageModel(name: name, path: paths[task]), texts.map { ($0, .none) })
        }
      }
      add("models loaded in turn\(title)", time.seconds)
    }
    report.add("\(name): \(tasks * questions) questions of \(tasks) tasks", rows)
    let (small, large) = (prompts[0].bytes, try MappedFile(path: paths[0]).bytes.count)
    report.add(
      "a task",
      [
        [
          "same-answers": .boolean(together.answers == apart.answers), "prompt-bytes": .number(Double(small)),
          "model-bytes": .number(Double(large)), "model-megabytes-in-memory": .number(megabytes),
        ]
      ])
    try report.finish()
  }

  /// Rows that differ from task to task.
  private func softPrompt(for model: LanguageModel, task: Int) -> LearnedAdaptation {
    var generator = SeededGenerator(seed: UInt64(task))
    let tokens = (0..<8).map { _ in generator.below(model.tokenizer.count) }
    return LearnedAdaptation(.softPrompt(SoftPrompt(model.decoder.embedded(tokens).value)), base: BaseModel(model))
  }

  /// As many tokens for each question, whatever they say: a model that ends its answers earlier is not a faster one.
  private func answers(
    of model: LanguageModel, _ questions: [(text: String, adaptation: Adaptation)]
  ) throws -> [String] {
    let texts = try questions.map { question in
      let tailored = try model.tailored(by: question.adaptation)
      return tailored.unread(model.tokens(of: question.adaptation.text(for: question.text)))
    }
    return try model.generate(after: texts, .init(maximumTokens: tokens)).map(\.text)
  }

  /// Hands over the questions, those of one task together that follow each other.
  private func byTask(_ questions: Questions, _ body: (Int, [String]) throws -> [String]) rethrows -> [String] {
    var (answers, rest) = ([String](), questions[...])
    while let first = rest.first {
      let run = rest.prefix { $0.task == first.task }
      answers += try body(first.task, run.map(\.text))
      rest = rest.dropFirst(run.count)
    }
    return answers
  }

  /// Runs `body` three times and gives the least time.
  private static func time(_ body: () throws -> [String]) rethrows -> (seconds: Double, answers: [String]) {
    var answers: [String] = []
    let seconds = try Stopwatch.least(of: 3) { answers = try body() }
    return (seconds, answers)
  }

  /// The bytes of memory in use, mapped files included; 0 where the system does not say.
  private var residentBytes: Int {
    let words = systemFile("/proc/self/statm")?.split(separator: " ") ?? []
    return words.count > 1 ? (Int(words[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}
