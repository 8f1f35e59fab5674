import Platform
import Script

/// Finds the files that students handed in. Of what is in them only the beginning is looked at here.
struct SubmissionFinder {
  enum File {
    case submission(path: String, Submission.Header)
    /// Something else, and what is wrong with it.
    case other(path: String, problem: String)
  }

  let files: any Script.Host

  /// Folders below that are not looked into.
  private static let deepest = 8

  /// The files at `paths`: those of a folder and of the folders in it, in alphabetical order. Hidden ones are left out.
  ///
  /// - Throws: `CancellationError` when the user stopped it.
  func files(at paths: [String]) throws -> [File] {
    try paths.flatMap { path in
      let found = self.paths(at: path, above: [])
      return found.isEmpty ? [.other(path: path, problem: "holds no files")] : try found.map(file)
    }
  }

  /// A link that leads back to one of the folders `above` is left out.
  private func paths(at path: String, above: [String]) -> [String] {
    let real = realPath(of: path) ?? path
    guard !above.contains(real), above.count < Self.deepest, let names = try? files.names(inFolder: path) else {
      return above.isEmpty ? [path] : []
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return names.flatMap { name in
      name.hasSuffix("/") ? paths(at: folder + name.dropLast(), above: above + [real]) : [folder + name]
    }
  }

  private func file(_ path: String) throws -> File {
    try files.checkCancelled()
    do {
      return .submission(path: path, try Submission.Header(try beginning(of: path)))
    } catch {
      return .other(path: path, problem: "\(error)")
    }
  }

  /// The beginning of an ordinary file that is no larger than a submission, links followed.
  private func beginning(of path: String) throws -> [UInt8] {
    let descriptor = openDescriptor(try files.readablePath(path), O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path, .read) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw FileError(path, .read) }
    guard information.st_mode & S_IFMT == S_IFREG else { throw Submission.Problem("is no ordinary file") }
    guard information.st_size <= Submission.largestFile else {
      throw Submission.Problem("is larger than a submission can be")
    }
    // A line more than the front matter may take, so that what is cut off comes after it.
    var bytes = [UInt8](repeating: 0, count: 2 * Submission.longestHeader)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw FileError(path, .read) }
    return Array(bytes.prefix(count))
  }
}
