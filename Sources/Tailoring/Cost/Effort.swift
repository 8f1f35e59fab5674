/// What something took of a computer; parts are nil where that is not known.
package struct Effort: Equatable, Sendable {
  package var seconds: Double
  /// Seconds of all cores together.
  package var processorSeconds: Double?
  /// By the processor's own counters, for all programs.
  package var joules: Double?
  /// The most bytes of memory that the process held at one time.
  package var peakMemory: Int?

  package init(seconds: Double = 0, processorSeconds: Double? = nil, joules: Double? = nil, peakMemory: Int? = nil) {
    self.seconds = seconds
    self.processorSeconds = processorSeconds
    self.joules = joules
    self.peakMemory = peakMemory
  }

  /// This and then that.
  package func followed(by next: Effort) -> Effort {
    func sum(_ first: Double?, _ second: Double?) -> Double? { first.flatMap { first in second.map { first + $0 } } }
    return Effort(
      seconds: seconds + next.seconds, processorSeconds: sum(processorSeconds, next.processorSeconds),
      joules: sum(joules, next.joules),
      peakMemory: peakMemory.flatMap { first in next.peakMemory.map { max(first, $0) } })
  }

  /// The energy in joules: what counters told, else processor seconds times the watts that a busy core is said to
  /// take; nil where neither is known.
  package func energy(wattsPerCore: Double) -> Double? { joules ?? processorSeconds.map { $0 * wattsPerCore } }
}
