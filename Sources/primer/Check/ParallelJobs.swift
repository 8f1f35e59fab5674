import Foundation
import Lessons
import Terminal

/// Runs lessons, several at a time, and gives their results in the order of the lessons.
struct ParallelJobs {
  let jobs: [LessonJob]
  let atOnce: Int
  let totalTimeout: Duration?

  /// Results that arrive in any order.
  private final class Results: @unchecked Sendable {
    private let condition = NSCondition()
    private var next = 0
    private var results: [LessonJob.Result?]

    init(count: Int) {
      results = Array(repeating: nil, count: count)
    }

    /// The next job to do; nil when all are taken.
    func takeJob() -> Int? {
      condition.lock()
      defer { condition.unlock() }
      guard next < results.count else { return nil }
      defer { next += 1 }
      return next
    }

    func finish(_ job: Int, _ result: LessonJob.Result) {
      condition.lock()
      results[job] = result
      condition.broadcast()
      condition.unlock()
    }

    /// The result of a job; nil when it is not there within a moment.
    func result(of job: Int) -> LessonJob.Result? {
      condition.lock()
      defer { condition.unlock() }
      if results[job] == nil { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.05)) }
      return results[job]
    }
  }

  /// Gives `deliver` each job's index and result, in order.
  ///
  /// - Throws: `CancellationError` when the user stopped it, and what `deliver` throws.
  func run(deliver: (Int, LessonJob.Result) throws -> Void) throws {
    let results = Results(count: jobs.count)
    let start = ContinuousClock.now
    for _ in 0..<min(atOnce, jobs.count) {
      Thread.detachNewThread { [jobs] in
        while let index = results.takeJob() { results.finish(index, jobs[index].run()) }
      }
    }
    var isOver = false
    for index in jobs.indices {
      while true {
        if Interrupt.isRequested {
          for job in jobs { job.stop(.interrupted) }
          throw CancellationError()
        }
        if let totalTimeout, !isOver, ContinuousClock.now - start > totalTimeout {
          isOver = true
          for job in jobs { job.stop(.totalTimeout(totalTimeout)) }
        }
        if let result = results.result(of: index) {
          // Ctrl-C at a terminal stops the processes as well: what they leave is no result.
          if Interrupt.isRequested { continue }
          try deliver(index, result)
          break
        }
      }
    }
  }
}
