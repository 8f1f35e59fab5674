import Printing
import Tensors

/// How much of a data set: a part of it, or a number of examples.
package enum Portion: Equatable, Sendable {
  /// A part between 0 and 1.
  case fraction(Double)
  case count(Int)

  /// As a number of examples, to the nearest whole one.
  func count(of total: Int) -> Int {
    switch self {
    case .fraction(let fraction): Int(clamping: (min(max(fraction, 0), 1) * Double(total)).rounded())
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

  /// The data set in a random order. The first examples of it, `prefix(n)`, are a sample, and larger samples from one
  /// seed contain the smaller ones.
  package func shuffled(seed: UInt64) -> Dataset {
    var generator = SeededGenerator(seed: seed)
    return with(generator.shuffled(examples))
  }

  /// The first `length` examples, or all when there are fewer.
  package func prefix(_ length: Int) -> Dataset { with(examples.prefix(max(0, length))) }

  /// Cuts the data set, in the random order of `shuffled(seed:)`, into parts that share no example: `train` from its
  /// beginning, `dev` after that, `test` up to its end. So one seed and one size of `test` mean the same test
  /// examples, however many there are to train on. A `train` or `test` that is nil takes all that the others leave;
  /// when both are, `train` is four fifths.
  ///
  /// - Throws: `TailoringError` for parts that are empty or more than there is.
  package func split(
    train: Portion? = nil, dev: Portion? = nil, test: Portion? = nil, seed: UInt64
  ) throws(TailoringError) -> Split {
    let train = train ?? (test == nil ? .fraction(0.8) : nil)
    let sizes = [train, dev, test].map { $0?.count(of: count) }
    var left = count
    for size in sizes.compactMap({ $0 }) {
      // Subtracted one by one: the sum of large counts could overflow.
      guard size <= left else { throw .init(.tooLargeParts(available: count), blaming: .train) }
      left -= size
    }
    let (trainCount, devCount, testCount) = (sizes[0] ?? left, sizes[1] ?? 0, sizes[2] ?? left)
    if trainCount < 1 { throw .init(.emptyPart("train", available: count), blaming: .train) }
    if dev != nil, devCount < 1 { throw .init(.emptyPart("dev", available: count), blaming: .dev) }
    if testCount < 1 { throw .init(.emptyPart("test", available: count), blaming: .test) }
    let order = shuffled(seed: seed).examples
    return Split(
      train: with(order[..<trainCount]),
      dev: dev == nil ? nil : with(order[trainCount..<trainCount + devCount]),
      test: with(order[(count - testCount)...]))
  }
}
