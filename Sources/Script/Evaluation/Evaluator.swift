import Printing

/// Runs a syntax tree in a session.
final class Evaluator {
  /// Where the value of a block's last statement goes.
  enum Destination {
    /// To the host, as those of all other statements do.
    case display
    /// To the caller; the stream is there when the caller will display it.
    case result(PieceStream?)
  }

  let session: Session
  /// The variables of the running command of the user's own; nil outside of one.
  private var locals: [String: Value]?
  private var depth = 0

  /// A tree, or calls within calls, deeper than this are refused before the stack is exhausted.
  static let depthLimit = 600

  init(_ session: Session) {
    self.session = session
  }

  /// Runs a whole text.
  func run(_ program: Program, last destination: Destination) throws(Diagnostic) -> Value {
    var result = Value.nothing
    for (index, statement) in program.statements.enumerated() {
      defer { session.bindings.endStatement() }
      let isLast = index == program.statements.count - 1
      result = try placed(at: statement.span) { try execute(statement, isLast ? destination : .display) }
    }
    return result
  }

  /// Runs the statements of a block.
  func run(_ statements: [Statement], last destination: Destination) throws -> Value {
    var result = Value.nothing
    for (index, statement) in statements.enumerated() {
      result = try execute(statement, index == statements.count - 1 ? destination : .display)
    }
    return result
  }

  /// Runs a block in which some variables have other values. What it binds is gone afterwards.
  func run(_ block: Block, with values: [String: Value]) throws -> Value {
    let (outer, bindings) = (locals, session.bindings)
    defer { (locals, session.bindings) = (outer, bindings) }
    for (name, value) in values {
      if locals?[name] != nil { locals?[name] = value } else { session.bindings.bind(name, to: value) }
    }
    return try nested(at: block.span) { try run(block.statements, last: .result(nil)) }
  }

  // MARK: Statements

  private func execute(_ statement: Statement, _ destination: Destination) throws -> Value {
    try checkCancelled(at: statement.span)
    switch statement.kind {
    case .pipeline(let pipeline):
      if case .result(let output) = destination { return try evaluate(pipeline, output) }
      try display(pipeline)
    case .binding(let name, let pipeline):
      bind(name.text, to: try evaluate(pipeline, nil))
    case .conditional(let branches, let otherwise):
      return try runConditional(branches, otherwise, destination)
    case .loop(let name, let sequence, let body):
      try runLoop(name, sequence, body)
    case .definition(let definition):
      try define(definition)
    }
    return .nothing
  }

  private func display(_ pipeline: Pipeline) throws {
    let host = session.host
    let output = host.wantsStream ? PieceStream(host) : nil
    defer { output?.finish() }
    let value = try evaluate(pipeline, output)
    if case .nothing = value { return }
    session.bindings.last = value
    if output?.isUsed != true { host.show(value) }
  }

  private func runConditional(
    _ branches: [(condition: Pipeline, body: Block)], _ otherwise: Block?, _ destination: Destination
  ) throws -> Value {
    for (condition, body) in branches {
      let value = try evaluate(condition, nil)
      guard case .boolean(let holds) = value else {
        throw Diagnostic("`if` takes true or false, not \(value.described)", at: condition.span)
      }
      if holds { return try nested(at: body.span) { try run(body.statements, last: destination) } }
    }
    guard let otherwise else { return .nothing }
    return try nested(at: otherwise.span) { try run(otherwise.statements, last: destination) }
  }

  private func runLoop(_ name: Name, _ sequence: Expression, _ body: Block) throws {
    let value = try evaluate(sequence)
    guard let count = value.countOfElements else {
      throw Diagnostic("`for` goes over a list, not \(value.described)", at: sequence.span)
    }
    for index in 0..<count {
      try checkCancelled(at: body.span)
      bind(name.text, to: try placed(at: sequence.span) { try value.element(index) })
      _ = try nested(at: body.span) { try run(body.statements, last: .display) }
    }
  }

  private func define(_ definition: Definition) throws {
    let name = definition.name
    if session.registry[name.text] != nil || !session.registry.secondWords(after: name.text).isEmpty {
      throw Diagnostic(
        "`\(name.text)` is a command of the language already", at: name.span, suggestion: "choose another name")
    }
    session.bindings.define(Command(definition))
  }

  private func bind(_ name: String, to value: Value) {
    if locals != nil {
      locals?[name] = value
    } else {
      session.bindings.bind(name, to: value)
    }
  }

  // MARK: Depth, places and interruption

  /// Runs `body` one level deeper.
  func nested<Result>(at span: Span, _ body: () throws -> Result) throws -> Result {
    guard depth < Self.depthLimit else {
      throw Diagnostic(
        "calls within calls are nested too deep", at: span, suggestion: "does a command call itself without end?")
    }
    depth += 1
    defer { depth -= 1 }
    return try body()
  }

  /// Runs `body`, and gives errors of commands, objects and the host the place `span`.
  func placed<Result>(at span: Span, _ body: () throws -> Result) throws(Diagnostic) -> Result {
    do {
      return try body()
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch is CancellationError {
      throw Diagnostic("stopped", at: span, kind: .cancelled)
    } catch {
      throw Diagnostic(String(describing: error), at: span)
    }
  }

  private func checkCancelled(at span: Span) throws {
    try placed(at: span) { try session.host.checkCancelled() }
  }

  /// The value of a variable, of the running command first.
  func variable(_ name: String) -> Value? {
    locals?[name] ?? session.bindings[name]
  }

  /// The names that `$` can stand in front of.
  var variableNames: [String] {
    (locals.map { Array($0.keys) } ?? []) + session.bindings.variables.keys.sorted()
  }

  /// Runs the body of a command of the user's own, whose variables are its parameters and what it binds itself.
  func call(_ definition: Definition, _ arguments: Arguments, _ output: PieceStream?) throws -> Value {
    let outer = locals
    defer { locals = outer }
    locals = Dictionary(
      uniqueKeysWithValues: try definition.parameters.map { ($0.text, try arguments[Parameter(standingFor: $0)]) })
    return try nested(at: definition.name.span) { try run(definition.body.statements, last: .result(output)) }
  }
}

/// A block given as an argument, to be run by the command.
package struct BlockObject: ScriptObject {
  let block: Block

  package var typeName: String { "block" }
  package var summary: String { "{ … }" }
}

extension Command {
  /// The topic of the commands made with `def`.
  static let ownTopic = "Your own commands"

  /// A command of the user's own, which takes its parameters by position and gives the value of its last statement.
  init(_ definition: Definition) {
    self.init(
      definition.name.text, topic: Self.ownTopic, summary: "made with `def`", details: definition.span.text,
      parameters: definition.parameters.map { Parameter(standingFor: $0) }
    ) { arguments, context in
      do {
        return try context.evaluator.call(definition, arguments, context.output)
      } catch var diagnostic as Diagnostic {
        diagnostic.calls.append(Diagnostic.Call(name: definition.name.text, span: context.span))
        throw diagnostic
      }
    }
  }
}

extension Parameter where Argument == Value {
  /// A parameter of a command of the user's own.
  fileprivate init(standingFor name: Name) {
    self = .positional(name.text, .any, summary: "what `$\(name.text)` stands for")
  }
}
