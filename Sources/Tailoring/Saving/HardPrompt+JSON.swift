import Formats

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
