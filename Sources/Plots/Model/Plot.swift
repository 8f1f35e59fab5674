/// A drawing that no renderer is mentioned in: what stands on it, over which axes.
///
/// The same plot always renders to the same bytes, whatever the machine or its locale.
package struct Plot: Equatable, Sendable {
  package var title: String
  package var content: Content

  /// What is drawn. A plot holds one kind of mark, so that its axes fit every one.
  package enum Content: Equatable, Sendable {
    /// Lines over two numeric axes.
    case lines([Line], x: Axis, y: Axis)
    /// Bars, one for each category and name, along an axis of values. `categories` says what a category is.
    case bars([Bar], categories: String, values: Axis)
    /// A number for every pair of row and column.
    case matrix(Matrix)
  }

  package init(title: String, _ content: Content) {
    self.title = title
    self.content = content
  }
}
