import Script
import Synchronization

/// What a lesson reads: everything but the document that its results depend on.
package final class LessonRecord: Sendable {
  /// Something that was read, as its path was given, and what was in it.
  package struct Input: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
      /// The bytes of a file, or of all files in and below a folder.
      case content
      /// The names in a folder.
      case names
    }

    package let path: String
    package let kind: Kind
    /// The checksum; nil when nothing could be read.
    package let checksum: String?
  }

  /// The checksum of bytes.
  package typealias Checksum = @Sendable ([UInt8]) -> String

  private struct State {
    var inputs: [Input] = []
    var seen: Set<String> = []
    var written: [String] = []
  }

  private let checksum: Checksum
  private let state = Mutex(State())

  /// An empty record, which tells contents apart by `checksum`.
  package init(checksum: @escaping Checksum) {
    self.checksum = checksum
  }

  /// Everything that has been read, in the order of first readings; not what the lesson wrote itself.
  package var inputs: [Input] { state.withLock { $0.inputs } }

  func willRead(_ path: String, _ kind: Input.Kind, _ host: any Host) {
    let isNew = state.withLock { state in
      let isOwn = state.written.contains { path == $0 || path.hasPrefix($0 + "/") }
      return !isOwn && state.seen.insert("\(kind.rawValue) \(path)").inserted
    }
    guard isNew else { return }
    let input = Input(path: path, kind: kind, checksum: Self.checksum(of: path, kind, host, checksum))
    state.withLock { $0.inputs.append(input) }
  }

  func willWrite(_ path: String) {
    state.withLock { $0.written.append(path) }
  }

  /// The checksum of what `host` reads at `path` now; nil when it reads nothing.
  package static func checksum(
    of path: String, _ kind: Input.Kind, _ host: any Host, _ checksum: Checksum
  ) -> String? {
    switch kind {
    case .names: return (try? host.names(inFolder: path)).map { checksum(Array($0.joined(separator: "\n").utf8)) }
    case .content:
      if let names = try? host.names(inFolder: path) {
        let parts = names.map { name in
          let below = path + "/" + (name.hasSuffix("/") ? String(name.dropLast()) : name)
          return "\(name) \(Self.checksum(of: below, .content, host, checksum) ?? "")"
        }
        return checksum(Array(parts.joined(separator: "\n").utf8))
      }
      return (try? host.readFile(path)).map(checksum)
    }
  }
}
