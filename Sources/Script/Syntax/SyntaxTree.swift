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

  /// Whether more lines could complete a text that is no program yet.
  package static func isIncomplete(_ source: SourceText) -> Bool {
    do throws(Diagnostic) {
      _ = try Program(parsing: source)
      return false
    } catch {
      return error.isIncomplete
    }
  }
}

/// Statements between `{` and `}`.
struct Block: Sendable {
  let statements: [Statement]
  let span: Span
  /// How deep the tree below is.
  let height: Int
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
  let height: Int
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
  let height: Int
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
  /// How deep the tree below is.
  let height: Int

  /// The spelling of a bare number or boolean: what a parameter that takes a text sees.
  var spelling: String? {
    switch kind {
    case .number(_, let spelling): spelling
    case .boolean(let boolean): boolean ? "true" : "false"
    default: nil
    }
  }
}
