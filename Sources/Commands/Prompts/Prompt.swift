import Script
import Tailoring

extension PromptCommands {
  /// `prompt`: makes a written prompt.
  static var prompt: Command {
    let description = Parameter.positional("description", part, .optional, summary: "what to do")
    let examples = Parameter.positional("examples", part, .optional, summary: "questions with their answers")
    return Command(
      "prompt", topic: topic, summary: "makes a prompt of a description of a task and examples of it",
      details: """
        The prompt is the text that stands in front of a question: the description,
        then a line for each example, in the order given. Either may be missing. What
        to ask is given to `ask`, or with a blank as the last example: cheese => ?
        """,
      parameters: [description, examples],
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
      let given = [(description, try arguments[description]), (examples, try arguments[examples])]
      var (task, shown, blank) = (String?.none, [Dataset.Example]?.none, String?.none)
      for (parameter, part) in given {
        switch part {
        case nil: continue
        case .description(let text):
          guard task == nil else {
            throw arguments.mistake("a prompt has one description, and this is a second", at: parameter)
          }
          task = text
        case .examples(let part):
          guard shown == nil else {
            throw arguments.mistake("a prompt has one list of examples, and this is a second", at: parameter)
          }
          (shown, blank) = try arguments.split(part, at: parameter)
        }
      }
      let prompt = try arguments.blaming(arguments.has(examples) ? examples : description) {
        try HardPrompt(description: task ?? "", examples: shown ?? [], blank: blank)
      }
      return .object(AdaptationObject(.prompt(prompt)))
    }
  }

  /// The description and the examples are told apart by what they are, so that either can come first.
  private enum Part {
    case description(String)
    case examples(Examples)
  }

  private static var part: ArgumentType<Part> {
    .oneOf(
      ArgumentType<String>.text.map { .description($0) }, ArgumentType<Examples>.examples.map { .examples($0) })
  }
}
