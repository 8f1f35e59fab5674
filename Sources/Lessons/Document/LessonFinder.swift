import Script

/// Finds the lessons that paths name.
package struct LessonFinder {
  /// A lesson, or the problem with a path that leads to none.
  package struct Found: Equatable, Sendable {
    package let path: String
    package var problem: CheckReport.Problem?
  }

  private let files: any Host

  package init(_ files: any Host) {
    self.files = files
  }

  /// The lessons at `paths`, each once: files, and folders with all Markdown files in and below them in alphabetical
  /// order. A `README.md` in a folder lists lessons and is none.
  package func lessons(at paths: [String]) -> [Found] {
    var seen: Set<String> = []
    return paths.flatMap { path in
      let found = lessons(at: path, depth: 0)
      let problem = CheckReport.Problem(line: nil, sentence: "holds no lessons, which end in `.md`")
      return found.isEmpty ? [Found(path: path, problem: problem)] : found.map { Found(path: $0) }
    }.filter { seen.insert($0.path).inserted }
  }

  /// The path itself when it is a file, or what lies below it. Links that lead back up end at the largest depth.
  private func lessons(at path: String, depth: Int) -> [String] {
    guard depth < 8, let names = try? files.names(inFolder: path) else { return depth == 0 ? [path] : [] }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return names.sorted().flatMap { name in
      if name.hasSuffix("/") { return lessons(at: folder + name.dropLast(), depth: depth + 1) }
      return name.hasSuffix(".md") && !name.hasPrefix("README.") ? [folder + name] : []
    }
  }
}
