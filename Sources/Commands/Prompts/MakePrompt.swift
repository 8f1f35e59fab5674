import Script
import Tailoring

extension PromptCommands {
  /// `prompt`: makes a written prompt.
  static let prompt = Command(
    "prompt", topic: topic, summary: "makes a prompt of a description of a task and examples of it",
    details: """
      The prompt is the text that stands in front of a question: the description,
      then a line for each example, in the order given. Either may be missing. What
      to ask is given to `ask`, or with a blank as the last example: cheese => ?
      """,
    parameters: [
      .positional("description", part, .optional, summary: "what to do"),
      .positional("examples", part, .optional, summary: "questions with their answers"),
    ],
    examples: [
      Example(
        "prompt \"Translate English to French\" [bread => pain, butter => beurre]",
        prints: """
          Translate English to French:
          bread => pain
          butter => beurre
          … =>
          """),
      Example(
        "prompt [hot => cold, up => down, big => ?]",
        prints: """
          hot => cold
          up => down
          big =>
          """),
    ]
  ) { arguments, _ in
    var description: String?
    var examples: [Dataset.Example]?
    var blank: String?
    for name in ["description", "examples"] {
      guard let value = arguments.value(name) else { continue }
      guard value.text == nil ? examples == nil : description == nil else {
        let noun = value.text == nil ? "list of examples" : "description"
        throw arguments.mistake("a prompt has one \(noun), and this is a second", at: name)
      }
      if let text = value.text {
        description = text
      } else {
        (examples, blank) = try arguments.examples(of: value, at: name)
      }
    }
    let prompt = try arguments.blaming(arguments.value("examples") == nil ? "description" : "examples") {
      try HardPrompt(description: description ?? "", examples: examples ?? [], blank: blank)
    }
    return .object(AdaptationObject(.prompt(prompt)))
  }

  /// The description and the examples are told apart by what they are, so that either can come first.
  private static let part = ParameterType.oneOf([.text, .object(["dataset"]), .list(of: .textPair)])
}

extension ParameterType {
  /// Examples of a task.
  static let examples = ParameterType.oneOf([.object(["dataset"]), .list(of: .textPair)])
}

extension Arguments {
  /// The examples of a value of a parameter, a data set or a list of pairs, and the question of the blank with which a
  /// list may end.
  func examples(of value: Value, at name: String) throws -> (examples: [Dataset.Example], blank: String?) {
    if let object = value.object as? DatasetObject { return (object.dataset.examples, nil) }
    var examples: [Dataset.Example] = []
    var blank: String?
    for pair in (value.list ?? []).compactMap(\.pair) {
      guard blank == nil else {
        throw mistake("the blank `?` comes last, because a model goes on at the end of a text", at: name)
      }
      let question = pair.key.text ?? ""
      if let answer = pair.value?.text {
        examples.append(Dataset.Example(question: question, answer: answer))
      } else {
        blank = question
      }
    }
    return (examples, blank)
  }
}
