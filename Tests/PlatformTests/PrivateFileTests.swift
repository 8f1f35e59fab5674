import Foundation
import Platform
import TestSupport
import Testing

struct PrivateFileTests {
  private let folder: TestFolder
  private let file: PrivateFile

  init() throws {
    folder = try TestFolder()
    file = PrivateFile(path: folder.path + "/file", content: "the history")
  }

  private func append(_ text: String) throws {
    try file.withLock { try file.append(Array(text.utf8), to: $0) }
  }

  private var content: String { (try? String(contentsOfFile: file.path, encoding: .utf8)) ?? "" }

  @Test func isPrivateFromTheStart() throws {
    try append("one\n")
    #expect(try folder.mode(of: "file") == 0o600 && content == "one\n")
  }

  /// A line that a crash has torn does not swallow the next.
  @Test func aTornLineIsEnded() throws {
    try folder.makeFile("file", Array("whole\nto".utf8), mode: 0o600)
    try append("next\n")
    #expect(content == "whole\nto\nnext\n")
  }

  /// What does not fit is taken back, and the reason is the right one. A file system takes no more than 64 KB here.
  @Test(.enabled(if: geteuid() == 0, "only root may mount a small disk"))
  func aFullDiskCutsNothing() throws {
    #if os(Linux)
      guard mount("tmpfs", folder.path, "tmpfs", 0, "size=65536") == 0 else { return }
      defer { umount2(folder.path, CInt(MNT_DETACH)) }
      try append("one\n")
      let error = #expect(throws: FileError.self) { try append(String(repeating: "x", count: 100_000) + "\n") }
      #expect(error?.reason == "cannot keep the history: the disk is full")
      #expect(content == "one\n")
      try append("two\n")
      #expect(content == "one\ntwo\n")
    #endif
  }

  /// People keep such files elsewhere, behind a link.
  @Test func replacingKeepsALinkAndThePermissions() throws {
    try folder.makeFile("real", Array("one\ntwo\n".utf8), mode: 0o644)
    try folder.makeLink("file", to: "real")
    try file.withLock { _ in try file.replace(with: Array("two\n".utf8)) }
    #expect(try folder.contents(of: "real") == Array("two\n".utf8) && folder.mode(of: "real") == 0o600)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file.path) == "real")
  }
}
