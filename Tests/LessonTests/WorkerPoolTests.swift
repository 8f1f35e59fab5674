import Checking
import Foundation
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct WorkerPoolTests {
  private struct Failure: Error {}

  /// A job that runs until it is let go.
  private final class Gate: Sendable {
    private let state = Mutex(false)
    var isOpen: Bool { state.withLock { $0 } }
    func open() { state.withLock { $0 = true } }
    func wait() { while !isOpen { usleep(1000) } }
  }

  @Test(arguments: [1, 3, 100])
  func resultsComeInOrder(threads: Int) throws {
    var started = 0
    var delivered: [Int] = []
    let pool = WorkerPool(threads: threads, start: { started = $0 })
    try pool.run(
      20,
      job: { number in
        usleep(UInt32((20 - number) * 300)); return number * number
      }
    ) {
      #expect($1 == $0 * $0)
      delivered.append($0)
    }
    #expect(delivered == Array(0..<20))
    #expect(started == min(threads, 20))
    try pool.run(0, job: { $0 }) { _, _ in Issue.record("nothing to do") }
  }

  @Test func errorsOfJobsAndOfDeliveryEndIt() {
    var stops: [WorkerPool.Stop] = []
    let pool = WorkerPool(threads: 2, stop: { stops.append($0) })
    var delivered = 0
    #expect(throws: Failure.self) {
      try pool.run(5, job: { if $0 == 2 { throw Failure() } }) { _, _ in delivered += 1 }
    }
    #expect(delivered == 2)
    #expect(throws: Failure.self) { try pool.run(5, job: { $0 }) { _, _ in throw Failure() } }
    #expect(stops == [.interrupted, .interrupted])
  }

  @Test func whatRunsOutOfTimeIsStoppedAndStillDelivered() throws {
    let gate = Gate()
    var stops: [WorkerPool.Stop] = []
    let pool = WorkerPool(
      threads: 1,
      stop: {
        stops.append($0)
        gate.open()
      })
    var delivered: [Int] = []
    try pool.run(
      3, limit: .milliseconds(50),
      job: {
        gate.wait(); return $0
      }
    ) { number, _ in delivered.append(number) }
    #expect(delivered == [0, 1, 2])
    #expect(stops == [.outOfTime])
  }

  /// The descriptor wakes a pool whose jobs have nothing to tell.
  @Test func anInterruptionIsHeardAtOnce() throws {
    let pipe = Pipe()
    let interruption = Gate()
    let gate = Gate()
    defer { gate.open() }
    let pool = WorkerPool(
      threads: 2, wakeUp: pipe.fileHandleForReading.fileDescriptor,
      check: { if interruption.isOpen { throw CancellationError() } })
    let start = ContinuousClock.now
    #expect(throws: CancellationError.self) {
      try pool.run(
        2,
        job: { number in
          if number == 0 {
            usleep(50_000)
            interruption.open()
            try pipe.fileHandleForWriting.write(contentsOf: Data([0]))
          }
          gate.wait()
        }, deliver: { _, _ in Issue.record("no result") })
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
