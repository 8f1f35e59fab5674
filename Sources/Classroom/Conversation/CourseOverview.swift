import Printing
import Script

/// The course as a list: what there is, in which order, and how far somebody has come.
package struct CourseOverview {
  private let course: Course
  private let finished: Set<String>
  private let begun: Set<String>
  private let isAvailable: (_ model: String) -> Bool

  /// The overview of `course` for somebody with these `events`; `isAvailable` says whether a model is at hand.
  package init(
    _ course: Course, events: some Sequence<ProgressEvent>, isAvailable: @escaping (_ model: String) -> Bool
  ) {
    self.course = course
    self.isAvailable = isAvailable
    var (finished, begun): (Set<String>, Set<String>) = ([], [])
    for event in events {
      begun.insert(event.lesson.name)
      if event.action == .finished { finished.insert(event.lesson.name) }
    }
    (self.finished, self.begun) = (finished, begun)
  }

  /// The first lesson that was not finished and can be run here.
  package var firstOpen: CourseLesson? {
    course.lessons.first { !finished.contains($0.name) && canRun($0) }
  }

  /// The lesson behind the one called `name` that can be run here.
  package func lesson(after name: String) -> CourseLesson? {
    guard let index = course.lessons.firstIndex(where: { $0.name == name }) else { return nil }
    return course.lessons[(index + 1)...].first(where: canRun)
  }

  private func canRun(_ lesson: CourseLesson) -> Bool { lesson.problem == nil && lesson.needs.allSatisfy(isAvailable) }

  /// Shows each part with its lessons: number, name, title, minutes, and what is known of them.
  package func show(on screen: Screen) {
    var number = 0
    let nameWidth = course.lessons.map { displayWidth($0.name) }.max() ?? 0
    for part in course.parts {
      if let title = part.title {
        screen.space()
        screen.say(title)
      }
      screen.say(
        list: part.lessons.map { lesson in
          number += 1
          let shown = String(number)
          let padding = String(repeating: " ", count: nameWidth - displayWidth(lesson.name))
          let word = String(repeating: " ", count: max(0, 3 - shown.count)) + shown + " " + lesson.name + padding
          return (word, ([lesson.title] + remarks(on: lesson)).joined(separator: ", "))
        })
    }
  }

  private func remarks(on lesson: CourseLesson) -> [String] {
    if lesson.problem != nil { return ["cannot be read"] }
    var remarks = lesson.minutes.map { ["\($0) minutes"] } ?? []
    remarks += lesson.needs.filter { !isAvailable($0) }.map { "needs the model \($0)" }
    if finished.contains(lesson.name) {
      remarks.append("done")
    } else if begun.contains(lesson.name) {
      remarks.append("begun")
    }
    return remarks
  }
}
