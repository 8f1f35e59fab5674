/// Where a lesson is that runs in another terminal, as its log tells.
package struct FollowedPlace: Equatable, Sendable {
  /// The lesson that was opened last.
  package private(set) var lesson: LessonIdentity?
  /// When that was, in seconds since 1970.
  package private(set) var start = 0.0
  /// The cell that comes next in it.
  package private(set) var cell = 1

  /// The only lesson that is followed; nil for whichever is opened.
  private let name: String?
  private let earliest: Double

  /// Follows the lesson called `name`, or whichever is opened; what happened before `earliest`, in seconds since 1970,
  /// is over.
  package init(lesson name: String?, since earliest: Double = 0) {
    self.name = name
    self.earliest = earliest
  }

  /// Takes further events of the log.
  package mutating func follow(_ events: some Sequence<ProgressEvent>) {
    for event in events where event.time >= earliest && (name ?? event.lesson.name) == event.lesson.name {
      switch event.action {
      case .opened: (lesson, start, cell) = (event.lesson, event.time, 1)
      case .place(let number, _) where event.lesson == lesson: cell = max(1, number)
      default: break
      }
    }
  }
}
