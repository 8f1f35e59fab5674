import Lessons
import Platform
import Synchronization

/// Runs jobs on several threads, and hands over their results in the order of the jobs.
package struct WorkerPool {
  /// Why jobs are to end before their time.
  package enum Stop: Equatable, Sendable {
    /// The time for all of them is over. Their results are still waited for.
    case outOfTime
    /// The user stopped them.
    case interrupted
  }

  private let threads: Int
  private let wakeUp: Int32
  private let start: (Int) -> Void
  private let check: () throws -> Void
  private let stop: (Stop) -> Void

  /// A pool of at most `threads` threads.
  ///
  /// - Parameters:
  ///   - start: Told how many jobs will run at once, before the first of them.
  ///   - wakeUp: A descriptor that never blocks and becomes readable when `check` should be called, as on Ctrl-C; -1 for
  ///     none.
  ///   - check: Throws when the jobs are to end; the pool ends with that error.
  ///   - stop: Makes the jobs that run end soon, and those to come at once.
  package init(
    threads: Int, start: @escaping (Int) -> Void = { _ in }, wakeUp: Int32 = -1,
    check: @escaping () throws -> Void = {}, stop: @escaping (Stop) -> Void = { _ in }
  ) {
    self.threads = threads
    self.start = start
    self.wakeUp = wakeUp
    self.check = check
    self.stop = stop
  }

  /// Runs `job` for each number below `count`, and gives `deliver` the numbers and results in order, on this thread.
  ///
  /// - Parameter limit: The time after which the jobs are stopped as `outOfTime`; nil for none.
  /// - Throws: What the pool's check, a job or `deliver` throws.
  package func run<Value: Sendable>(
    _ count: Int, limit: Duration? = nil, job: @escaping @Sendable (Int) throws -> Value,
    deliver: (Int, Value) throws -> Void
  ) throws {
    guard count > 0 else { return }
    let results = try Results<Value>(count: count)
    let atOnce = min(threads, count)
    start(atOnce)
    do {
      for _ in 0..<atOnce {
        try startThread {
          while let number = results.next() { results.set(number, Result { try job(number) }) }
        }
      }
      var end = limit.map { ContinuousClock.now + $0 }
      for number in 0..<count {
        var result: Result<Value, any Error>?
        while result == nil {
          try check()
          if let passed = end, ContinuousClock.now >= passed {
            end = nil
            stop(.outOfTime)
          }
          result = results.take(number)
          if result == nil { results.wait(until: end, or: wakeUp) }
        }
        // Ctrl-C at a terminal stops the processes of jobs as well: what they leave is no result.
        try check()
        if let result { try deliver(number, result.get()) }
      }
    } catch {
      stop(.interrupted)
      throw error
    }
  }

  /// Results that arrive in any order, from any thread.
  private final class Results<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var results: [Result<Value, any Error>?]
    }

    private let state: Mutex<State>
    /// A byte goes through it for each result.
    private let ends: (reading: Int32, writing: Int32)

    init(count: Int) throws(FileError) {
      state = Mutex(State(results: Array(repeating: nil, count: count)))
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw FileError("a pipe", "can't be made: \(FileError.words(for: errno))") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      self.ends = (ends[0], ends[1])
    }

    deinit {
      close(ends.reading)
      close(ends.writing)
    }

    /// The next job to do; nil when all are taken.
    func next() -> Int? {
      state.withLock { state in
        guard state.next < state.results.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func set(_ number: Int, _ result: Result<Value, any Error>) {
      state.withLock { $0.results[number] = result }
      var byte: UInt8 = 0
      while write(ends.writing, &byte, 1) < 0, errno == EINTR {}
    }

    /// A result, which is not kept; nil when it is not there yet.
    func take(_ number: Int) -> Result<Value, any Error>? {
      state.withLock { state in
        defer { state.results[number] = nil }
        return state.results[number]
      }
    }

    /// Waits until another result is there, `end` has come or `wakeUp` is readable.
    func wait(until end: ContinuousClock.Instant?, or wakeUp: Int32) {
      var descriptors = [ends.reading, wakeUp].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let milliseconds = end.map { ((($0 - ContinuousClock.now).seconds * 1000).rounded(.up)) } ?? -1
      guard poll(&descriptors, 2, Int32(min(milliseconds, 1e9))) > 0 else { return }
      var bytes = [UInt8](repeating: 0, count: 64)
      for descriptor in descriptors where descriptor.revents != 0 { _ = read(descriptor.fd, &bytes, bytes.count) }
    }
  }
}
