import Formats
import Foundation
import Platform
import TestSupport
import Testing

#if os(Linux)
  /// A file system of 64 KB in memory: only root may mount one.
  struct FullDiskTests {
    private static func mounting<Value>(
      at path: String, readOnly: Bool = false, _ body: () throws -> Value
    ) throws -> Value? {
      guard mount("tmpfs", path, "tmpfs", readOnly ? UInt(MS_RDONLY) : 0, "size=65536") == 0 else { return nil }
      defer { umount2(path, CInt(MNT_DETACH)) }
      return try body()
    }

    static let canMount: Bool = {
      guard let folder = try? TestFolder() else { return false }
      return (try? mounting(at: folder.path) { true }) ?? false
    }()

    @Test(.enabled(if: canMount, "only root may mount a small disk"))
    func full() throws {
      let folder = try TestFolder()
      let saved = adapter(width: 8)
      _ = try Self.mounting(at: folder.path) {
        let path = "\(folder.path)/adapter"
        try saved.save(to: path)
        let error = #expect(throws: FileError.self) { try adapter(width: 100_000).save(to: path) }
        #expect(error?.description == "`\(path)/adapter_model.safetensors` can't be written: the disk is full")
        #expect(try folder.names() == ["adapter"])
        #expect(try AdapterFolder(path: path) == saved)
      }
    }

    @Test(.enabled(if: canMount, "only root may mount a small disk"))
    func readOnly() throws {
      let folder = try TestFolder()
      _ = try Self.mounting(at: folder.path, readOnly: true) {
        let error = #expect(throws: FileError.self) { try adapter(width: 8).save(to: "\(folder.path)/adapter") }
        #expect(error?.description == "`\(folder.path)/adapter` can't be written: nothing can be written there")
      }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func noPermission() throws {
      let folder = try TestFolder()
      try #require(chmod(folder.path, 0o555) == 0)
      defer { chmod(folder.path, 0o755) }
      let error = #expect(throws: FileError.self) { try adapter(width: 8).save(to: "\(folder.path)/adapter") }
      #expect(error?.description == "`\(folder.path)/adapter` can't be written: permission denied")
    }

    private func adapter(width: Int) -> AdapterFolder {
      let values = [Float](repeating: 0.5, count: width)
      return AdapterFolder(method: .promptTuning(PromptRows(count: 1, width: width, values: values)))
    }
  }
#endif
