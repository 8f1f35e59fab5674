internal import CVector
internal import Platform
import Synchronization

/// Threads that are started once and share out numbered pieces of work.
///
/// A piece computes outputs of its own, never a part of another's sum, so how pieces fall to threads changes no
/// result. After a piece of work the threads spin for a moment before they sleep: a model asks for hundreds of small
/// products a token. A thread that wakes too late, or finds the processor busy, is not waited for: the others have
/// done its work.
package final class ThreadPool: @unchecked Sendable {
  /// The number of threads that work, the caller's among them.
  package let threadCount: Int

  /// How often a thread looks again before it sleeps or lets others have the processor: some tens of microseconds.
  private static let spinLimit = 4000

  private typealias Body = (_ piece: Int, _ thread: Int) -> Void

  /// Held by the caller whose work the threads are doing.
  private let busy = Mutex(())
  private let wake = Condition()
  private let sleeping = Atomic<Int>(0)
  /// The number of the latest run, whether threads may still join it, and how many work on it.
  private let state = Atomic<Int>(0)
  private static let membersMask = 0xFFFF
  private static let open = 0x1_0000
  private static let oneRun = 0x2_0000
  private let nextPiece = Atomic<Int>(0)
  // Written by the caller while no thread may join, read by the threads that joined.
  private var pieceCount = 0
  private var body: Body?

  /// Starts `threadCount - 1` threads beside the caller's.
  package init(threadCount: Int) {
    self.threadCount = max(1, threadCount)
    for index in 1..<self.threadCount {
      // One that can't be started is not missed: the others do its work.
      try? startThread(stackSize: 1 << 20) { [self] in serve(index) }
    }
  }

  /// Calls `body` once for every piece in `0 ..< count`, on any thread, and returns when all are done. The second
  /// argument numbers the thread, for scratch memory. Another caller waits its turn; a piece must not call `run`
  /// itself.
  package func run(_ count: Int, _ body: (_ piece: Int, _ thread: Int) -> Void) {
    busy.withLock { _ in share(count, body) }
  }

  private func share(_ count: Int, _ body: Body) {
    guard count > 1, threadCount > 1 else {
      for piece in 0..<count { body(piece, 0) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      pieceCount = count
      nextPiece.store(0, ordering: .relaxed)
      state.add(Self.oneRun + Self.open, ordering: .sequentiallyConsistent)
      if sleeping.load(ordering: .sequentiallyConsistent) > 0 {
        wake.withLock { wake.wakeAll() }
      }
      takePieces(0)
      state.subtract(Self.open, ordering: .acquiringAndReleasing)
      var spins = 0
      while state.load(ordering: .acquiring) & Self.membersMask != 0 {
        spins += 1
        // On a busy machine the last thread may be waiting for this very processor.
        if spins < Self.spinLimit { vpause() } else { sched_yield() }
      }
      self.body = nil
    }
  }

  /// Works until no piece is left. Not inlined: its hold on `body` must end before the thread says that it is done,
  /// since the caller's closure does not outlive the call.
  @inline(never) private func takePieces(_ thread: Int) {
    guard let body else { return }
    while true {
      let piece = nextPiece.add(1, ordering: .relaxed).oldValue
      guard piece < pieceCount else { return }
      body(piece, thread)
    }
  }

  /// What a thread does all its life: join a run, take pieces, leave.
  private func serve(_ index: Int) {
    var lastRun = 0
    while true {
      lastRun = joinedRun(after: lastRun)
      takePieces(index)
      state.subtract(1, ordering: .releasing)
    }
  }

  /// Joins the next run and gives its number; waits for one awake at first, then asleep.
  private func joinedRun(after lastRun: Int) -> Int {
    var spins = 0
    while true {
      let now = state.load(ordering: .acquiring)
      if canJoin(now, after: lastRun) {
        if state.compareExchange(expected: now, desired: now + 1, ordering: .acquiring).exchanged {
          return now / Self.oneRun
        }
      } else if spins < Self.spinLimit {
        spins += 1
        vpause()
      } else {
        wake.withLock {
          // Counted before the last look, so that whoever opens a run after it sees a sleeper.
          sleeping.add(1, ordering: .sequentiallyConsistent)
          while !canJoin(state.load(ordering: .sequentiallyConsistent), after: lastRun) { wake.wait() }
          sleeping.subtract(1, ordering: .sequentiallyConsistent)
        }
      }
    }
  }

  private func canJoin(_ state: Int, after lastRun: Int) -> Bool {
    state & Self.open != 0 && state / Self.oneRun != lastRun
  }
}
