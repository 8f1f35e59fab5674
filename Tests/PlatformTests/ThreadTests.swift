import Platform
import Synchronization
import Testing

struct ThreadTests {
  /// Two threads sleep until they are woken, and hold the lock one at a time.
  @Test func threadsSleepUntilTheyAreWoken() throws {
    let state = State()
    for _ in 0..<2 {
      try startThread(stackSize: 1 << 20) {
        state.condition.withLock {
          state.asleep.add(1, ordering: .relaxed)
          while !state.isOpen.load(ordering: .relaxed) { state.condition.wait() }
          if state.inside.exchange(true, ordering: .relaxed) { state.collisions.add(1, ordering: .relaxed) }
          usleep(1000)
          state.inside.store(false, ordering: .relaxed)
        }
        state.done.add(1, ordering: .releasing)
      }
    }
    while state.asleep.load(ordering: .relaxed) < 2 { usleep(1000) }
    #expect(state.done.load(ordering: .acquiring) == 0)
    state.condition.withLock {
      state.isOpen.store(true, ordering: .relaxed)
      state.condition.wakeAll()
    }
    while state.done.load(ordering: .acquiring) < 2 { usleep(1000) }
    #expect(state.collisions.load(ordering: .relaxed) == 0)
  }

  private final class State: Sendable {
    let condition = Condition()
    let asleep = Atomic<Int>(0)
    let isOpen = Atomic<Bool>(false)
    let inside = Atomic<Bool>(false)
    let collisions = Atomic<Int>(0)
    let done = Atomic<Int>(0)
  }

  /// Processes that may have no more threads are told so.
  @Test func aStackThatNobodyHas() {
    #expect(throws: FileError.self) { try startThread(stackSize: 1 << 50) {} }
  }

  @Test func theMachine() {
    #expect(Machine.processorCount >= 1)
    #expect(Machine.memory > 1 << 26)
  }
}
