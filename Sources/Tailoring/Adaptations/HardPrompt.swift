import Formats

/// A written prompt: a description of the task and examples of it, as text before the question.
///
///     Translate English to French:
///     bread => pain
///     butter => beurre
///     cheese =>
///
/// A pattern that a model continues (Brown et al. 2020, few-shot prompting). Nothing is learned.
package struct HardPrompt: Equatable, Sendable {
  /// What to do; empty for a prompt of examples alone.
  package let description: String
  package let examples: [Dataset.Example]
  /// The question to ask when no other is given.
  package let blank: String?

  /// A prompt of a description, examples or both, without white space at their ends.
  /// Throws for a prompt of nothing, and for examples that are empty or longer than a line.
  package init(
    description: String = "", examples: [Dataset.Example] = [], blank: String? = nil
  ) throws(TailoringError) {
    self.description = trimmed(description)
    self.blank = blank.map { trimmed($0) }
    self.examples = examples.map {
      Dataset.Example(question: trimmed($0.question), answer: trimmed($0.answer))
    }
    if self.description.isEmpty, examples.isEmpty { throw .init(.emptyPrompt) }
    if self.blank == "" { throw .init(.emptyBlank) }
    for (index, example) in self.examples.enumerated() {
      for text in [example.question, example.answer] {
        if text.isEmpty { throw .init(.incompleteExample(number: index + 1)) }
        if text.contains(where: \.isNewline) { throw .init(.lineBreakInExample(number: index + 1)) }
      }
    }
  }

  /// What is read before every question.
  package var prefix: String {
    var lines = examples.map(PromptForm.line)
    if let last = description.last { lines.insert(description + (last.isPunctuation ? "\n" : ":\n"), at: 0) }
    return lines.joined()
  }
}

extension HardPrompt {
  /// The prompt as a small JSON document that people can read and change.
  ///
  ///     {"kind": "prompt", "description": "…", "examples": [{"question": "bread", "answer": "pain"}], "blank": "cheese"}
  package func document() throws(FormatError) -> [UInt8] {
    var object = JSONObject([("kind", "prompt"), ("description", .text(description))])
    object["examples"] = .array(
      examples.map { ["question": .text($0.question), "answer": .text($0.answer)] })
    object["blank"] = blank.map(JSONValue.text)
    return try JSONWriter.pretty.bytes(of: .object(object)) + [UInt8(ascii: "\n")]
  }

  /// Reads such a document. Throws `FormatError`, and `TailoringError` when it is no prompt that can be made.
  package init(document bytes: [UInt8]) throws {
    let parsed = bytes.withUnsafeBytes { buffer in
      Result { () throws(FormatError) in try JSONParser.parse(buffer) }
    }
    guard let object = try parsed.get().object, object["kind"]?.text == "prompt" else {
      throw FormatError.invalid(.key("kind"), problem: "it should be 'prompt'")
    }
    func text(_ object: JSONObject, _ key: String) throws(FormatError) -> String? {
      guard let value = object[key], !value.isNull else { return nil }
      guard let text = value.text else { throw .wrongKind(key: key, expected: "a text", found: value.kind) }
      return text
    }
    var examples: [Dataset.Example] = []
    if let value = object["examples"] {
      guard let array = value.array else {
        throw FormatError.wrongKind(key: "examples", expected: "an array", found: value.kind)
      }
      for element in array {
        guard let example = element.object else {
          throw FormatError.wrongKind(key: "examples", expected: "objects", found: element.kind)
        }
        guard let question = try text(example, "question") else { throw FormatError.missingKey("question") }
        guard let answer = try text(example, "answer") else { throw FormatError.missingKey("answer") }
        examples.append(Dataset.Example(question: question, answer: answer))
      }
    }
    try self.init(
      description: try text(object, "description") ?? "", examples: examples, blank: try text(object, "blank"))
  }
}
