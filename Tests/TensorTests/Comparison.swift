import Foundation

/// Where two results first differ in a bit, or `nil`.
func difference(_ actual: [Float], _ expected: [Float]) -> String? {
  guard actual.count == expected.count else { return "\(actual.count) elements instead of \(expected.count)" }
  let same = actual.withUnsafeBytes { a in
    expected.withUnsafeBytes { b in memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0 }
  }
  guard !same, let i = actual.indices.first(where: { actual[$0].bitPattern != expected[$0].bitPattern }) else {
    return nil
  }
  return "element \(i) is \(actual[i]) instead of \(expected[i])"
}

/// Where a result first strays from a reference by more than `relative` of it and more than `absolute`, or `nil`.
func straying(_ actual: [Float], from expected: [Double], relative: Double = 0, absolute: Double = 0) -> String? {
  guard actual.count == expected.count else { return "\(actual.count) elements instead of \(expected.count)" }
  for (i, (a, e)) in zip(actual, expected).enumerated() {
    let near = abs(Double(a) - e) <= max(absolute, relative * abs(e))
    if !near && Double(a) != e { return "element \(i) is \(a) instead of \(e)" }
  }
  return nil
}
