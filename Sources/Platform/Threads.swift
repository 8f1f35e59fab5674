/// Starts a thread that ends when `body` has returned.
///
/// - Parameter stackSize: The bytes of its stack; nil for as many as the system gives.
/// - Throws: `FileError` when the system lets this process have no more threads.
package func startThread(stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void) throws(FileError) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  if let stackSize { pthread_attr_setstacksize(&attributes, stackSize) }
  let held = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, &attributes, { runThread($0) }, held.toOpaque())
    if let thread { pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, { $0.flatMap(runThread) }, held.toOpaque())
    if code == 0 { pthread_detach(thread) }
  #endif
  guard code == 0 else {
    held.release()
    throw FileError("a thread", "can't be started: \(FileError.words(for: code))")
  }
}

/// What a thread does, as an object that can be handed to it.
private final class ThreadBody {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThread(_ body: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
  return nil
}

/// A lock whose holders can sleep until another wakes them.
package final class Condition: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init() {
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` while no other thread holds the lock.
  package func withLock(_ body: () -> Void) {
    pthread_mutex_lock(mutex)
    body()
    pthread_mutex_unlock(mutex)
  }

  /// Lets go of the lock until somebody wakes this thread, which must hold it. It may wake by itself, too.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes all threads that wait.
  package func wakeAll() { pthread_cond_broadcast(condition) }
}
