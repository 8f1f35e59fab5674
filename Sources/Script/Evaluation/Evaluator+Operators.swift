extension Evaluator {
  /// `left operation right`; `and` and `or` leave the right side alone when the left one decides.
  func infix(
    _ left: Expression, _ operation: InfixOperator, _ right: Expression, at span: Span
  ) throws -> Value {
    switch operation {
    case .or: return .boolean(try truth(of: left, for: "or") || truth(of: right, for: "or"))
    case .and: return .boolean(try truth(of: left, for: "and") && truth(of: right, for: "and"))
    case .equal, .notEqual, .comparison, .arithmetic:
      return try apply(operation, evaluate(left), evaluate(right), at: span)
    }
  }

  /// The same for values.
  func apply(_ operation: InfixOperator, _ left: Value, _ right: Value, at span: Span) throws -> Value {
    switch operation {
    case .or: .boolean(try truth(left, at: span, for: "or") || truth(right, at: span, for: "or"))
    case .and: .boolean(try truth(left, at: span, for: "and") && truth(right, at: span, for: "and"))
    case .equal: .boolean(left == right)
    case .notEqual: .boolean(left != right)
    case .comparison(let comparison): .boolean(try compare(left, comparison, right, at: span))
    case .arithmetic(let arithmetic): try combine(left, arithmetic, right, at: span)
    }
  }

  /// The boolean that `expression` gives, for an operator that takes only booleans.
  func truth(of expression: Expression, for name: String) throws -> Bool {
    try truth(evaluate(expression), at: expression.span, for: name)
  }

  /// The boolean that is `value`, likewise.
  func truth(_ value: Value, at span: Span, for name: String) throws -> Bool {
    guard case .boolean(let boolean) = value else {
      throw Diagnostic("`\(name)` takes true or false, not \(value.described)", at: span)
    }
    return boolean
  }

  func negated(_ value: Value, at span: Span) throws -> Value {
    switch value {
    case .number(let number): return .number(-number)
    case .object(let object):
      if let result = try placed(at: span, { try object.negated() }) { return result }
    default: break
    }
    throw Diagnostic("`-` takes a number, not \(value.described)", at: span)
  }

  /// Whether the comparison holds between two numbers or two texts.
  private func compare(
    _ left: Value, _ comparison: InfixOperator.Comparison, _ right: Value, at span: Span
  ) throws -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): return comparison.holds(left, right)
    default:
      if let left = left.number ?? left.object?.number, let right = right.number ?? right.object?.number {
        return comparison.holds(left, right)
      }
      throw Diagnostic(
        "`\(comparison.rawValue)` compares two numbers or two texts, not \(left.described) and \(right.described)",
        at: span)
    }
  }

  private func combine(_ left: Value, _ operation: Arithmetic, _ right: Value, at span: Span) throws -> Value {
    switch (left, operation, right) {
    case (.number(let left), _, .number(let right)):
      if let result = try number(left, operation, right, at: span) { return .number(result) }
    case (.text(let left), .add, .text(let right)): return try bounded(.text(left + right), at: span)
    case (.list(let left), .add, .list(let right)): return try bounded(.list(left + right), at: span)
    default: break
    }
    let result = try placed(at: span) { () -> Value? in
      if case .object(let object) = left, let result = try object.applying(operation, to: right) { return result }
      if case .object(let object) = right { return try object.applying(operation, from: left) }
      return nil
    }
    if let result { return result }
    throw Diagnostic("`\(operation.rawValue)` does not combine \(left.described) and \(right.described)", at: span)
  }

  private func number(_ left: Double, _ operation: Arithmetic, _ right: Double, at span: Span) throws -> Double? {
    let result: Double
    switch operation {
    case .add: result = left + right
    case .subtract: result = left - right
    case .multiply: result = left * right
    case .divide:
      if right == 0 { throw Diagnostic("division by zero", at: span) }
      result = left / right
    case .product: return nil
    }
    guard result.isFinite || !left.isFinite || !right.isFinite else {
      throw Diagnostic("the result is too large for a number", at: span)
    }
    return result
  }
}

extension InfixOperator.Comparison {
  func holds<Operand: Comparable>(_ left: Operand, _ right: Operand) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
