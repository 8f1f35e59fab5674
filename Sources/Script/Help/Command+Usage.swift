extension Command {
  /// The name and what can follow it: `take VALUE LENGTH [seed: NUMBER]`.
  package var usage: String {
    ([name] + parameters.map(\.usage)).joined(separator: " ")
  }
}

extension Parameter {
  /// The parameter in a usage line: in `[…]` when it can be left out, with `…` when there can be more.
  var usage: String {
    let placeholder =
      switch place {
      case .positional: name.uppercased()
      case .labelled: "\(name): \(type.placeholder)"
      case .rest: name.uppercased() + " …"
      }
    if case .required = presence { return placeholder }
    return "[\(placeholder)]"
  }
}

extension ParameterType {
  /// The type as one word of a usage line.
  fileprivate var placeholder: String {
    switch self {
    case .any, .oneOf: "VALUE"
    case .boolean: "true"
    case .number, .integer: "NUMBER"
    case .text: "TEXT"
    case .list: "LIST"
    case .pair: "PAIR"
    case .object(let names): names.first.map { "$" + $0 } ?? "VALUE"
    case .record: "RECORD"
    case .choice(let choices): choices.joined(separator: "|")
    case .file: "FILE"
    case .name(let kind, _): kind.uppercased()
    case .block: "{ … }"
    }
  }
}
