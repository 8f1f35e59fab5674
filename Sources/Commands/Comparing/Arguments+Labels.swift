import Script

extension Arguments {
  /// What things are called: as `labels:` says, else by the names they have, counted where several have one.
  ///
  /// - Parameter noun: What one of them is, for messages.
  func labels(for names: [String], of noun: String) throws -> [String] {
    guard let labels = try optionalList("labels")?.compactMap(\.text) else { return counted(names) }
    guard labels.count == names.count else {
      let things = names.count == 1 ? "is one \(noun)" : "are \(names.count) \(noun)s"
      throw mistake(
        "there \(things), but \(labels.count == 1 ? "one label" : "\(labels.count) labels")", at: "labels")
    }
    guard Set(labels).count == labels.count else {
      throw mistake("`labels:` has a name twice, and then they can't be told apart", at: "labels")
    }
    return labels
  }
}

private func counted(_ names: [String]) -> [String] {
  var seen: [String: Int] = [:]
  return names.map { name in
    seen[name, default: 0] += 1
    let isOnly = names.count { $0 == name } == 1
    return isOnly ? name : "\(name) \(seen[name] ?? 1)"
  }
}
