import Lessons
import Markdown
import Script

/// The audience of a page or notebook.
package enum Edition: Equatable, Sendable {
  /// To read: with outputs, and with the exercises' solutions or without.
  case reading(solutions: Bool)
  /// To work through, on paper: no outputs and no solutions, but room to write.
  case handout

  var showsOutputs: Bool { self != .handout }
  var showsSolutions: Bool { self == .reading(solutions: true) }
}

/// Makes pages or notebooks of lessons.
package struct Exporter {
  /// What a lesson becomes.
  package enum Form: String, Sendable, CaseIterable {
    case html
    case ipynb
  }

  /// What somebody wants to have.
  package struct Settings: Sendable {
    package var form = Form.html
    package var edition = Edition.reading(solutions: false)
    /// Whether the cells run, or the outputs are those that the lesson says. A handout needs neither.
    package var runs = true
    package var runsSlowCells = false
    /// Time limit for cells without `timeout=`.
    package var timeout: Duration = .seconds(120)

    package init() {}
  }

  /// What came of it.
  package struct Result: Sendable {
    /// Names, without folders, and contents.
    package var files: [(name: String, bytes: [UInt8])] = []
    /// The lessons that are missing among them.
    package var failures: [LessonFailure] = []
  }

  private let settings: Settings
  private let files: any Host
  private let host: (_ file: String) -> any Host
  private let session: (any Host) -> Session
  private let isAvailable: (_ model: String) -> Bool

  /// An exporter that reads lessons through `files` and runs each with the host that `host` makes for its file, in the
  /// session that `session` makes for that host; `isAvailable` says whether a model that a lesson needs is at hand.
  package init(
    _ settings: Settings, files: any Host, host: @escaping (_ file: String) -> any Host,
    session: @escaping (any Host) -> Session, isAvailable: @escaping (_ model: String) -> Bool
  ) {
    self.settings = settings
    self.files = files
    self.host = host
    self.session = session
    self.isAvailable = isAvailable
  }

  /// Exports one lesson. A lesson that cannot be read, needs a model that is not here, or fails is a failure of the
  /// result.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  package func export(lesson path: String) throws -> Result {
    var result = Result()
    guard let one = try exported(path, files, &result) else { return result }
    try add([one], introducedBy: nil, to: &result)
    return result
  }

  /// Exports the lessons of a folder, and not those of folders in it, with a page that leads to them. A failure does not
  /// stop the others. Links in the folder that lead out of it are failures.
  ///
  /// - Throws: `CancellationError` when the user stopped it, and what the host throws when the folder cannot be read.
  package func export(folder path: String) throws -> Result {
    var result = Result()
    let folder = try LessonFolder(path, files: files)
    let paths = folder.paths
    if paths.isEmpty {
      result.failures.append(LessonFailure(file: path, line: nil, "holds no lessons, which end in `.md`"))
      return result
    }
    let lessons = try paths.compactMap { try exported($0, folder.files, &result) }
    try add(lessons, introducedBy: folder.introduction, to: &result)
    return result
  }

  private typealias Exported = (manuscript: Manuscript, outputs: LessonOutputs)

  private func exported(_ path: String, _ files: any Host, _ result: inout Result) throws -> Exported? {
    do {
      let manuscript = Manuscript(try Lesson(file: path, source: files.readFile(path)))
      return (manuscript, try outputs(of: manuscript.lesson))
    } catch let error as CancellationError {
      throw error
    } catch let failure as LessonFailure {
      result.failures.append(failure)
    } catch let error as LessonError {
      result.failures.append(LessonFailure(file: path, line: error.line, error.problem.sentence))
    } catch {
      result.failures.append(LessonFailure(file: path, line: nil, "\(error)"))
    }
    return nil
  }

  private func outputs(of lesson: Lesson) throws -> LessonOutputs {
    guard settings.runs, settings.edition.showsOutputs else { return LessonOutputs(documentedIn: lesson) }
    if let missing = lesson.frontMatter.needs.first(where: { !isAvailable($0) }) {
      throw LessonFailure(lesson, line: nil, "needs the model `\(missing)`, which is not on this machine")
    }
    let lessonHost = host(lesson.file)
    lessonHost.note("running \(lesson.file)")
    let outputs = try LessonOutputs(
      running: lesson, host: lessonHost, session: session, runsSlowCells: settings.runsSlowCells,
      timeout: settings.timeout)
    for line in outputs.differing {
      lessonHost.note("\(lesson.file):\(line): shows something else than the lesson says")
    }
    return outputs
  }

  private func add(_ lessons: [Exported], introducedBy introduction: [MarkdownBlock]?, to result: inout Result) throws {
    switch settings.form {
    case .html:
      let entries = lessons.map { lesson in
        CoursePage.Entry(
          fileName: lesson.manuscript.fileName, page: lesson.manuscript.name + ".html", title: lesson.manuscript.title,
          language: lesson.manuscript.language)
      }
      result.files += lessons.indices.map { index in
        (entries[index].page, page(of: lessons[index], index, entries, isInCourse: introduction != nil).bytes)
      }
      if let introduction {
        result.files.append(("index.html", CoursePage(introduction: introduction, lessons: entries).page.bytes))
      }
    case .ipynb:
      result.files += try lessons.map { manuscript, outputs in
        let notebook = LessonNotebook(manuscript: manuscript, outputs: outputs, edition: settings.edition).notebook
        return (manuscript.name + ".ipynb", try notebook.bytes())
      }
    }
  }

  private func page(of lesson: Exported, _ index: Int, _ entries: [CoursePage.Entry], isInCourse: Bool) -> Page {
    // A translation's neighbours are those in the same language.
    let isNeighbour = { (entry: CoursePage.Entry) in entry.language == entries[index].language }
    let link = { (entry: CoursePage.Entry) in (page: entry.page, title: entry.title) }
    let reader = host(lesson.manuscript.lesson.file)
    return LessonPage(
      manuscript: lesson.manuscript, outputs: lesson.outputs, edition: settings.edition,
      pages: Dictionary(entries.map { ($0.fileName, $0.page) }) { first, _ in first },
      neighbours: .init(
        index: isInCourse ? "index.html" : nil, previous: entries[..<index].last(where: isNeighbour).map(link),
        next: entries[(index + 1)...].first(where: isNeighbour).map(link)),
      picture: { Picture.address($0, host: reader) }
    ).page
  }
}
