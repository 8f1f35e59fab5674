extension Tensor {
  /// The indices of the `count` largest elements, largest first; of equal ones the lower index comes first.
  package func largest(_ count: Int) -> [Int] {
    if count == 1, self.count > 0 { return [indexOfLargest] }
    let before: (Int, Int) -> Bool = { [floats] a, b in
      floats[a] > floats[b] || (floats[a] == floats[b] && a < b)
    }
    let count = min(max(count, 0), self.count)
    guard count * 8 < self.count else { return Array((0..<self.count).sorted(by: before).prefix(count)) }
    // A short sorted list: most elements are no larger than its last.
    var best: [Int] = []
    for i in 0..<self.count where best.count < count || floats[i] > floats[best[best.count - 1]] {
      let place = best.firstIndex { before(i, $0) } ?? best.count
      best.insert(i, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  /// The first index of the largest element.
  private var indexOfLargest: Int {
    var index = 0
    for i in 1..<count where floats[i] > floats[index] { index = i }
    return index
  }
}
