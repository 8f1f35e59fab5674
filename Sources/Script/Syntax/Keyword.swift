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
