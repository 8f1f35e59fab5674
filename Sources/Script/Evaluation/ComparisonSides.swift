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
