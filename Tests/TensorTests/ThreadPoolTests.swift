import Foundation
import Synchronization
import Tensors
import Testing

/// Work is shared out completely, and a thread number belongs to one thread at a time.
struct ThreadPoolTests {
  /// What happened to the pieces of a run. Every piece and every thread writes to places of its own, as kernels do.
  private struct Tally {
    var timesDone: [Int]
    var collisions: Int
  }

  private static func tally(_ pool: ThreadPool, pieces: Int) -> Tally {
    let done = UnsafeMutablePointer<Int>.allocate(capacity: max(pieces, 1))
    done.initialize(repeating: 0, count: max(pieces, 1))
    defer { done.deallocate() }
    let inside = (0..<pool.threadCount).map { _ in Flag() }
    let collisions = Atomic<Int>(0)
    pool.run(pieces) { piece, thread in
      // Out of range: the subscript stops the test.
      if inside[thread].value.exchange(true, ordering: .acquiring) { collisions.add(1, ordering: .relaxed) }
      done[piece] += 1
      inside[thread].value.store(false, ordering: .releasing)
    }
    return Tally(
      timesDone: Array(UnsafeBufferPointer(start: done, count: pieces)),
      collisions: collisions.load(ordering: .relaxed))
  }

  private final class Flag: Sendable {
    let value = Atomic<Bool>(false)
  }

  @Test(arguments: [1, 2, 5], [0, 1, 2, 3, 7, 64, 1000])
  func everyPieceIsDoneOnce(threads: Int, pieces: Int) {
    let pool = Engine.pools[threads]!
    for _ in 0..<20 {
      let tally = Self.tally(pool, pieces: pieces)
      #expect(tally.timesDone == Array(repeating: 1, count: pieces))
      #expect(tally.collisions == 0)
    }
  }

  /// Runs so small that threads join the end of one, or the next.
  @Test(arguments: [2, 5])
  func manySmallRuns(threads: Int) {
    let pool = Engine.pools[threads]!
    var sums = [0, 0, 0]
    sums.withUnsafeMutableBufferPointer { sums in
      let base = sums.baseAddress!
      for run in 0..<5_000 { pool.run(3) { piece, _ in base[piece] += run } }
    }
    #expect(sums == Array(repeating: 5_000 * 4_999 / 2, count: 3))
  }

  /// Threads that went to sleep wake up again.
  @Test func runsAfterARest() {
    let pool = Engine.pools[2]!
    for _ in 0..<5 {
      Thread.sleep(forTimeInterval: 0.01)
      #expect(Self.tally(pool, pieces: 50).timesDone == Array(repeating: 1, count: 50))
    }
  }

  /// Several callers take turns.
  @Test func severalCallersAtOnce() {
    let pool = Engine.pools[5]!
    let wrong = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 8) { caller in
      for run in 0..<100 {
        let pieces = 1 + (caller + run) % 9
        let tally = Self.tally(pool, pieces: pieces)
        if tally.timesDone != Array(repeating: 1, count: pieces) || tally.collisions > 0 {
          wrong.add(1, ordering: .relaxed)
        }
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
  }

  /// All threads take part: each waits in its piece until as many have arrived.
  @Test func threadsWorkAtTheSameTime() {
    let pool = Engine.pools[5]!
    let arrived = Atomic<Int>(0)
    let numbers = UnsafeMutablePointer<Int>.allocate(capacity: 5)
    numbers.initialize(repeating: -1, count: 5)
    defer { numbers.deallocate() }
    pool.run(5) { piece, thread in
      numbers[piece] = thread
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 5 { Thread.sleep(forTimeInterval: 0.000_1) }
    }
    #expect(Set((0..<5).map { numbers[$0] }) == Set(0..<5))
  }

  /// What the caller's closure holds is let go when the run is over.
  @Test func nothingIsKept() {
    weak var kept: Flag?
    do {
      let flag = Flag()
      kept = flag
      Engine.pools[5]!.run(10) { _, _ in _ = flag.value.load(ordering: .relaxed) }
    }
    #expect(kept == nil)
  }
}
