/// The operators that stand between two values, and how tightly they bind: this table is their grammar. All of them
/// group from the left.
enum InfixOperator: Sendable, Equatable {
  case or
  case and
  case equal
  case notEqual
  case comparison(Comparison)
  case arithmetic(Arithmetic)

  enum Comparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// The operator written as `word`.
  init?(_ word: String) {
    guard let entry = Self.table.first(where: { $0.symbol == word }) else { return nil }
    self = entry.operation
  }

  static let table: [(symbol: String, precedence: Int, operation: InfixOperator)] = [
    ("or", 1, .or),
    ("and", 2, .and),
    // `not` stands here, at `precedenceOfNot`.
    ("==", 4, .equal),
    ("!=", 4, .notEqual),
    ("<", 4, .comparison(.less)),
    ("<=", 4, .comparison(.lessOrEqual)),
    (">", 4, .comparison(.greater)),
    (">=", 4, .comparison(.greaterOrEqual)),
    ("+", 5, .arithmetic(.add)),
    ("-", 5, .arithmetic(.subtract)),
    ("*", 6, .arithmetic(.multiply)),
    ("/", 6, .arithmetic(.divide)),
    ("@", 6, .arithmetic(.product)),
    // A `-` in front of a value binds tighter than all of these.
  ]

  static let precedenceOfNot = 3

  var precedence: Int { entry.precedence }
  var symbol: String { entry.symbol }

  private var entry: (symbol: String, precedence: Int, operation: InfixOperator) {
    Self.table.first { $0.operation == self } ?? ("?", 0, self)
  }
}

/// The words that make a statement something else than a pipeline, with the help for them.
enum Keyword: String, CaseIterable, Sendable {
  case `let`
  case `for`
  case `if`
  case `else`
  case `def`

  /// How it is written.
  var usage: String {
    switch self {
    case .let: "let NAME = VALUE"
    case .for: "for NAME in LIST { … }"
    case .if: "if CONDITION { … }"
    case .else: "if CONDITION { … } else { … }"
    case .def: "def NAME [PARAMETER …] { … }"
    }
  }

  /// What it does, worded as the summary of a command.
  var summary: String {
    switch self {
    case .let: "gives a value a name, to be used as $NAME"
    case .for: "runs a block for each item of a list or a data set"
    case .if: "runs a block when a condition is true"
    case .else: "runs another block, or asks a further `if`, when it is not"
    case .def: "makes a command of your own; its last statement gives its value"
    }
  }
}
