/// Records what a student does in one lesson. A log that cannot be written never stops the lesson: it is told once,
/// and what was not written waits for the next event.
package final class ProgressRecorder {
  private let log: ProgressLog?
  private let lesson: LessonIdentity
  private let now: () -> Double
  private let warn: (String) -> Void
  private var waiting: [ProgressEvent] = []

  /// More bytes than this nobody types. The log is read as a whole whenever a lesson begins.
  private static let longestText = 1 << 18
  private var hasWarned = false

  /// Records into `log`, at the times that `now` gives in seconds since 1970. Problems are told to `warn`.
  package init(
    _ log: ProgressLog?, lesson: LessonIdentity, now: @escaping () -> Double, warn: @escaping (String) -> Void
  ) {
    self.log = log
    self.lesson = lesson
    self.now = now
    self.warn = warn
  }

  /// Records what was done just now, but not what is longer than a text that anybody types.
  package func record(_ action: ProgressEvent.Action) {
    if let text = action.text, text.utf8.count > Self.longestText {
      return tell("what is longer than \(Self.longestText >> 10) KB is not kept with your progress")
    }
    waiting.append(ProgressEvent(time: now(), lesson: lesson, action))
    guard let log else { return tell("cannot keep your progress: there is no home folder") }
    do {
      try log.append(waiting)
      waiting = []
    } catch {
      tell("\(error); the lesson goes on without")
    }
  }

  private func tell(_ problem: String) {
    if !hasWarned { warn(problem) }
    hasWarned = true
  }
}
