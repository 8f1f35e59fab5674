import Commands
import Foundation
import Script
import Testing

/// The commands that need a model, on tiny models with random weights: what does not depend on what a model has
/// learned.
@Suite struct ModelCommandTests {
  static let models = [Places.tinyLlama, Places.tinyGemma]

  private func session(_ model: String, host: CommandsHost = CommandsHost()) throws -> Session {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: host)
    try session.run(SourceText("use '\(model)'\nlet p = prompt 'Go on' [a => b, c => d]"))
    return session
  }

  /// Two expressions with one value.
  static let equalities: [(String, String)] = [
    // A list is answered as its items are one by one.
    (
      "ask [cheese, chalk, cheese] with: $p",
      "[(ask cheese with: $p), (ask chalk with: $p), (ask cheese with: $p)]"
    ),
    ("ask [cheese, chalk] max: 5", "[(ask cheese max: 5), (ask chalk max: 5)]"),
    // A blank is the question, unless another is given.
    ("ask with: (prompt 'Go on' [a => b, c => d, cheese => ?])", "ask cheese with: $p"),
    ("ask chalk with: (prompt 'Go on' [a => b, c => d, cheese => ?])", "ask chalk with: $p"),
    ("prompt [a => b, c => d] 'Go on'", "prompt 'Go on' [a => b, c => d]"),
    // Chance starts at the seed that is given, or at the session's.
    ("ask cheese temperature: 2 seed: 5", "ask cheese temperature: 2 seed: 5"),
    ("ask cheese temperature: 2 seed: 0", "ask cheese temperature: 2"),
    // Where only one token is left to chance, there is none.
    ("ask cheese temperature: 1 top-k: 1", "ask cheese"),
    ("ask cheese temperature: 1 top-p: 0", "ask cheese"),
    ("(ask cheese top: 3)[0].probability", "(ask cheese top: 1)[0].probability"),
    ("count (ask cheese top: 3)", "3"),
    // What a model reads.
    ("(show $p with: cheese).text", "\"Go on:\\na => b\\nc => d\\ncheese =>\""),
    ("(show $p).text", "\"Go on:\\na => b\\nc => d\\n\""),
    ("(show none with: cheese).text", "\"cheese =>\""),
    ("count (show $p with: cheese).tokens", "(show $p with: cheese).count"),
    ("ask 'cheese =>' top: 3", "ask cheese with: none top: 3"),
    ("ask (show $p with: cheese).text top: 3", "ask cheese with: $p top: 3"),
    ("logits 'cheese =>'", "logits cheese with: none"),
    // An embedding is nearest to itself.
    ("(nearest (embed b) top: 1)[0].token.id", "(tokens b)[0].id"),
    ("count (nearest (embed 'b c d') top: 2)", "2 * (count (tokens 'b c d'))"),
    ("count (logits cheese)", "(use).vocabulary"),
  ]

  @Test(arguments: models, equalities) func expressionsHaveOneValue(
    _ model: String, _ sides: (String, String)
  ) throws {
    let session = try session(model)
    let values = try [sides.0, sides.1].map { try session.value(of: SourceText($0)) }
    #expect(values[0] == values[1])
    #expect(values[0] != .nothing)
  }

  @Test(arguments: models) func seedsMatterWhereThereIsChance(_ model: String) throws {
    let session = try session(model)
    let answers = try (0..<5).map { seed in
      try session.value(of: SourceText("ask cheese temperature: 5 seed: \(seed)")).interpolated
    }
    #expect(Set(answers).count > 1)
    try session.run(SourceText("seed 3"))
    #expect(try session.value(of: SourceText("ask cheese temperature: 5")).interpolated == answers[3])
  }

  @Test(arguments: models, ["ask cheese", "ask cheese with: $p", "ask cheese with: $p temperature: 3 seed: 4"])
  func whatIsStreamedIsTheValue(_ model: String, _ source: String) throws {
    let host = CommandsHost(wantsStream: true)
    let streaming = try session(model, host: host)
    try streaming.run(SourceText(source))
    let value = try session(model).value(of: SourceText(source))
    #expect(host.output == value.rendered() + "\n")
    #expect(streaming.bindings.last == value)
  }

  @Test func probabilitiesAddUpAndFall() throws {
    let rows = try session(Places.tinyLlama).value(of: SourceText("ask cheese top: 100")).list ?? []
    let probabilities = rows.compactMap { $0.record?["probability"]?.number }
    #expect(probabilities.count == 100)
    #expect(probabilities == probabilities.sorted(by: >))
    #expect(probabilities.reduce(0, +) <= 1)
    let softmax = try session(Places.tinyLlama).value(of: SourceText("sum (softmax (logits cheese))"))
    #expect(abs((softmax.number ?? 0) - 1) < 1e-5)
  }

  @Test(arguments: models) func likelihoodIsTheProductOfProbabilities(_ model: String) throws {
    let session = try session(model)
    let last = try session.value(of: SourceText("(likelihood abc).tokens[-1]")).record
    let token = try #require(last?["token"])
    let rows = try session.value(of: SourceText("ask ab top: 100")).list ?? []
    // The last token's probability is the one that `ask` shows behind the text without it.
    if let row = rows.first(where: { $0.record?["token"] == token })?.record {
      let logarithm = try #require(last?["log-probability"]?.number)
      let probability = try #require(row["probability"]?.number)
      #expect(abs(logarithm - log(probability)) < 1e-4)
    }
    let record = try session.value(of: SourceText("likelihood abcdef")).record
    let logarithms = record?["tokens"]?.list?.compactMap { $0.record?["log-probability"]?.number } ?? []
    #expect(record?["total"]?.number == logarithms.reduce(0, +))
    let perplexity = try #require(record?["perplexity"]?.number)
    #expect(abs(perplexity - exp(-logarithms.reduce(0, +) / Double(logarithms.count))) < 1e-9 * perplexity)
  }

  @Test(arguments: [0, 1, 2, 5]) func stoppedCommandsKeepTheSession(_ checks: Int) throws {
    let host = CommandsHost(checksUntilStopped: .max)
    let session = try session(Places.tinyLlama, host: host)
    let stopping = Session(
      registry: session.registry, host: CommandsHost(checksUntilStopped: checks), seed: session.seed)
    stopping.restore(session.snapshot())
    let error = #expect(throws: Diagnostic.self) { try stopping.run(SourceText("ask cheese with: $p max: 1000")) }
    #expect(error?.kind == .cancelled)
    #expect(stopping.model != nil && stopping.bindings["p"] == session.bindings["p"])
  }

  @Test func modelsAreListedAndFoundByName() throws {
    let folder = Places.temporary()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: Places.tinyLlama, toPath: folder + "/tiny.gguf")
    let store = ModelStore(folder: folder)
    let expected = """
      name          size    licence             here   used
      gemma3-270m   253 MB  Gemma Terms of Use  false  false
      smollm2-135m  98 MB   Apache-2.0          false  false
      tiny          0 MB                        true   true

      """
    #expect(printed("use tiny\nmodels", store: store) == expected)
    let shared = printed("use tiny\nlet a = use\nuse '\(folder)/tiny.gguf'\nlet b = use\n$a == $b", store: store)
    #expect(shared == "true\n")
  }

  @Test func aReplacedFileIsReadAgain() throws {
    let folder = Places.temporary()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = ModelStore(folder: folder)
    try FileManager.default.copyItem(atPath: Places.tinyLlama, toPath: folder + "/tiny.gguf")
    #expect(printed("use tiny\n(use).architecture", store: store) == "llama\n")
    try FileManager.default.removeItem(atPath: folder + "/tiny.gguf")
    try FileManager.default.copyItem(atPath: Places.tinyGemma, toPath: folder + "/tiny.gguf")
    #expect(printed("use tiny\n(use).architecture", store: store) == "gemma3\n")
  }

  static let homes: [(environment: [String: String], folder: String)] = [
    (["PRIMER_HOME": "/p", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/p/models"),
    (["XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/primer/models"),
    (["XDG_DATA_HOME": "x", "HOME": "/h"], "/h/.local/share/primer/models"),
    (["PRIMER_HOME": "", "HOME": "/h"], "/h/.local/share/primer/models"),
  ]

  @Test(arguments: homes) func modelsHaveTheirFolder(_ environment: [String: String], _ folder: String) {
    #expect(ModelStore.folder(environment: environment) == folder)
  }
}
