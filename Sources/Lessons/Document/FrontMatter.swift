import Script

/// The `key: value` lines between two `---` at the top of a lesson.
package struct FrontMatter: Equatable, Sendable {
  /// The values by key. Keys that Primer does not know are kept for whatever else reads the file.
  package private(set) var values: [String: String] = [:]

  /// The models without which the lesson cannot run, as `needs:` names them.
  package var needs: [String] {
    (values["needs"] ?? "").split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
  }

  /// How many minutes the lesson takes in class, where its author says so.
  package private(set) var minutes: Int?

  /// The keys that Primer reads.
  static let knownKeys = ["needs", "minutes"]

  /// Reads the front matter and says at which index of `lines` the document goes on.
  ///
  /// - Throws: `LessonError` for a front matter without an end, a line without a colon, a key given twice, a key
  ///   that is one slip away from a known one, and `minutes:` without a number.
  static func read(
    _ lines: [SourceLines.Line], of source: [UInt8], file: String
  ) throws(LessonError) -> (FrontMatter, next: Int) {
    var matter = FrontMatter()
    let text = { (line: SourceLines.Line) in String(decoding: source[line.content].trimmed, as: UTF8.self) }
    guard let first = lines.first, source[first.content].elementsEqual("---".utf8) else { return (matter, 0) }
    guard let end = lines.dropFirst().firstIndex(where: { text($0) == "---" }) else {
      throw LessonError(file: file, line: first.number, problem: .unclosedFrontMatter)
    }
    for line in lines[1..<end] {
      let content = text(line)
      if content.isEmpty || content.hasPrefix("#") { continue }
      guard let colon = content.firstIndex(of: ":"), colon > content.startIndex else {
        throw LessonError(file: file, line: line.number, problem: .notKeyAndValue(content))
      }
      let key = String(content[..<colon])
      let value = content[content.index(after: colon)...].drop { $0 == " " }
      if !knownKeys.contains(key), nearest(to: key, among: knownKeys) != nil {
        throw LessonError(file: file, line: line.number, problem: .unknownKey(key))
      }
      guard matter.values.updateValue(String(value), forKey: key) == nil else {
        throw LessonError(file: file, line: line.number, problem: .repeatedKey(key))
      }
      if key == "minutes" {
        guard let minutes = Int(value), (1...1000).contains(minutes) else {
          throw LessonError(file: file, line: line.number, problem: .wrongMinutes(String(value)))
        }
        matter.minutes = minutes
      }
    }
    return (matter, end + 1)
  }
}
