import Printing
import Script
import Tailoring

/// An adaptation as a value of the language.
package struct AdaptationObject: ScriptObject, Equatable {
  package let adaptation: Adaptation

  package init(_ adaptation: Adaptation) { self.adaptation = adaptation }

  package var typeName: String { "adaptation" }

  /// `prompt "Translate English to French" and 2 examples`.
  package var summary: String {
    switch adaptation {
    case .none: return "none"
    case .prompt(let prompt):
      let count = prompt.examples.count
      let parts = [
        prompt.description.isEmpty ? nil : quoted(prompt.description, limit: 40),
        count == 0 ? nil : counted(count, "example"),
      ]
      return "prompt " + parts.compactMap { $0 }.joined(separator: " and ")
    case .learned(let learned): return learned.summary
    case .ensemble(let ensemble): return ensemble.summary
    }
  }

  /// The text in front of a question, and where the question stands; for learned numbers a card, for an ensemble its
  /// members.
  package func rendered(width: Int) -> String {
    if case .learned(let learned) = adaptation { return learned.card.rendered(width: width) }
    if case .ensemble(let ensemble) = adaptation { return ensemble.table.rendered(width: width) }
    return adaptation.text(for: adaptation.blank ?? "…")
  }

  package var fields: [Field] {
    let kind = Field("kind", .text(adaptation.kind))
    return switch adaptation {
    case .none: [kind]
    case .prompt(let prompt):
      [
        kind, Field("description", .text(prompt.description)),
        Field("examples", .list(prompt.examples.map(Value.init))),
        Field("blank", prompt.blank.map { .text($0) } ?? .nothing), Field("text", .text(prompt.prefix)),
      ]
    case .learned(let learned): [kind] + learned.fields
    case .ensemble(let ensemble):
      [kind, Field("members", .list(ensemble.members.map { .object(AdaptationObject($0)) }))]
    }
  }
}

extension Value {
  /// An example as a pair of its question and its answer.
  init(_ example: Dataset.Example) {
    self = .pair(key: .text(example.question), value: .text(example.answer))
  }
}
