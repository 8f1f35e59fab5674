import Script
import Tailoring

/// What a model reads: a text as it is, or the text that an adaptation makes of a question.
struct Reading {
  let text: String
  /// Whether there was nothing to read.
  let isEmpty: Bool

  init(_ typed: String, with adaptation: Adaptation?) {
    text = adaptation?.text(for: typed) ?? typed
    isEmpty = adaptation == nil ? typed.isEmpty : typed.allSatisfy(\.isWhitespace)
  }
}

extension Parameter {
  /// A labelled adaptation: one that was made, or the word `none`.
  static func adaptation(_ name: String, summary: String) -> Parameter {
    .labelled(name, .adaptation, summary: summary)
  }
}

extension ParameterType {
  /// An adaptation, or the word `none`.
  static let adaptation = ParameterType.oneOf([.object(["adaptation"]), .choice(["none"])])
}

extension Arguments {
  /// The adaptation of a parameter, nil when it was not given.
  func adaptation(_ name: String) throws -> Adaptation? {
    guard let value = value(name) else { return nil }
    if value.text != nil { return Adaptation.none }
    return try object(name, as: AdaptationObject.self).adaptation
  }
}
