import Script
import Synchronization

/// The host of a session in class: what is printed goes to the host behind it, or is held back, and is kept so that it
/// can be compared.
final class ClassHost: HostInFront {
  private struct State {
    var output = ""
    var isHeld = false
  }

  let base: any Host
  /// Whether pictures are shown in sentences. What is kept is as the lesson has it in any case.
  private let describesPictures: Bool
  private let state = Mutex(State())

  init(_ base: any Host, describesPictures: Bool) {
    self.base = base
    self.describesPictures = describesPictures
  }

  /// Begins to keep what is printed; `isHeld` keeps it from being shown.
  func begin(isHeld: Bool) {
    state.withLock { $0 = State(isHeld: isHeld) }
  }

  /// What was printed since, as a lesson's `output` block has it.
  func end() -> String {
    state.withLock { state in
      defer { state = State() }
      return state.output
    }
  }

  private var isHeld: Bool { state.withLock { $0.isHeld } }

  func show(_ value: Value) {
    if !isHeld { base.show(describesPictures ? value.drawing.map { .text($0.description) } ?? value : value) }
    state.withLock { $0.output += value.rendered() + "\n" }
  }

  var wantsStream: Bool { true }

  func stream(_ piece: String) {
    if !isHeld { base.stream(piece) }
    state.withLock { $0.output += piece }
  }

  func note(_ message: String) { if !isHeld { base.note(message) } }
}
