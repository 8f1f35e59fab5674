/// A bar: the value of what is called `name` in a category.
///
/// Where all bars share a name, the category labels the bar; where all share a category, the name does.
package struct Bar: Equatable, Sendable {
  package var name: String
  package var category: String
  package var value: Double
  package var spread: Spread?

  package init(_ name: String, category: String, value: Double, spread: Spread? = nil) {
    self.name = name
    self.category = category
    self.value = value
    self.spread = spread
  }
}
