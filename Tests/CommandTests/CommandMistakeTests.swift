import Commands
import Foundation
import Script
import Testing

/// One row a mistake that a user makes: what is typed, the sentence, what is pointed at, and the suggestion.
@Suite struct CommandMistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let source: String
    let message: String
    let place: String
    let suggestion: String?

    init(_ source: String, _ message: String, at place: String, _ suggestion: String? = nil) {
      self.source = source
      self.message = message
      self.place = place
      self.suggestion = suggestion
    }

    var testDescription: String { source }

    /// Runs the source, which must fail with this.
    func check(in session: Session) throws {
      let error = #expect(throws: Diagnostic.self) { try session.run(SourceText(source)) }
      let diagnostic = try #require(error)
      #expect(diagnostic.message == message)
      #expect(diagnostic.span.text == place)
      #expect(diagnostic.suggestion == suggestion)
    }
  }

  static let withoutModel: [Mistake] = [
    Mistake("ask cheese", "no model is in use", at: "ask", "choose one: use gemma3-270m"),
    Mistake("use", "no model is in use", at: "use", "choose one: use gemma3-270m"),
    Mistake("tokens cheese", "no model is in use", at: "tokens", "choose one: use gemma3-270m"),
    Mistake("use gemma3-270m", "`gemma3-270m` is not on this machine", at: "gemma3-270m", "run `fetch gemma3-270m`"),
    Mistake(
      "ask cheese model: smollm2-135m", "`smollm2-135m` is not on this machine", at: "smollm2-135m",
      "run `fetch smollm2-135m`"),
    Mistake("use gemma3-270n", "there is no model `gemma3-270n`", at: "gemma3-270n", "did you mean `gemma3-270m`?"),
    Mistake(
      "use phi", "there is no model `phi`", at: "phi",
      "`models` lists them; a file is named by its path: ./phi.gguf"),
    Mistake("use ./nowhere.gguf", "`./nowhere.gguf` does not exist", at: "./nowhere.gguf"),
    Mistake("use tiny.gguf", "`tiny.gguf` does not exist", at: "tiny.gguf"),
    Mistake("fetch gemma3", "there is no model `gemma3` to fetch", at: "gemma3", "did you mean `gemma3-270m`?"),
    Mistake("fetch phi", "there is no model `phi` to fetch", at: "phi", "there is gemma3-270m and smollm2-135m"),
    Mistake(
      "fetch smollm2-135m", "a lesson fetches nothing", at: "fetch", "run `fetch smollm2-135m` at the prompt first"),
    Mistake("prompt", "a prompt needs a description, examples, or both", at: "prompt"),
    Mistake("prompt ''", "a prompt needs a description, examples, or both", at: "''"),
    Mistake("prompt Translate English", "a prompt has one description, and this is a second", at: "English"),
    Mistake("prompt [a => b] [c => d]", "a prompt has one list of examples, and this is a second", at: "[c => d]"),
    Mistake(
      "prompt [a => ?, c => d]", "the blank `?` comes last, because a model continues a text at its end",
      at: "[a => ?, c => d]"),
    Mistake("prompt [a => '']", "example 1 lacks a question or an answer", at: "[a => '']"),
    Mistake(
      "prompt [a => \"b\\nc\"]", "example 1 has a line break, but an example is one line of the prompt",
      at: "[a => \"b\\nc\"]"),
    Mistake(
      "prompt Count [one, two]",
      "`examples` takes a text, a dataset or a list of pairs, not the text \"one\" where a pair is wanted", at: "one"),
    Mistake("show 5", "`adaptation` takes an adaptation or `none`, not the number 5", at: "5"),
    Mistake("data en-fi", "there is no data set `en-fi`", at: "en-fi", "did you mean `en-fr`?"),
    Mistake(
      "data zoo", "there is no data set `zoo`", at: "zoo",
      "there are capitals, clauses, colours, concepts, en-fr, opposites, past-tenses, plurals, sentiments, sounds, verses and young"
    ),
    Mistake("data ./nowhere.tsv", "`./nowhere.tsv` does not exist", at: "./nowhere.tsv"),
    Mistake(
      "data capitals question: city", "there is no column `city`, only `country`, `capital`, `kind`, `pretraining`",
      at: "city"),
    Mistake(
      "data capitals answer: city", "there is no column `city`, only `country`, `capital`, `kind`, `pretraining`",
      at: "city"),
    Mistake(
      "data capitals question: kind answer: kind", "`kind` cannot be both the question and the answer", at: "kind"),
    Mistake("split [a => b]", "`test` would have no example: the data set has 1", at: "split"),
    Mistake(
      "split [a => b, c => d] train: 1.5", "`train:` takes a fraction below 1 or a number of examples, not 1.5",
      at: "1.5"),
    Mistake(
      "split [a => b, c => d] train: 3", "the parts together are more than the data set: it has 2", at: "3"),
    Mistake(
      "split [a => b, c => d] train: -1", "`train:` takes a number from 0 to 1000000000, not the number -1", at: "-1"),
    Mistake(
      "split [a => ?]", "an example in a data set has an answer, not a blank", at: "[a => ?]"),
    Mistake(
      "spoil [a => b, c => b] part: 1", "no example has another answer, so that none could be wrong",
      at: "[a => b, c => b]"),
    Mistake("spoil [a => b, c => d] part: 3 seed: 1", "that is more than the data set has: 2", at: "3"),
    Mistake("spoil [a => b, c => d] part: 0.1", "that is no example: the data set has 2", at: "0.1"),
    Mistake("spoil [a => b, c => d]", "that is no example: the data set has 2", at: "spoil"),
    Mistake("fix [a => b, c => d] []", "there is nothing to put right: the list is empty", at: "[]"),
    Mistake(
      "fix [cheese => b, c => d] [chesse => d]", "the data set has no question 'chesse'", at: "[chesse => d]",
      "did you mean `cheese`?"),
    Mistake("fix [a => b, c => d] [a => d, a => e]", "'a' is to have two answers", at: "[a => d, a => e]"),
    Mistake("fix [a => b] [a => ' ']", "the new answer to 'a' is empty", at: "[a => ' ']"),
    Mistake("ensemble []", "an ensemble needs at least two members to vote, and this has 0", at: "[]"),
    Mistake("ensemble [none]", "an ensemble needs at least two members to vote, and this has 1", at: "[none]"),
    Mistake(
      "ensemble [none, none]", "members 1 and 2 are the same, so that one would vote twice", at: "[none, none]"),
    Mistake(
      "ensemble [(ensemble [none, (prompt Go)]), none]",
      "member 1 is an ensemble itself: give its members instead", at: "[(ensemble [none, (prompt Go)]), none]"),
    Mistake(
      "show (ensemble [none, (prompt Go)]) with: a",
      "each member of an ensemble reads the question in its own way: show one of them",
      at: "(ensemble [none, (prompt Go)])"),
    Mistake(
      "save (ensemble [none, (prompt Go)]) x", "an ensemble is not saved as a whole",
      at: "(ensemble [none, (prompt Go)])", "save its members, and make it of them again: ensemble [$a, $b]"),
    Mistake("shuffle 5", "`dataset` takes a dataset or a list of pairs, not the number 5", at: "5"),
  ]

  @Test(arguments: withoutModel) func areExplained(_ mistake: Mistake) throws { try check(mistake, setUp: "") }

  static let withModel: [Mistake] = [
    Mistake("ask ''", "there is nothing to ask: a text is empty", at: "''"),
    Mistake("ask", "there is nothing to ask", at: "ask", "give a text"),
    Mistake("ask with: none", "there is nothing to ask", at: "ask", "give a question, or the prompt a blank"),
    Mistake("ask ' ' with: none", "there is nothing to ask: a text is empty", at: "' '"),
    Mistake("ask [] with: none", "there is nothing to ask: the list is empty", at: "[]"),
    Mistake("ask [a, ''] with: none", "there is nothing to ask: a text is empty", at: "[a, '']"),
    Mistake("ask cheese top: 0", "`top:` takes a whole number from 1 to 100, not the number 0", at: "0"),
    Mistake(
      "ask cheese max: 0.5", "`max:` takes a whole number from 1 to 100000, not the number 0.5", at: "0.5"),
    Mistake(
      "ask cheese top: 5 temperature: 1", "`temperature:` is for answers, and `top:` shows tokens instead", at: "1"),
    Mistake(
      "ask cheese top-k: 5", "`top-k:` has no effect at temperature 0", at: "5",
      "add temperature: 1"),
    Mistake("ask [a, b] top: 3", "`top:` takes one text, not a list", at: "[a, b]"),
    Mistake(
      "ask cheese with: french",
      "`with:` takes an adaptation, `none` or a list of adaptations or `none`, not the text \"french\"", at: "french"),
    Mistake("ask [a, b] with: []", "there is no adaptation: the list is empty", at: "[]"),
    Mistake(
      "ask [a, b, c] with: [none, none]", "there are 3 questions, but 2 adaptations", at: "[none, none]",
      "give one for each question, or one alone for all of them"),
    Mistake(
      "ask [a] with: [none, none]", "there is 1 question, but 2 adaptations", at: "[none, none]",
      "give one for each question, or one alone for all of them"),
    Mistake(
      "ask [a, b] with: [none]", "there are 2 questions, but 1 adaptation", at: "[none]",
      "give one for each question, or one alone for all of them"),
    Mistake("ask with: [none]", "there is nothing to ask", at: "ask", "give a question, or the prompt a blank"),
    Mistake(
      "ask a with: [none] top: 3", "`top:` takes one adaptation, not a list", at: "[none]"),
    Mistake(
      "ask a with: (ensemble [none, (prompt Go)]) top: 3",
      "each member of an ensemble reads the question in its own way", at: "(ensemble [none, (prompt Go)])",
      "look through one of its members"),
    Mistake(
      "logits a with: (ensemble [none, (prompt Go)])",
      "each member of an ensemble reads the question in its own way", at: "(ensemble [none, (prompt Go)])",
      "look through one of its members"),
    Mistake(
      "nearest (ensemble [none, (prompt Go)])", "only a soft prompt has rows, and this is an ensemble",
      at: "(ensemble [none, (prompt Go)])"),
    Mistake(
      "ask [a, b] with: [none, $tuned]",
      "number 2 has tuned weights, which are another model, but a batch shares one frozen model",
      at: "[none, $tuned]", "ask it apart from the others"),
    Mistake(
      "ensemble [none, $tuned]",
      "member 2 has tuned weights, which are another model, but an ensemble votes over one frozen model",
      at: "[none, $tuned]"),
    Mistake(
      "inspect none", "nobody knows what examples this was learned from", at: "none", "say which to look at: on: $data"),
    Mistake(
      "inspect none on: [a => b] truth: [c => d]", "list answers none of the questions of list", at: "[c => d]"),
    Mistake("inspect none on: []", "there is no example to judge by", at: "[]"),
    Mistake(
      "inspect none on: [a => b] top: 0", "`top:` takes a whole number from 1 to 10000, not the number 0", at: "0"),
    Mistake(
      "ask Translate this", "`ask` takes one argument, and this is a second", at: "this",
      "a text of several words needs quotes"),
    Mistake("ask $long", "the text has 401 tokens, but the model has room for 64", at: "$long"),
    Mistake("ask cheese with: (prompt $long)", "the text has 412 tokens, but the model has room for 64", at: "cheese"),
    Mistake("ask $long top: 3", "the text has 401 tokens, but the model has room for 64", at: "$long"),
    Mistake("logits $long", "the text has 401 tokens, but the model has room for 64", at: "$long"),
    Mistake("likelihood $long", "the text has 401 tokens, but the model has room for 64", at: "$long"),
    Mistake("logits ''", "there is nothing to continue: the text is empty", at: "''"),
    Mistake("likelihood ''", "this text has no token that follows another one", at: "''"),
    Mistake("embed ''", "an empty text has no embedding", at: "''"),
    Mistake(
      "nearest (tensor [1, 2, 3])", "the embeddings of this model have 32 numbers, and this is a vector of 3",
      at: "(tensor [1, 2, 3])"),
  ]

  @Test(arguments: withModel) func areExplainedWithAModel(_ mistake: Mistake) throws {
    let long = String(repeating: "0123456789", count: 40)
    try check(
      mistake,
      setUp: "use '\(Places.tinyGemma)'\nlet long = '\(long)'\n"
        + "let tuned = tune weights on: [a => b, c => d] layers: 1 steps: 1\n")
  }

  private func check(_ mistake: Mistake, setUp: String) throws {
    let commands = standardCommands(emptyStore, datasetFolders: [Places.datasets], runner: nil)
    let session = Session(registry: Registry(commands), host: CommandsHost())
    if !setUp.isEmpty { try session.run(SourceText(setUp)) }
    try mistake.check(in: session)
    // The session goes on.
    #expect(try session.value(of: SourceText("count [a, b]")) == .number(2))
  }

  static let brokenFiles: [(name: String, content: [UInt8], reason: String)] = [
    ("empty.gguf", [], "byte 0: "),
    ("text.gguf", Array("a text that is no model at all".utf8), "byte 0: this is no GGUF file"),
  ]

  @Test(arguments: brokenFiles) func brokenModelsAreRefused(
    _ name: String, _ content: [UInt8], _ reason: String
  ) throws {
    let folder = Places.temporary()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(content).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    let output = printed("use '\(folder)/\(name)'")
    #expect(output.contains("is no model that can be used: \(reason)"), "\(output)")
  }
}
