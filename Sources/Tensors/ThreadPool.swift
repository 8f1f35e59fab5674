internal import CVector
import Foundation
import Synchronization

/// Threads that are started once and share out numbered pieces of work.
///
/// A piece computes outputs of its own, never a part of another's sum, so how pieces fall to threads changes no result. After a
/// piece of work the threads spin for a moment before they sleep: a model asks for hundreds of small products a token.
package final class ThreadPool: @unchecked Sendable {
  /// The number of threads that work, the caller's among them.
  package let threadCount: Int

  private typealias Body = (_ piece: Int, _ thread: Int) -> Void

  /// Held by the caller whose work the threads are doing.
  private let busy = NSLock()
  private let wake = NSCondition()
  private let generation = Atomic<Int>(0)
  private let nextPiece = Atomic<Int>(0)
  private let working = Atomic<Int>(0)
  // Written by the caller before `generation` moves, read by the threads after.
  private var pieceCount = 0
  private var body: Body?

  /// Starts `threadCount - 1` threads beside the caller's.
  package init(threadCount: Int) {
    self.threadCount = max(1, threadCount)
    for index in 1..<self.threadCount {
      let thread = Thread { [self] in serve(index) }
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  /// Calls `body` once for every piece in `0 ..< count`, on any thread, and returns when all are done. The second argument
  /// numbers the thread, for scratch memory. Another caller waits its turn; a piece must not call `run` itself.
  package func run(_ count: Int, _ body: (_ piece: Int, _ thread: Int) -> Void) {
    busy.lock()
    defer { busy.unlock() }
    guard count > 1, threadCount > 1 else {
      for piece in 0..<count { body(piece, 0) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      pieceCount = count
      nextPiece.store(0, ordering: .relaxed)
      working.store(threadCount - 1, ordering: .relaxed)
      wake.lock()
      generation.add(1, ordering: .releasing)
      wake.broadcast()
      wake.unlock()
      takePieces(0)
      while working.load(ordering: .acquiring) > 0 { vpause() }
      self.body = nil
    }
  }

  /// Works until no piece is left. Not inlined: its hold on `body` must end before the thread says that it is done, since the
  /// caller's closure does not outlive the call.
  @inline(never) private func takePieces(_ thread: Int) {
    guard let body else { return }
    while true {
      let piece = nextPiece.add(1, ordering: .relaxed).oldValue
      guard piece < pieceCount else { return }
      body(piece, thread)
    }
  }

  private func serve(_ index: Int) {
    var seen = 0
    while true {
      var spins = 0
      while generation.load(ordering: .acquiring) == seen {
        spins += 1
        if spins < 4000 {
          vpause()
          continue
        }
        wake.lock()
        while generation.load(ordering: .acquiring) == seen { wake.wait() }
        wake.unlock()
      }
      seen += 1
      takePieces(index)
      working.subtract(1, ordering: .releasing)
    }
  }
}
