import Platform
import Script
import Synchronization

/// The host of a session that reruns a student's answers: nothing that is printed goes anywhere, and what runs too long
/// is stopped.
///
/// Time is that of the processor, so that marks don't depend on what else the machine does. What computes nothing either
/// is stopped after ten times as long.
package final class GradingHost: HostInFront {
  /// When what runs must have ended, by both clocks.
  private struct Deadline {
    var processor = Double.infinity
    var wall = Double.infinity
  }

  package let base: any Host
  private let deadline = Mutex(Deadline())

  /// A host whose files and clock are those of `base`.
  package init(_ base: any Host) {
    self.base = base
  }

  /// What runs from now on may take so many seconds.
  func begin(limit: Double) {
    let end = Deadline(processor: Self.processorSeconds() + limit, wall: base.seconds() + 10 * limit)
    deadline.withLock { $0 = end }
  }

  /// How many seconds what runs has been running over its time; nil while it may run.
  package var lateness: Double? {
    let end = deadline.withLock { $0 }
    let late = max(Self.processorSeconds() - end.processor, base.seconds() - end.wall)
    return late > 0 ? late : nil
  }

  /// Nothing runs any more; whether it took too long.
  func end() -> Bool {
    let isLate = lateness != nil
    deadline.withLock { $0 = Deadline() }
    return isLate
  }

  /// The time that all threads of the process have computed.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  package func checkCancelled() throws {
    try base.checkCancelled()
    if lateness != nil { throw CancellationError() }
  }

  package func show(_ value: Value) {}
  package var wantsStream: Bool { false }
  package func stream(_ piece: String) {}
  package func note(_ message: String) {}
  package func report(_ progress: ProgressReport) {}
}
