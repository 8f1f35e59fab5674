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
