/// A parsed text.
package struct Program: Sendable {
  let statements: [Statement]

  /// The syntax tree of `source`. A diagnostic of kind `incomplete` says that more lines could complete the text.
  package init(parsing source: SourceText) throws(Diagnostic) {
    self = try Parser.parse(source)
  }

  init(statements: [Statement]) {
    self.statements = statements
  }
}

/// Statements between `{` and `}`.
struct Block: Sendable {
  let statements: [Statement]
  let span: Span
}

struct Statement: Sendable {
  enum Kind: Sendable {
    /// `let name = value`
    case binding(Name, Pipeline)
    /// `for name in sequence { … }`
    case loop(Name, Expression, Block)
    /// `if condition { … } else if condition { … } else { … }`
    case conditional([(condition: Pipeline, body: Block)], otherwise: Block?)
    /// `def name parameters { … }`
    case definition(Definition)
    case pipeline(Pipeline)
  }

  let kind: Kind
  let span: Span
}

/// A command of the user's own.
struct Definition: Sendable {
  let name: Name
  let parameters: [Name]
  let body: Block
  /// From `def` to `}`.
  let span: Span
}

/// Stages with `|` between them.
struct Pipeline: Sendable {
  enum Stage: Sendable {
    case call(Call)
    case expression(Expression)
  }

  let stages: [Stage]
  let span: Span
}

/// A command and what is given to it. Which words are the command's name is known once it runs.
struct Call: Sendable {
  struct Argument: Sendable {
    let label: Name?
    let value: Expression
  }

  let name: Name
  let arguments: [Argument]
  let span: Span
}

struct Expression: Sendable {
  indirect enum Kind: Sendable {
    /// A bare word, or in a list several: a text.
    case word(String)
    /// A number written as `spelling`.
    case number(Double, spelling: String)
    case boolean(Bool)
    case text([TextPiece])
    case variable(String)
    case path(Expression, [Accessor])
    case group(Pipeline)
    case list([Expression])
    /// `key => value`, in lists only; without a value the blank `?`.
    case pair(Expression, Expression?)
    case block(Block)
    case negation(Expression)
    case not(Expression)
    case infix(Expression, InfixOperator, Expression, operatorSpan: Span)
  }

  enum TextPiece: Sendable {
    case literal(String)
    case value(Expression)
  }

  enum Accessor: Sendable {
    case field(Name)
    case index(Pipeline, Span)
  }

  let kind: Kind
  let span: Span
  /// The levels of the tree from here down.
  let height: Int

  init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
    height = kind.heightBelow + 1
  }

  /// The spelling of a bare number or boolean: what a parameter that takes a text sees.
  var spelling: String? {
    switch kind {
    case .number(_, let spelling): spelling
    case .boolean(let boolean): boolean ? "true" : "false"
    default: nil
    }
  }
}

// The heights of trees. Expressions keep theirs, so that each is looked at once.

extension Expression.Kind {
  fileprivate var heightBelow: Int {
    switch self {
    case .word, .number, .boolean, .variable: 0
    case .text(let pieces):
      pieces.reduce(0) { height, piece in
        if case .value(let value) = piece { max(height, value.height) } else { height }
      }
    case .path(let base, let accessors):
      accessors.reduce(base.height) { height, accessor in
        if case .index(let pipeline, _) = accessor { max(height, pipeline.height) } else { height }
      }
    case .group(let pipeline): pipeline.height
    case .list(let items): items.reduce(0) { max($0, $1.height) }
    case .pair(let key, let value): max(key.height, value?.height ?? 0)
    case .block(let block): block.height
    case .negation(let operand), .not(let operand): operand.height
    case .infix(let left, _, let right, _): max(left.height, right.height)
    }
  }
}

extension Block {
  fileprivate var height: Int { statements.reduce(0) { max($0, $1.height) } + 1 }
}

extension Statement {
  fileprivate var height: Int {
    switch kind {
    case .binding(_, let pipeline), .pipeline(let pipeline): pipeline.height
    case .loop(_, let sequence, let body): max(sequence.height, body.height) + 1
    case .conditional(let branches, let otherwise):
      branches.reduce(otherwise?.height ?? 0) { max($0, $1.condition.height, $1.body.height) } + 1
    case .definition(let definition): definition.body.height
    }
  }
}

extension Pipeline {
  fileprivate var height: Int {
    stages.reduce(0) { height, stage in
      switch stage {
      case .call(let call): call.arguments.reduce(height) { max($0, $1.value.height) }
      case .expression(let expression): max(height, expression.height)
      }
    }
  }
}

extension Program {
  /// A statement as it is spelled, and the names that it gives a meaning: `$french` for a variable, `double` for a
  /// command.
  package struct OutlinedStatement: Equatable, Sendable {
    package let text: String
    package let names: Set<String>
  }

  /// The statements in order.
  package var outline: [OutlinedStatement] {
    statements.map { OutlinedStatement(text: $0.span.text, names: $0.names) }
  }

  /// The names that the text gives a meaning.
  package var names: Set<String> { statements.reduce(into: []) { $0.formUnion($1.names) } }
}

extension Session {
  /// Whether `text` reads as statements of their own rather than as a part of one: each gives a name a meaning, calls a
  /// command that is known or looks at a variable.
  package func understands(_ text: String) -> Bool {
    guard let program = try? Program(parsing: SourceText(text)), !program.statements.isEmpty else { return false }
    return program.statements.allSatisfy { statement in
      guard case .pipeline(let pipeline) = statement.kind else { return true }
      return switch pipeline.stages.first {
      case .call(let call):
        command(named: call.name.text) != nil || !registry.secondWords(after: call.name.text).isEmpty
      case .expression(let expression): !expression.isConstant
      case nil: false
      }
    }
  }
}

extension Statement {
  fileprivate var names: Set<String> {
    switch kind {
    case .binding(let name, _): ["$" + name.text]
    case .definition(let definition): [definition.name.text]
    case .loop(let name, _, let body): body.names.union(["$" + name.text])
    case .conditional(let branches, let otherwise):
      branches.reduce(into: otherwise?.names ?? []) { $0.formUnion($1.body.names) }
    case .pipeline: []
    }
  }
}

extension Block {
  fileprivate var names: Set<String> { statements.reduce(into: []) { $0.formUnion($1.names) } }
}

extension Pipeline {
  /// The only stage, when that is an expression.
  var expression: Expression? {
    if stages.count == 1, case .expression(let expression) = stages[0] { expression } else { nil }
  }
}

extension Expression {
  /// Whether the value is spelled out, without any name.
  var isConstant: Bool {
    switch kind {
    case .word, .number, .boolean: true
    case .text(let pieces): pieces.allSatisfy { if case .literal = $0 { true } else { false } }
    case .list(let items): items.allSatisfy(\.isConstant)
    case .pair(let key, let value): key.isConstant && value?.isConstant ?? true
    case .negation(let operand), .not(let operand): operand.isConstant
    case .infix(let left, _, let right, _): left.isConstant && right.isConstant
    case .group(let pipeline): pipeline.expression?.isConstant ?? false
    case .variable, .path, .block: false
    }
  }
}
