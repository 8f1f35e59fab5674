/// A picture that stands for a value where pictures can be shown: in a page or a notebook.
package struct Drawing: Sendable, Equatable {
  /// The picture: an `svg` element (SVG 1.1) with a title and a description, without scripts, ids or references, so
  /// that it can stand in a page beside others.
  package let svg: String
  /// What it shows in sentences and a plain table, for whoever cannot see it.
  package let description: String

  /// A picture and what it shows.
  package init(svg: String, description: String) {
    self.svg = svg
    self.description = description
  }
}

extension Value {
  /// The picture that stands for the value, when it has one.
  package var drawing: Drawing? {
    if case .object(let object) = self { object.drawing } else { nil }
  }
}
