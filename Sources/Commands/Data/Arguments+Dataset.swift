import Script
import Tailoring

extension Parameter {
  /// `seed:`, for commands that leave something to chance.
  static let seed = Parameter.labelled(
    "seed", .integer(0...9_007_199_254_740_992), summary: "where chance starts, instead of the session's seed")
}

extension Arguments {
  /// The seed that was given, else the session's.
  func seed(_ context: Context) throws -> UInt64 {
    try optionalInteger("seed").map(UInt64.init) ?? context.session.seed
  }

  /// The data set of a parameter; a list of pairs is made one.
  func dataset(_ name: String) throws -> Dataset {
    try dataset(of: value(name) ?? .list(list(name)), at: name)
  }

  /// The data sets of a parameter that takes a list of them.
  func datasets(_ name: String) throws -> [Dataset] { try list(name).map { try dataset(of: $0, at: name) } }

  /// The data set of a value of a parameter.
  private func dataset(of value: Value, at name: String) throws -> Dataset {
    if let object = value.object as? DatasetObject { return object.dataset }
    let (examples, blank) = try examples(of: value, at: name)
    guard blank == nil else { throw mistake("an example in a data set has an answer, not a blank", at: name) }
    return Dataset(name: "list", examples: examples)
  }
}
