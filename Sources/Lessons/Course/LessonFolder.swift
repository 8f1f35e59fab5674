import Markdown
import Script

/// The lessons of a folder in the order in which they are taught.
///
/// `README.md` of the folder is the list: a link to each lesson's file, under headings that name the course's parts.
/// Lessons that it leaves out come after these, by name. A translation stands beside its lesson.
package struct LessonFolder: Sendable {
  /// A part of the course.
  package struct Part: Equatable, Sendable {
    /// The heading; nil for lessons that stand under none.
    package let title: String?
    package fileprivate(set) var lessons: [Entry]
  }

  /// A lesson in all its languages.
  package struct Entry: Equatable, Sendable {
    /// The paths of its files and their languages, the original first, then by name.
    package let files: [(path: String, language: LanguageTag?)]

    /// The file in the first of `languages` that there is, else the original, else whichever there is. What is written
    /// first is in English.
    package func path(in languages: [LanguageTag]) -> String {
      for language in languages {
        if let file = files.first(where: { $0.language ?? .english == language }) { return file.path }
      }
      return files[0].path
    }

    package static func == (one: Entry, other: Entry) -> Bool { one.files.map(\.path) == other.files.map(\.path) }
  }

  /// What `README.md` says, in the best language; nothing when there is none.
  package let introduction: [MarkdownBlock]
  /// The parts that have lessons.
  package let parts: [Part]
  /// Reads files of the folder, and none that a link in it leads out to.
  package let files: any Host

  /// The paths of all lessons, with their translations.
  package var paths: [String] { parts.flatMap { $0.lessons.flatMap { $0.files.map(\.path) } } }

  /// Reads a folder's list in the first of `languages` that it is written in.
  ///
  /// - Throws: what `files` throws when the folder or its list cannot be read, and `LessonError` for a list that is no
  ///   document.
  package init(_ path: String, languages: [LanguageTag] = [], files: any Host) throws {
    let files = files.confined(to: path)
    self.files = files
    let folder = path.hasSuffix("/") ? path : path + "/"
    var entries: [String: [(path: String, language: LanguageTag?)]] = [:]
    for name in try files.names(inFolder: path).sorted() where name.hasSuffix(".md") {
      let file = LessonFileName(path: name)
      entries[file.stem, default: []].append((folder + name, file.language))
    }
    var lessons = entries.mapValues { files in
      Entry(files: files.filter { $0.language == nil } + files.filter { $0.language != nil })
    }
    let list = lessons.removeValue(forKey: "README")
    let introduction = try list.map { try Self.blocks(inFile: $0.path(in: languages), files) } ?? []

    var parts = [Part(title: nil, lessons: [])]
    introduction.forEachBlock { block in
      if case .heading(let level, let inlines) = block, level > 1 {
        parts.append(Part(title: inlines.plainText, lessons: []))
      }
      block.forEachInline { inline in
        guard case .link(let destination, _) = inline, let name = Self.fileName(ofLink: destination),
          let entry = lessons.removeValue(forKey: LessonFileName(path: name).stem)
        else { return }
        parts[parts.count - 1].lessons.append(entry)
      }
    }
    self.introduction = introduction
    let rest = lessons.sorted { $0.key < $1.key }.map(\.value)
    self.parts = (parts + [Part(title: nil, lessons: rest)]).filter { !$0.lessons.isEmpty }
  }

  /// The file beside a document that a link in it leads to; nil for any other link.
  package static func fileName(ofLink destination: String) -> String? {
    let end = destination.firstIndex { $0 == "#" || $0 == "?" } ?? destination.endIndex
    let name = destination[..<end].hasPrefix("./") ? destination[..<end].dropFirst(2) : destination[..<end]
    return name.hasSuffix(".md") && !name.contains("/") && !name.contains(":") ? String(name) : nil
  }

  private static func blocks(inFile path: String, _ files: any Host) throws -> [MarkdownBlock] {
    let text = String(decoding: try files.readFile(path), as: UTF8.self)
    do {
      return try MarkdownDocument(text).blocks
    } catch {
      throw LessonError(file: path, line: error.line, problem: .tooLarge(error.description))
    }
  }
}
