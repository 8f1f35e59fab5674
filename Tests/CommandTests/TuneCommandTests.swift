import Foundation
import Gradients
import Models
import Script
import Tailoring
import Tensors
import Testing

@testable import Commands

/// Tuning at the prompt, on tiny models with random weights.
@Suite struct TuneCommandTests {
  static let setUp = "use '\(Places.tinyGemma)'\nlet words = [a => b, c => d, e => b, g => d]\n"
  static let commands = [
    "tune prompt on: $words length: 3 steps: 6 batch: 3 rate: 0.1 seed: 1",
    "tune lora on: $words rank: 2 targets: [query, value, down] steps: 6 batch: 3 rate: 0.02 seed: 1",
    "tune weights on: $words layers: 1 steps: 6 batch: 3 rate: 0.01 seed: 1",
  ]

  static func session(_ host: CommandsHost = CommandsHost()) throws -> Session {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: host)
    try session.run(SourceText(setUp))
    return session
  }

  @Test(arguments: commands) func whatWasLearnedHasFields(_ command: String) throws {
    let session = try Self.session()
    try session.run(SourceText("let learned = \(command)"))
    func value(_ source: String) throws -> Value { try session.value(of: SourceText(source)) }
    #expect(try value("count $learned.loss") == .number(6))
    #expect(try value("count $learned.gradient-norms") == .number(6))
    #expect(try value("$learned.loss[5] < $learned.loss[0]") == .boolean(true))
    #expect(try value("$learned.steps") == .number(6))
    #expect(try value("$learned.examples") == .number(4))
    #expect(try value("$learned.bytes == 4 * $learned.numbers") == .boolean(true))
    #expect(try value("$learned.moved > 0") == .boolean(true))
    #expect(try value("$learned.seconds") == .number(0))
    #expect(try value("$learned.complaints") == .list([]))
    let object = try #require(value("$learned").object)
    for name in object.fieldNames { #expect(try object.field(name) != nil, "\(name)") }
    let card = object.rendered(width: 80)
    #expect(card.contains("loss") && card.contains(" → ") && card.contains("6 on 4 examples of list"))
  }

  @Test(arguments: commands) func askingGoesThroughWhatWasLearned(_ command: String) throws {
    let session = try Self.session()
    try session.run(SourceText("let learned = \(command)"))
    func value(_ source: String) throws -> Value { try session.value(of: SourceText(source)) }
    #expect(try value("(logits a with: $learned) == (logits a with: none)") == .boolean(false))
    #expect(try value("(logits a with: none) == (logits \"a =>\")") == .boolean(true))
    let likeliest = try value("(ask a with: $learned top: 3)[0].probability")
    #expect(try value("(ask a with: none top: 3)[0].probability") != likeliest)
    let one = try value("ask c with: $learned max: 4")
    #expect(try value("ask [a, c, a] with: $learned max: 4").list?[1] == one)
    #expect(try value("(show $learned with: a).text") == .text("a =>"))
  }

  @Test(arguments: commands) func aStoppedRunGoesOnToTheSameBits(_ command: String) throws {
    let patient = CommandsHost()
    let straight = try Self.session(patient).value(of: SourceText(command))
    // Half way, which is amid a step.
    let host = CommandsHost(checksUntilStopped: patient.checks / 2)
    let stopped = try Self.session(host)
    let error = #expect(throws: Diagnostic.self) { try stopped.run(SourceText("let learned = \(command)")) }
    #expect(error?.kind == .cancelled)
    let steps = host.progress.count
    #expect((1..<6).contains(steps))
    #expect(error?.message == "stopped after step \(steps) of 6; `resume` goes on from there")
    #expect(stopped.bindings["learned"] == nil)

    let session = try Self.session()
    session.bindings.bind("unfinished", to: try #require(stopped.bindings["unfinished"]))
    #expect(try session.value(of: SourceText("$unfinished.step")) == .number(Double(steps)))
    #expect(try session.value(of: SourceText("$unfinished.adaptation.steps")) == .number(Double(steps)))
    #expect(try session.value(of: SourceText("resume $unfinished")) == straight)
    #expect(try session.value(of: SourceText("resume")) == straight)
    let again = #expect(throws: Diagnostic.self) { try session.run(SourceText("resume")) }
    #expect(again?.message == "there is no tuning that was stopped")
  }

  @Test func stepsAreReported() throws {
    let host = CommandsHost()
    try Self.session(host).run(SourceText("let soft = \(Self.commands[0]) dev: [h => b, i => d]"))
    #expect(host.progress.map(\.completed) == Array(1...6))
    #expect(host.progress.allSatisfy { $0.total == 6 && $0.title == "tune prompt" && $0.detail.hasPrefix("loss ") })
    #expect(host.progress[5].detail.contains("dev "))
  }

  @Test func rowsHaveClosestTokens() throws {
    let session = try Self.session()
    try session.run(SourceText("let soft = tune prompt on: $words start: 'b c d' steps: 1 rate: 0"))
    func value(_ source: String) throws -> Value { try session.value(of: SourceText(source)) }
    let count = try #require(value("count (tokens 'b c d')").number)
    #expect(try value("$soft.length") == .number(count))
    #expect(try value("$soft.rows.rows") == .number(count))
    #expect(try value("count (nearest $soft top: 3)") == .number(3 * count))
    // Rows that were not moved are the tokens they started from.
    #expect(try value("(nearest $soft top: 3)[0].distance < 0.0001") == .boolean(true))
    #expect(try value("(nearest $soft top: 3)[1].distance > 0.1") == .boolean(true))
    #expect(try value("count (show $soft).closest") == .number(count))
    #expect(try value("(show $soft with: a).rows") == .number(count))
    let read = try #require(value("count (show $soft with: a).tokens").number)
    #expect(try value("(show $soft with: a).count") == .number(read + count))
    #expect(try value("(show $soft).numbers == $soft.rows") == .boolean(true))
    #expect(try value("$soft.complaints[0]").text?.contains("hardly moved") == true)
  }

  @Test func changesAreShown() throws {
    let session = try Self.session()
    try session.run(SourceText("let lora = \(Self.commands[1])\nlet tuned = \(Self.commands[2])"))
    #expect(try session.value(of: SourceText("(show $lora)[0].weights")) == .text("blk.0.attn_q.weight"))
    #expect(try session.value(of: SourceText("(show $lora)[0].change > 0")) == .boolean(true))
    #expect(try session.value(of: SourceText("(show $tuned)[0].change > 0")) == .boolean(true))
  }

  // MARK: Mistakes

  static let mistakes: [CommandMistakeTests.Mistake] = [
    .init(
      "tune prompt",
      "`tune prompt` needs `on:`, a dataset or a list of pairs: the examples to learn from, two at least",
      at: "tune prompt"),
    .init(
      "tune prompt on: $words length: 0", "`length:` takes a whole number from 1 to 1000, not the number 0", at: "0"),
    .init("tune prompt on: $words rate: -1", "`rate:` takes a number from 0 to 100, not the number -1", at: "-1"),
    .init("tune prompt on: []", "there is no example to learn from", at: "[]"),
    .init(
      "tune prompt on: [a => b]", "one example can only be learned by heart: a task takes at least two",
      at: "[a => b]"),
    .init(
      "tune lora on: [a => b, c => ' ']", "the answer to 'c' has no token, so there is nothing to learn from it",
      at: "[a => b, c => ' ']"),
    .init("tune prompt on: $words dev: []", "there is no example to choose by", at: "[]"),
    .init("tune prompt on: $words start: ''", "the text that the rows should start from has no token", at: "''"),
    .init(
      "tune prompt on: $words length: 500", "500 rows leave no room for a question: the model reads 64 at once",
      at: "500"),
    .init("tune weights on: $words layers: 99", "99 layers can't be tuned, because the model has 7", at: "99"),
    .init("tune lora on: $words targets: []", "there is nothing to learn: the list is empty", at: "[]"),
    .init("resume", "there is no tuning that was stopped", at: "resume"),
    .init("nearest (prompt x)", "only a soft prompt has rows, and this is a written prompt", at: "(prompt x)"),
  ]

  @Test(arguments: mistakes) func areExplained(_ mistake: CommandMistakeTests.Mistake) throws {
    let session = try Self.session()
    let error = #expect(throws: Diagnostic.self) { try session.run(SourceText(mistake.source)) }
    #expect(error?.message == mistake.message)
    #expect(error?.span.text == mistake.place)
    #expect(try session.value(of: SourceText("count $words")) == .number(4))
  }

  @Test func anotherModelIsNamed() throws {
    let session = try Self.session()
    try session.run(SourceText("let soft = \(Self.commands[0])\nuse '\(Places.tinyLlama)'"))
    for source in [
      "ask a with: $soft", "ask a with: $soft top: 2", "logits a with: $soft", "nearest $soft", "show $soft",
    ] {
      let error = #expect(throws: Diagnostic.self) { try session.run(SourceText(source)) }
      #expect(error?.message.contains("whose architecture is gemma3, but that of") == true)
      #expect(error?.span.text == "$soft")
    }
  }

  @Test func aNumberThatIsNoneStopsBeforeTheStep() throws {
    let session = try Self.session()
    let model = try LanguageModel(name: "tiny", path: Places.tinyLlama)
    var decoder = model.decoder
    let width = model.configuration.width
    decoder.set(.norm(.attention, layer: 1), to: Variable(Tensor(repeating: .nan, shape: [width])))
    let words = Dataset(name: "words", examples: ["a", "b"].map { .init(question: $0, answer: "c") })
    let run = try TuningRun(
      LanguageModel(model, decoder: decoder), on: words, settings: TuningSettings(method: .softPrompt(length: 2)))
    session.bindings.bind("broken", to: .object(TuningObject(title: "tune prompt", run: run)))
    let error = #expect(throws: Diagnostic.self) { try session.run(SourceText("resume $broken")) }
    #expect(
      error?.message
        == "the logits are not finite numbers, from layer 1 on: the tensor 'blk.1.attn_norm.weight' of the model holds a "
        + "number that is not finite")
    #expect(error?.kind == .mistake)
    #expect(try session.value(of: SourceText("$broken.step")) == .number(0))
  }
}
