import TestSupport

@testable import Script

/// A small vector, to stand for tensors: adds and scales, has elements, a field and a unary minus.
struct Vector: ScriptObject, Equatable {
  let numbers: [Double]

  var typeName: String { "vector" }
  var summary: String { "vector of \(numbers.count)" }
  func rendered(width: Int) -> String { numbers.map { format($0) }.joined(separator: " ") }
  var fields: [Field] { [Field("length", .number(Double(numbers.count))), Field("first", .number(try first()))] }
  private func first() throws -> Double {
    guard let first = numbers.first else { throw VectorError.empty }
    return first
  }
  var count: Int? { numbers.count }
  func element(at index: Int) throws -> Value? { .number(numbers[index]) }
  func prefix(_ length: Int) throws -> Value? { .object(Vector(numbers: Array(numbers.prefix(length)))) }
  func negated() throws -> Value? { .object(Vector(numbers: numbers.map { -$0 })) }
  func applying(_ operation: Arithmetic, to right: Value) throws -> Value? {
    switch (operation, right) {
    case (.multiply, .number(let factor)): return .object(Vector(numbers: numbers.map { $0 * factor }))
    case (.add, .object(let other as Vector)):
      guard other.numbers.count == numbers.count else { throw VectorError.lengths(numbers.count, other.numbers.count) }
      return .object(Vector(numbers: zip(numbers, other.numbers).map { $0 + $1 }))
    default: return nil
    }
  }
  func applying(_ operation: Arithmetic, from left: Value) throws -> Value? {
    operation == .multiply ? try applying(.multiply, to: left) : nil
  }
}

enum VectorError: Error, CustomStringConvertible {
  case empty
  case lengths(Int, Int)

  var description: String {
    switch self {
    case .empty: "the vector is empty"
    case .lengths(let left, let right): "a vector of \(left) and one of \(right) cannot be added"
    }
  }
}

/// What commands of the tests take.
private let numbers = Parameter.rest("numbers", .number(), summary: "its numbers")
private let text = Parameter.positional("text", .text, summary: "any text")
private let textPairs = ArgumentType<[(key: String, value: String?)]>.list(of: .pair(key: .text, value: .text))
private let pairs = Parameter.positional("examples", textPairs, summary: "pairs")
private let length = Parameter.labelled(
  "length", .integer(1...512), .otherwise(.number(8)), summary: "how many rows to learn")
private let vectors = ArgumentType<any ScriptObject>(.object(["vector", "adaptation"])) { $0.object }

/// Commands that show how arguments are bound.
let testCommands: [Command] = [
  Command("vector", topic: "Test", summary: "makes a vector", parameters: [numbers]) { arguments, _ in
    .object(Vector(numbers: try arguments[numbers]))
  },
  Command(
    "ask", topic: "Test", summary: "answers, in pieces where the host wants them",
    parameters: [
      Parameter.positional("text", .text, summary: "what to go on from"),
      Parameter.labelled("with", vectors, summary: "what tailors the model"),
      Parameter.labelled("top", .integer(1...20), summary: "how many tokens to show"),
    ]
  ) { arguments, context in
    let asked = try arguments[text]
    context.stream?("<")
    context.stream?(asked + ">")
    return .text("<\(asked)>")
  },
  Command(
    "tune prompt", topic: "Test", summary: "learns a soft prompt",
    details: "The rows start at the embeddings of words.",
    parameters: [
      Parameter.positional("examples", textPairs, .optional, summary: "pairs to learn from"),
      Parameter.labelled("on", .object("vector", Vector.self), .required, summary: "the data to learn from"),
      length,
      Parameter.labelled("rate", .number(0...1), .otherwise(.number(0.02)), summary: "how large a step is"),
      Parameter.labelled("to", .choice(["html", "ipynb"]), summary: "the format"),
      Parameter.labelled("exact", .boolean, summary: "whether to be exact"),
      Parameter.labelled("from", .file, summary: "a file"),
      Parameter.labelled("base", .name(of: "model") { _ in ["pocket", "gemma3-270m"] }, summary: "the model"),
    ],
    examples: [Example("tune prompt on: $v", prints: "8", needsModel: true)]
  ) { arguments, _ in .number(Double(try arguments[length])) },
  Command("tune lora", topic: "Test", summary: "learns a LoRA") { _, _ in .text("lora") },
  Command("show-text", topic: "Test", summary: "gives its text", parameters: [text]) { arguments, _ in
    .text(try arguments[text])
  },
  Command("pairs", topic: "Test", summary: "gives its pairs", parameters: [pairs]) { arguments, _ in
    .list(try arguments[pairs].map { .pair(key: .text($0.key), value: $0.value.map { .text($0) }) })
  },
  Command(
    "blame", topic: "Test", summary: "fails, and points at an argument",
    parameters: [text, Parameter.labelled("at", .any, summary: "anything")]
  ) { arguments, _ in throw arguments.mistake("this is to blame", at: "at") },
  Command("table", topic: "Test", summary: "gives records") { _, _ in
    .list([
      .record(["name": .text("none"), "right": .number(3), "share": .number(0.25)]),
      .record(["name": .text("crème"), "right": .number(12), "share": .number(1)]),
    ])
  },
]

/// What a text prints in a fresh session, with the rendered diagnostic of the mistake it ends in.
func printed(_ text: String, host: TestHost = TestHost()) -> String {
  host.printed(text, in: Session(registry: Registry(testCommands), host: host))
}
