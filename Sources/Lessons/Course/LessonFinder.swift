import Script

/// Finds the lessons that paths name.
package struct LessonFinder {
  /// A lesson, or the problem with a path that leads to none.
  package struct Found: Sendable {
    package let path: String
    /// What the lesson is read and written with: below a folder that was named, nothing outside it.
    package let files: any Host
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
    return paths.flatMap { path -> [Found] in
      guard (try? files.names(inFolder: path)) != nil else { return [Found(path: path, files: files)] }
      var search = Search(files: files.confined(to: path))
      search.look(in: path)
      let problem = CheckReport.Problem(line: nil, sentence: "holds no lessons, which end in `.md`")
      return search.found.isEmpty ? [Found(path: path, files: files, problem: problem)] : search.found
    }.filter { seen.insert($0.path).inserted }
  }

  private struct Search {
    let files: any Host
    var found: [Found] = []
    /// Where the folders that were looked into really are: links may lead to one again and again.
    private var folders: Set<String> = []

    init(files: any Host) { self.files = files }

    mutating func look(in path: String) {
      do {
        guard folders.insert(try files.readablePath(path)).inserted else { return }
        let folder = path.hasSuffix("/") ? path : path + "/"
        for name in try files.names(inFolder: path).sorted() {
          if name.hasSuffix("/") {
            look(in: folder + name.dropLast())
          } else if name.hasSuffix(".md"), !name.hasPrefix("README.") {
            found.append(Found(path: folder + name, files: files))
          }
        }
      } catch {
        found.append(Found(path: path, files: files, problem: .init(line: nil, sentence: "\(error)")))
      }
    }
  }
}
