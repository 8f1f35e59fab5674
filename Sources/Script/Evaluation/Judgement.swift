/// What became of a condition, with what did not hold when it is false.
package struct Judgement: Sendable {
  /// A part of the condition that does not hold.
  package struct Shortfall: Equatable, Sendable {
    /// What was looked at, as the condition spells it: `(count $pieces)`.
    package let subject: String
    /// Its value.
    package let seen: Value
    /// What it should have been, in words: `more than 5`.
    package let wanted: String
  }

  /// The value of the condition.
  package let value: Value
  /// Empty when the condition is true, and when it is no condition at all.
  package let shortfalls: [Shortfall]
}

extension Session {
  /// Runs a text whose last statement is a condition, and says what in it does not hold. Each part is evaluated once.
  package func judgement(of source: SourceText) throws(Diagnostic) -> Judgement {
    let program = try Parser.parse(source)
    let evaluator = Evaluator(self)
    guard let last = program.statements.last, case .pipeline(let pipeline) = last.kind,
      let condition = pipeline.expression
    else { return Judgement(value: try evaluator.run(program, last: .result(nil)), shortfalls: []) }
    _ = try evaluator.run(Program(statements: program.statements.dropLast()), last: .display)
    return try evaluator.placed(at: last.span) { try evaluator.judge(condition) }
  }
}

extension Evaluator {
  fileprivate func judge(_ condition: Expression) throws -> Judgement {
    try nested(at: condition.span) {
      switch condition.kind {
      case .group(let pipeline):
        if let inner = pipeline.expression { return try judge(inner) }
      case .not(let operand):
        return try judgement(!truth(of: operand, for: "not"), operand, seen: .boolean(true), wanted: "false")
      case .infix(let left, .and, let right, _):
        let first = try judge(left)
        guard try truth(first.value, at: left.span, for: "and") else { return first }
        let second = try judge(right)
        _ = try truth(second.value, at: right.span, for: "and")
        return second
      case .infix(let left, .or, let right, _):
        let first = try judge(left)
        if try truth(first.value, at: left.span, for: "or") { return first }
        let second = try judge(right)
        if try truth(second.value, at: right.span, for: "or") { return second }
        return Judgement(value: second.value, shortfalls: first.shortfalls + second.shortfalls)
      case .infix(let left, let operation, let right, let span):
        if let words = operation.words { return try compare(left, operation, right, at: span, words) }
      default: break
      }
      let value = try evaluate(condition)
      return judgement(value != .boolean(false), condition, seen: value, wanted: "true", value: value)
    }
  }

  /// The judgement of a comparison. What it looks at is its left side, unless that is spelled out and the right is not.
  private func compare(
    _ left: Expression, _ operation: InfixOperator, _ right: Expression, at span: Span,
    _ words: (left: String, right: String)
  ) throws -> Judgement {
    let (first, second) = (try evaluate(left), try evaluate(right))
    let isTurned = left.isConstant && !right.isConstant
    let holds = try apply(operation, first, second, at: span) == .boolean(true)
    return judgement(
      holds, isTurned ? right : left, seen: isTurned ? second : first,
      wanted: isTurned ? words.right + first.short : words.left + second.short)
  }

  private func judgement(
    _ holds: Bool, _ subject: Expression, seen: Value, wanted: String, value: Value? = nil
  ) -> Judgement {
    let shortfall = Judgement.Shortfall(subject: subject.span.text, seen: seen, wanted: wanted)
    return Judgement(value: value ?? .boolean(holds), shortfalls: holds ? [] : [shortfall])
  }
}

extension InfixOperator {
  /// What stands before the right side when the left one is looked at, and before the left side otherwise; nil for an
  /// operator that does not compare.
  fileprivate var words: (left: String, right: String)? {
    switch self {
    case .equal: ("", "")
    case .notEqual: ("anything but ", "anything but ")
    case .comparison(.less): ("less than ", "more than ")
    case .comparison(.lessOrEqual): ("at most ", "at least ")
    case .comparison(.greater): ("more than ", "less than ")
    case .comparison(.greaterOrEqual): ("at least ", "at most ")
    case .or, .and, .arithmetic: nil
    }
  }
}

/// The two sides of a text that is a single comparison, such as `$score >= 0.8`: what a message needs to say how far a
/// condition is from being true.
package struct ComparisonSides: Sendable {
  /// The texts of both sides, with their lines in the file that they come from.
  package let left: SourceText
  package let right: SourceText
  /// The operator between them: `==`, `!=`, `<`, `<=`, `>` or `>=`.
  package let symbol: String
  private let operation: InfixOperator

  /// The sides of `source`; nil when it is anything else than one comparison.
  package init?(of source: SourceText) {
    guard let program = try? Parser.parse(source), program.statements.count == 1,
      case .pipeline(let pipeline) = program.statements[0].kind, pipeline.stages.count == 1,
      case .expression(let expression) = pipeline.stages[0],
      case .infix(let left, let operation, let right, _) = expression.kind
    else { return nil }
    switch operation {
    case .equal, .notEqual, .comparison: break
    case .or, .and, .arithmetic: return nil
    }
    self.left = SourceText(left.span.text, name: source.name, firstLine: left.span.line)
    self.right = SourceText(right.span.text, name: source.name, firstLine: right.span.line)
    self.operation = operation
    symbol = operation.symbol
  }

  /// Whether the comparison is true of two numbers.
  package func holds(_ left: Double, _ right: Double) -> Bool {
    switch operation {
    case .equal: left == right
    case .notEqual: left != right
    case .comparison(let comparison): comparison.holds(left, right)
    case .or, .and, .arithmetic: false
    }
  }
}
