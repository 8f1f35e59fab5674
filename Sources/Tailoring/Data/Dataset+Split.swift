import Tensors

/// How much of a data set: a part of it, or so many examples.
package enum Portion: Equatable, Sendable {
  /// A part between 0 and 1.
  case fraction(Double)
  case count(Int)

  /// As a number of examples, to the nearest whole one.
  func count(of total: Int) -> Int {
    switch self {
    case .fraction(let fraction): Int((min(max(fraction, 0), 1) * Double(total)).rounded())
    case .count(let count): count
    }
  }
}

extension Dataset {
  /// Parts of a data set that have no example in common.
  package struct Split: Equatable, Sendable {
    /// To learn from.
    package let train: Dataset
    /// To choose between what was learned; nil when none was asked for.
    package let dev: Dataset?
    /// To judge by, unseen until then.
    package let test: Dataset
  }

  /// The data set in a random order. The first examples of it, `prefix(n)`, are a sample, and larger samples from one seed contain
  /// the smaller ones.
  package func shuffled(seed: UInt64) -> Dataset {
    var generator = SeededGenerator(seed: seed)
    return with(generator.shuffled(examples))
  }

  /// The first `length` examples, or all when there are fewer.
  package func prefix(_ length: Int) -> Dataset { with(examples.prefix(max(0, length))) }

  /// Cuts the data set, in the random order of `shuffled(seed:)`, into parts that share no example: `train` from its beginning,
  /// `dev` behind that, `test` up to its end. So one seed and one size of `test` mean the same test examples, however
  /// many there are to train on.
  ///
  /// - Parameter test: All that is left when nil.
  /// - Throws: `SplitError` for parts that are empty or more than there is.
  package func split(
    train: Portion, dev: Portion? = nil, test: Portion? = nil, seed: UInt64
  ) throws(SplitError) -> Split {
    let trainCount = train.count(of: count)
    let devCount = dev?.count(of: count) ?? 0
    // Each is compared with the total alone first: the sum of large counts could overflow.
    guard trainCount <= count, devCount <= count, trainCount + devCount <= count else {
      throw .tooMany(available: count)
    }
    let testCount = test?.count(of: count) ?? count - trainCount - devCount
    guard testCount <= count - trainCount - devCount else { throw .tooMany(available: count) }
    for (name, size) in [("train", trainCount), ("dev", dev == nil ? 1 : devCount), ("test", testCount)] where size < 1 {
      throw .empty(part: name, available: count)
    }
    let order = shuffled(seed: seed).examples
    return Split(
      train: with(order[..<trainCount]),
      dev: dev == nil ? nil : with(order[trainCount..<trainCount + devCount]),
      test: with(order[(count - testCount)...]))
  }
}

/// Why a data set can't be cut as asked.
package enum SplitError: Error, Equatable {
  case tooMany(available: Int)
  case empty(part: String, available: Int)
}

extension SplitError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .tooMany(let available): "the parts together are more than the \(available) examples that there are"
    case .empty(let part, let available): "`\(part)` would be empty: there are \(available) examples in all"
    }
  }
}
