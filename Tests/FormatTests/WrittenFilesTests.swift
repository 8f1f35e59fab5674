import Foundation
import Platform
import Testing
import Tokenizers

@testable import Formats

/// The folder that is asked for.
private let writtenFiles = ProcessInfo.processInfo.environment["PRIMER_WRITTEN_FILES"]

/// Files for `Tests/Scripts/check_files.py`, which opens them with other programs' libraries; `Tests/Scripts/check.sh`
/// runs both.
@Suite(.enabled(if: writtenFiles != nil, "PRIMER_WRITTEN_FILES names no folder"))
struct WrittenFilesTests {
  private let folder: String
  private let numbers: [Float]

  init() throws {
    folder = try #require(writtenFiles)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let reference = try SafetensorsFile(path: fixture("encodings.safetensors"))
    let all = try reference.floats(of: try reference.tensor("numbers"))
    // Without the blocks that C has no rule for.
    let rows = stride(from: 0, to: all.count, by: 32).map { all[$0..<$0 + 32] }
    numbers = rows.filter { row in row.contains { $0.magnitude > 127e-38 } }.flatMap { $0 }
  }

  private func sources(_ encodings: [FloatEncoding]) -> [TensorSource] {
    encodings.map { encoding in
      TensorSource("numbers.\(encoding)", shape: [numbers.count / 32, 32], as: encoding, values: numbers)
    }
  }

  @Test func gguf() throws {
    var metadata = GGUFMetadata()
    metadata["general.architecture"] = EncodedValue("llama")
    metadata["general.name"] = EncodedValue("numbers in every type")
    metadata["tokenizer.ggml.tokens"] = EncodedValue(ByteStrings(["<unk>", "▁a", "é"].map(\.utf8)))
    metadata["tokenizer.ggml.scores"] = EncodedValue([0, -1.5, -2] as [Float])
    metadata["tokenizer.ggml.token_type"] = EncodedValue([2, 1, 1] as [Int32])
    metadata.setFileType(.q8_0)
    try GGUFWriter(sources(FloatEncoding.allCases), metadata: metadata).save(to: "\(folder)/numbers.gguf")
  }

  @Test func safetensors() throws {
    let more = [
      TensorSource("é \"quoted\"", shape: [2, 0], values: []), TensorSource("one", shape: [], values: [0.5]),
    ]
    try SafetensorsWriter(sources([.f16, .f32, .bf16]) + more, metadata: ["format": "pt"])
      .save(to: "\(folder)/numbers.safetensors")
  }

  @Test(arguments: ["prompt", "multitask", "lora"])
  func adapter(_ name: String) throws {
    try AdapterFolder(path: fixture("adapters/\(name)")).save(to: "\(folder)/\(name)")
  }

  @Test func json() throws {
    let document = try JSONTests.parse(try fixtureBytes("document.json"))
    try AtomicFile.save(try JSONWriter.python.bytes(of: document), to: "\(folder)/document.json")
  }
}
