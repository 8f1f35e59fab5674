/// A value that is declared outside the language: a tensor, a model, a data set, an adaptation.
///
/// Only the first three requirements have no default. A hook that answers nil says "I don't do that", and the language
/// words the error; a hook that throws says what is wrong, and the language adds the place.
package protocol ScriptObject: Sendable {
  /// The type's name in messages: a noun such as `tensor`.
  var typeName: String { get }
  /// One line, for lists.
  var summary: String { get }
  /// The value on its own, without a line break at the end, in lines of at most `width` columns where that is possible.
  func rendered(width: Int) -> String
  /// The picture that stands for it in a page, or nil when it is shown there as text.
  var drawing: Drawing? { get }

  /// The number that the object stands for, in comparisons and for parameters that take a number; nil when it stands
  /// for none.
  var number: Double? { get }

  /// What can stand after a `.`, in order.
  var fields: [Field] { get }

  /// How many elements there are, for `count`, `for` and indices, or nil when the object has no elements.
  var count: Int? { get }
  /// The element at `index`, which is at least 0 and less than `count`.
  func element(at index: Int) throws -> Value?
  /// The first `length` elements, at most `count`, as a value of the object's own type, for `take`; nil gives a list.
  func prefix(_ length: Int) throws -> Value?

  /// `self operator right`.
  func applying(_ operation: Arithmetic, to right: Value) throws -> Value?
  /// `left operator self`, asked when `left` is no object or does not know the operation.
  func applying(_ operation: Arithmetic, from left: Value) throws -> Value?
  /// `-self`.
  func negated() throws -> Value?
  /// Whether `==` holds.
  func isEqual(to other: any ScriptObject) -> Bool
}

extension ScriptObject {
  /// The summary.
  package func rendered(width: Int) -> String { summary }
  /// No picture.
  package var drawing: Drawing? { nil }
  /// No number.
  package var number: Double? { nil }
  /// None.
  package var fields: [Field] { [] }
  /// No elements.
  package var count: Int? { nil }
  /// No elements.
  package func element(at index: Int) throws -> Value? { nil }
  /// A list instead.
  package func prefix(_ length: Int) throws -> Value? { nil }
  /// Not supported.
  package func applying(_ operation: Arithmetic, to right: Value) throws -> Value? { nil }
  /// Not supported.
  package func applying(_ operation: Arithmetic, from left: Value) throws -> Value? { nil }
  /// Not supported.
  package func negated() throws -> Value? { nil }
  /// Never equal.
  package func isEqual(to other: any ScriptObject) -> Bool { false }
}

extension ScriptObject {
  /// The names of the fields.
  package var fieldNames: [String] { fields.map(\.name) }

  /// The value of the field called `name`, or nil where there is none.
  package func field(_ name: String) throws -> Value? { try fields.first { $0.name == name }?.value() }
}

extension ScriptObject where Self: Equatable {
  /// Equal when of the same type and equal there.
  package func isEqual(to other: any ScriptObject) -> Bool { (other as? Self) == self }
}

/// What stands after a `.`: its name, and its value, which is made when it is asked for.
package struct Field {
  package let name: String
  private let make: () throws -> Value

  /// The field called `name`.
  package init(_ name: String, _ value: @autoclosure @escaping () throws -> Value) {
    self.name = name
    make = value
  }

  /// Makes the value. Throws what stands in its way.
  package func value() throws -> Value { try make() }
}

extension Record {
  /// The fields with their values, in their order.
  package init(_ fields: [Field]) throws { self.init(try fields.map { ($0.name, try $0.value()) }) }
}

/// An operator that objects can take part in.
package enum Arithmetic: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  /// The matrix product.
  case product = "@"
}

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
