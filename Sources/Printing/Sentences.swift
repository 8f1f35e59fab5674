/// `1 row`, `3 rows`: how many there are of something, in a sentence.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// `a, b or c`.
package func enumerated(_ items: [String], _ conjunction: String) -> String {
  guard items.count > 1, let last = items.last else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// `there is 1 row`, `there are 3 rows`.
package func thereAre(_ count: Int, _ noun: String) -> String {
  "there \(count == 1 ? "is" : "are") \(counted(count, noun))"
}
