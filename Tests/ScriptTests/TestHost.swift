import Synchronization

@testable import Script

/// A host in memory that records what reaches it.
final class TestHost: Host {
  struct State {
    var output = ""
    var notes: [String] = []
    var files: [String: [UInt8]] = [:]
    var clock = 0.0
    var checksUntilCancelled = Int.max
  }

  let state = Mutex(State())
  let wantsStream: Bool

  init(wantsStream: Bool = false, files: [String: [UInt8]] = [:], checksUntilCancelled: Int = .max) {
    self.wantsStream = wantsStream
    state.withLock {
      $0.files = files
      $0.checksUntilCancelled = checksUntilCancelled
    }
  }

  var output: String { state.withLock { $0.output } }
  var notes: [String] { state.withLock { $0.notes } }

  func show(_ value: Value) { state.withLock { $0.output += value.rendered(width: 80) + "\n" } }
  func stream(_ piece: String) { state.withLock { $0.output += piece } }
  func note(_ message: String) { state.withLock { $0.notes.append(message) } }
  func report(_ progress: ProgressReport) { note(progress.title) }
  func checkCancelled() throws {
    try state.withLock {
      guard $0.checksUntilCancelled > 0 else { throw CancellationError() }
      $0.checksUntilCancelled -= 1
    }
  }
  func readablePath(_ path: String) throws -> String { path }
  func writablePath(_ path: String) throws -> String { path }
  func readFile(_ path: String) throws -> [UInt8] { state.withLock { $0.files[path] ?? [] } }
  func writeFile(_ path: String, _ bytes: [UInt8]) throws { state.withLock { $0.files[path] = bytes } }
  func names(inFolder path: String) throws -> [String] {
    path == "." ? ["notes.txt", "my data.csv", "lessons/", ".hidden"] : path == "lessons/" ? ["01.md", "02.md"] : []
  }
  func seconds() -> Double {
    state.withLock {
      $0.clock += 0.25
      return $0.clock
    }
  }
}

/// A small vector, to stand for tensors: adds and scales, has elements, a field and a unary minus.
struct Vector: ScriptObject, Equatable {
  let numbers: [Double]

  var typeName: String { "vector" }
  var summary: String { "vector of \(numbers.count)" }
  func rendered(width: Int) -> String { numbers.map { format($0) }.joined(separator: " ") }
  var fieldNames: [String] { ["length", "first"] }
  func field(_ name: String) throws -> Value? {
    switch name {
    case "length": return .number(Double(numbers.count))
    case "first":
      guard let first = numbers.first else { throw VectorError.empty }
      return .number(first)
    default: return nil
    }
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

/// Commands that show how arguments are bound.
let testCommands: [Command] = [
  Command(
    "vector", topic: "Test", summary: "makes a vector",
    parameters: [.rest("numbers", .number(), .required, summary: "its numbers")]
  ) { arguments, _ in
    .object(
      Vector(numbers: arguments.rest("numbers").compactMap(\.number)))
  },
  Command(
    "ask", topic: "Test", summary: "answers, in pieces where the host wants them",
    parameters: [
      .positional("text", .text, summary: "what to go on from"),
      .labelled("with", .object(["vector", "adaptation"]), summary: "what tailors the model"),
      .labelled("top", .integer(1...20), summary: "how many tokens to show"),
    ]
  ) { arguments, context in
    let text = try arguments.text("text")
    context.stream?("<")
    context.stream?(text + ">")
    return .text("<\(text)>")
  },
  Command(
    "tune prompt", topic: "Test", summary: "learns a soft prompt",
    details: "The rows start at the embeddings of words.",
    parameters: [
      .positional("examples", .list(of: .textPair), .optional, summary: "pairs to learn from"),
      .labelled("on", .object(["vector"]), .required, summary: "the data to learn from"),
      .labelled("length", .integer(1...512), .otherwise(.number(8)), summary: "how many rows to learn"),
      .labelled("rate", .number(0...1), .otherwise(.number(0.02)), summary: "how large a step is"),
      .labelled("to", .choice(["html", "ipynb"]), summary: "the format"),
      .labelled("exact", .boolean, summary: "whether to be exact"),
      .labelled("from", .file, summary: "a file"),
      .labelled("base", .name(of: "model") { _ in ["pocket", "gemma3-270m"] }, summary: "the model"),
    ],
    examples: [Example("tune prompt on: $v", prints: "8", needsModel: true)]
  ) { arguments, _ in .number(try arguments.number("length")) },
  Command("tune lora", topic: "Test", summary: "learns a LoRA") { _, _ in .text("lora") },
  Command(
    "show-text", topic: "Test", summary: "gives its text", parameters: [.positional("text", .text, summary: "any text")]
  ) { arguments, _ in .text(try arguments.text("text")) },
  Command(
    "pairs", topic: "Test", summary: "gives its pairs",
    parameters: [.positional("examples", .list(of: .textPair), summary: "pairs")]
  ) { arguments, _ in .list(try arguments.list("examples")) },
  Command(
    "blame", topic: "Test", summary: "fails, and points at an argument",
    parameters: [.positional("text", .text, summary: "any text"), .labelled("at", .any, summary: "anything")]
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
  let session = Session(registry: Registry(testCommands), host: host)
  do throws(Diagnostic) {
    try session.run(SourceText(text))
  } catch {
    return host.output + error.rendered()
  }
  return host.output
}
