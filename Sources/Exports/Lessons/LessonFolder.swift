import Markdown
import Script

/// The lessons of a folder: its Markdown files, in the order in which its `README.md` links to them and then by name.
struct LessonFolder {
  /// The blocks of `README.md`; none when there is no such file.
  let introduction: [MarkdownBlock]
  /// The paths of the lessons.
  let lessons: [String]

  /// - Throws: what `files` throws when the folder cannot be read.
  init(_ path: String, files: any Host) throws {
    let folder = path.hasSuffix("/") ? path : path + "/"
    let names = try files.names(inFolder: path).filter { $0.hasSuffix(".md") }
    if names.contains("README.md") {
      introduction = MarkdownParser.blocks(
        of: String(decoding: try files.readFile(folder + "README.md"), as: UTF8.self))
    } else {
      introduction = []
    }
    var order: [String: Int] = [:]
    for (place, name) in introduction.flatMap(\.destinations).enumerated() where order[name] == nil {
      order[name] = place
    }
    lessons = names.filter { !$0.hasPrefix("README.") }
      .sorted { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }
      .map { folder + $0 }
  }
}
