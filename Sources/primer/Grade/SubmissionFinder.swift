import Classroom
import Foundation
import Script

/// Finds the files that students handed in.
struct SubmissionFinder {
  enum File {
    case submission(path: String, Submission)
    /// Something else, and what is wrong with it.
    case other(path: String, problem: String)
  }

  let files: any Script.Host

  /// Folders below that are not looked into.
  private static let deepest = 8

  /// The files at `paths`: those of a folder and of the folders in it, in alphabetical order. Hidden ones are left out.
  ///
  /// - Throws: `CancellationError` when somebody stopped it.
  func files(at paths: [String]) throws -> [File] {
    try paths.flatMap { path in
      let found = self.paths(at: path, above: [])
      return found.isEmpty ? [.other(path: path, problem: "holds no files")] : try found.map(file)
    }
  }

  /// A link that leads back to one of the folders `above` is left out.
  private func paths(at path: String, above: [String]) -> [String] {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard !above.contains(real), above.count < Self.deepest, let names = try? files.names(inFolder: path) else {
      return above.isEmpty ? [path] : []
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return names.flatMap { name in
      name.hasSuffix("/") ? paths(at: folder + name.dropLast(), above: above + [real]) : [folder + name]
    }
  }

  private func file(_ path: String) throws -> File {
    do {
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      guard size ?? 0 <= Submission.largestFile else {
        return .other(path: path, problem: "is larger than a submission can be")
      }
      return .submission(path: path, try Submission(file: path, bytes: files.readFile(path)))
    } catch let error as CancellationError {
      throw error
    } catch {
      return .other(path: path, problem: "\(error)")
    }
  }
}
