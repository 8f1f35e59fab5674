/// Gives headings levels that never skip one, below the page's only heading of level 1, whatever the document's are.
struct HeadingOutline {
  /// The document's levels of the headings that the next one may stand below, outermost first.
  private var open: [Int] = []

  /// The level in the page of the document's next heading, which has `level` there: 2 to 6.
  mutating func next(level: Int) -> Int {
    while let last = open.last, last >= max(level, 2) { open.removeLast() }
    open.append(max(level, 2))
    return min(open.count + 1, 6)
  }
}
