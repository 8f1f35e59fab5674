import Commands
import Script
import Tensors
import Testing

/// Lines put together at random: they may fail, with a diagnostic that points into the line, but never end the process.
@Suite struct CommandRobustnessTests {
  private static let values = [
    "$p", "$q", "none", "$t", "$m", "$d", "cheese", "''", "' '", "\"a\\nb\"", "0", "1", "-1", "0.5", "3", "1e300",
    "true", "[]", "[a, b]", "[a => b]", "[a => b, c => d, e => ?]", "[[1, 2], [3]]", "[1, 2, 3]", "(use)", "(models)",
    "{ ask }", "$d.rows", "(embed ab)", "(logits a)", "'./nowhere.gguf'", "👍🏽", "\u{0}", "capitals", "gemma3-270m",
  ]

  @Test(arguments: 0..<8) func randomCallsNeverTrap(_ seed: UInt64) throws {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    var generator = SeededGenerator(seed: seed)
    let session = Session(registry: Registry(commands), host: CommandsHost(wantsStream: seed % 2 == 0))
    let setUp = """
      use '\(seed % 4 < 2 ? Places.tinyLlama : Places.tinyGemma)'
      let p = prompt Go [a => b]
      let q = prompt [a => b, c => ?]
      let t = embed a
      let m = use
      let d = data capitals | take 5
      """
    try session.run(SourceText(setUp))
    for _ in 0..<1500 {
      let line = Self.line(of: commands, using: &generator)
      do throws(Diagnostic) {
        try session.run(SourceText(line))
      } catch {
        #expect(!error.message.isEmpty && error.span.range.upperBound <= line.utf8.count, "\(line)")
        #expect(!error.message.contains("Error("), "\(line): \(error.message)")
      }
      try session.run(SourceText("use $m"))
    }
  }

  /// A command with values for some of its parameters, of whatever type.
  private static func line(of commands: [Command], using generator: inout SeededGenerator) -> String {
    let command = commands[generator.below(commands.count)]
    var line = command.name
    for parameter in command.parameters {
      let isLabelled = parameter.place == .labelled
      guard generator.below(5) < (isLabelled ? 1 : 4) else { continue }
      line += (isLabelled ? " \(parameter.name): " : " ") + values[generator.below(values.count)]
    }
    return line
  }
}
