/// How well each task goes before anything is learned, and after each task that is: the exact match on its unseen
/// examples, R[j][i] for task i after j tasks, T tasks in all.
package struct ScoreMatrix: Equatable, Sendable {
  /// T + 1 rows of T scores.
  package let scores: [[Double]]

  private var count: Int { scores.count - 1 }

  /// The mean over all tasks at the end: 1/T Σ R[T][i].
  package var average: Double { scores[count].reduce(0, +) / Double(count) }

  /// What was lost at the end of the best that there was (Chaudhry et al. 2018): the mean over all tasks but the last
  /// of max over j < T of R[j][i], after anything was learned, minus R[T][i].
  package var forgetting: Double {
    mean(0..<count - 1) { task in
      let best = scores[1..<count].reduce(-1) { max($0, $1[task]) }
      return best - scores[count][task]
    }
  }

  /// What later tasks did to earlier ones (Lopez-Paz and Ranzato 2017): the mean over all tasks but the last of
  /// R[T][i] − R[i][i], below 0 where they are forgotten.
  package var backwardTransfer: Double {
    mean(0..<count - 1) { scores[count][$0] - scores[$0 + 1][$0] }
  }

  /// What earlier tasks did to later ones (Lopez-Paz and Ranzato 2017): the mean over all tasks but the first of
  /// R[i − 1][i] − R[0][i], above 0 where a task goes better before it is learned itself.
  package var forwardTransfer: Double {
    mean(1..<count) { scores[$0][$0] - scores[0][$0] }
  }

  private func mean(_ tasks: Range<Int>, _ number: (Int) -> Double) -> Double {
    tasks.reduce(0) { $0 + number($1) } / Double(tasks.count)
  }
}
