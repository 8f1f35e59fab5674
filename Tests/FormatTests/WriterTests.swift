import Formats
import Platform
import Tensors
import TestSupport
import Testing
import Tokenizers

/// What is written as safetensors and GGUF, byte for byte like the formats' own libraries, and read again.
struct WriterTests {
  private let folder: TestFolder
  private var path: String { "\(folder.path)/file" }

  init() throws { folder = try TestFolder() }

  /// A tensor of another file, as it is.
  private func copy(_ tensor: SafetensorsTensor, of file: SafetensorsFile) throws -> TensorSource {
    let type = try #require(tensor.type.elementType)
    return TensorSource(tensor.name, shape: tensor.shape, type: type) { try $0(file.bytes(of: tensor)) }
  }

  private func copy(_ tensor: GGUFTensor, of file: GGUFFile) -> TensorSource {
    TensorSource(tensor.name, shape: tensor.dimensions.reversed(), type: tensor.type) { try $0(file.bytes(of: tensor)) }
  }

  @Test(arguments: ["mixed", "adapters/lora/adapter_model", "adapters/multitask/adapter_model"])
  func safetensorsAsTheLibrary(_ name: String) throws {
    let file = try SafetensorsFile(path: fixture("\(name).safetensors"))
    let sources = try file.tensors.reversed().map { try copy($0, of: file) }
    try SafetensorsWriter(sources, metadata: file.metadata).save(to: path)
    #expect(try folder.contents(of: "file") == fixtureBytes("\(name).safetensors"))
  }

  @Test func noTensors() throws {
    try SafetensorsWriter([]).save(to: path)
    #expect(try folder.contents(of: "file") == [8, 0, 0, 0, 0, 0, 0, 0] + "{}      ".utf8)
    try GGUFWriter([], metadata: GGUFMetadata()).save(to: path)
    #expect(try GGUFFile(path: path).tensors.isEmpty)
  }

  @Test func ggufAsTheLibrary() throws {
    let original = try GGUFFile(path: fixture("tiny.gguf.bin"))
    var metadata = GGUFMetadata()
    metadata["general.architecture"] = EncodedValue("llama")
    metadata["llama.block_count"] = EncodedValue(UInt32(1))
    metadata["llama.rope.freq_base"] = EncodedValue(Float(10_000))
    metadata["tokenizer.ggml.tokens"] = EncodedValue(
      ByteStrings(["<unk>".utf8, "▁a".utf8].map(Array.init) + [[0xFF]]))
    metadata["tokenizer.ggml.scores"] = EncodedValue([0, -1.5, -2] as [Float])
    metadata["tokenizer.ggml.add_bos_token"] = EncodedValue(true)
    let blocks = (0..<64).map { Float(-1 + Double($0) * (2.0 / 63)) }
    let sources = [
      TensorSource("token_embd.weight", shape: [2, 3], values: [0, 1, 2, 3, 4, 5]),
      TensorSource("blk.0.attn_q.weight", shape: [2, 32], as: .q8_0, values: blocks),
    ]
    try GGUFWriter(sources, metadata: metadata).save(to: path)
    #expect(try folder.contents(of: "file") == fixtureBytes("tiny.gguf.bin"))
    #expect(try GGUFFile(path: path).tensors == original.tensors)
  }

  /// Every type of value is copied with its type, and so is each tensor.
  @Test func copiesGGUF() throws {
    var builder = GGUFBuilder.example
    // What lies between the tensors is written as zeros.
    for padding in [24..<32, 100..<128] { for index in padding { builder.data[index] = 0 } }
    let original = try GGUFFile(MappedFile(contents: builder.bytes))
    try GGUFWriter(original.tensors.map { copy($0, of: original) }, metadata: GGUFMetadata(copying: original))
      .save(to: path)
    let written = try folder.contents(of: "file")
    #expect(written == builder.bytes + Array(repeating: 0, count: 28))
  }

  @Test func replacesMetadata() throws {
    let original = try GGUFFile(MappedFile(contents: GGUFBuilder.example.bytes))
    var metadata = GGUFMetadata(copying: original)
    metadata["u8"] = EncodedValue(Int64(-5))
    metadata["text"] = nil
    metadata["new"] = EncodedValue([UInt16(7)])
    metadata.setFileType(.q8_0)
    #expect(metadata["u8"] == EncodedValue(Int64(-5)) && metadata["text"] == nil)
    try GGUFWriter([], metadata: metadata).save(to: path)
    var expected = original.metadata
    expected["u8"] = .integer(-5)
    expected["text"] = nil
    expected["new"] = .integers([7])
    expected["general.file_type"] = .integer(7)
    expected["general.quantization_version"] = .integer(2)
    #expect(try GGUFFile(path: path).metadata == expected)
  }

  @Test func everyTypeOfValue() throws {
    let rows: [(EncodedValue, MetadataValue)] = [
      (EncodedValue(UInt8.max), .integer(255)), (EncodedValue(Int8.min), .integer(-128)),
      (EncodedValue(UInt16.max), .integer(65_535)), (EncodedValue(Int16.min), .integer(-32_768)),
      (EncodedValue(UInt32.max), .integer(4_294_967_295)), (EncodedValue(Int32.min), .integer(-2_147_483_648)),
      (EncodedValue(UInt64(1) << 40), .integer(1 << 40)), (EncodedValue(Int64.min), .integer(.min)),
      (EncodedValue(Float(0.5)), .number(0.5)), (EncodedValue(-2.5), .number(-2.5)),
      (EncodedValue(false), .boolean(false)),
      (EncodedValue("é"), .text("é")), (EncodedValue([Int32(-7), 7]), .integers([-7, 7])),
      (EncodedValue([Double(1) / 3]), .numbers([1.0 / 3])), (EncodedValue([true, false]), .booleans([true, false])),
      (EncodedValue([UInt8]()), .integers([])),
      (EncodedValue(ByteStrings([[0xFF], []] as [[UInt8]])), .texts(ByteStrings([[0xFF], []] as [[UInt8]]))),
    ]
    var metadata = GGUFMetadata()
    for (index, row) in rows.enumerated() { metadata["k\(index)"] = row.0 }
    try GGUFWriter([], metadata: metadata).save(to: path)
    let file = try GGUFFile(path: path)
    for (index, row) in rows.enumerated() { #expect(file.metadata["k\(index)"] == row.1) }
  }

  @Test func otherAlignment() throws {
    var metadata = GGUFMetadata()
    metadata["general.alignment"] = EncodedValue(UInt32(128))
    let sources = ["a", "b"].map { TensorSource($0, shape: [2], values: [1, 2]) }
    try GGUFWriter(sources, metadata: metadata).save(to: path)
    let file = try GGUFFile(path: path)
    #expect(file.tensors.allSatisfy { $0.range.lowerBound % 128 == 0 })
    #expect(try file.vector("b", count: 2).elements == [1, 2])
  }

  /// Rows are asked for a few at a time, each once and in order.
  @Test func streams() throws {
    let asked = Asked()
    let source = TensorSource("t", shape: [3, 100, 1000], as: .f16) { rows in
      asked.ranges.append(rows)
      return rows.flatMap { row in repeatElement(Float(row), count: 1000) }
    }
    try SafetensorsWriter([source]).save(to: path)
    #expect(asked.ranges.flatMap { Array($0) } == Array(0..<300))
    #expect(asked.ranges.allSatisfy { $0.count <= 65 })
    let file = try SafetensorsFile(path: path)
    #expect(try file.floats(of: try file.tensor("t")) == (0..<300_000).map { Float($0 / 1000) })
  }

  private final class Asked { var ranges: [Range<Int>] = [] }

  /// An error of the source, as when the user stops, comes through and leaves what was there.
  @Test func stops() throws {
    try AtomicFile.save([1], to: path)
    let sources = [
      TensorSource("a", shape: [4], values: [1, 2, 3, 4]),
      TensorSource("b", shape: [4], as: .f32) { _ in throw CancellationError() },
    ]
    #expect(throws: CancellationError.self) { try SafetensorsWriter(sources).save(to: path) }
    #expect(throws: CancellationError.self) { try GGUFWriter(sources, metadata: GGUFMetadata()).save(to: path) }
    #expect(try folder.contents(of: "file") == [1] && folder.names() == ["file"])
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
    let tensors: @Sendable () -> [TensorSource]

    init(_ description: String, _ says: String, _ tensors: @autoclosure @escaping @Sendable () -> [TensorSource]) {
      testDescription = description
      self.says = says
      self.tensors = tensors
    }
  }

  private static func zeros(_ shape: [Int], _ name: String = "t", _ type: ElementType = .f32) -> TensorSource {
    TensorSource(name, shape: shape, type: type) { _ in }
  }

  static let both = [
    Row("same name", "'t'", [zeros([0 + 1]), zeros([1])]),
    Row("negative", "shape", [zeros([2, -1])]),
    Row("negative rows", "shape", [zeros([-2, 2])]),
    Row("overflow", "shape", [zeros([1 << 32, 1 << 32])]),
    Row("overflow of bytes", "shape", [zeros([Int.max])]),
    Row("overflow of all", "too large", [zeros([1 << 60], "a"), zeros([1 << 60], "b")]),
    Row("too few bytes", "0 bytes", [zeros([1])]),
    Row(
      "too many bytes", "5 bytes",
      [TensorSource("t", shape: [1], type: .f32) { try [UInt8](1...5).withUnsafeBytes($0) }]),
    Row("too few numbers", "3 numbers", [TensorSource("t", shape: [2, 2], values: [1, 2, 3])]),
    Row("too many numbers", "5 numbers", [TensorSource("t", shape: [2, 2], values: [1, 2, 3, 4, 5])]),
    Row("too few rows", "1 numbers", [TensorSource("t", shape: [2, 2], as: .f32) { _ in [1] }]),
  ]
  static let onlySafetensors = [
    Row("reserved name", "'__metadata__'", [zeros([1], "__metadata__")]),
    Row("blocks", "no type", [zeros([32], "t", .q8_0)]),
  ]
  static let onlyGGUF = [
    Row("empty name", "1 to 63", [zeros([1], "")]),
    Row("long name", "1 to 63", [zeros([1], String(repeating: "n", count: 64))]),
    Row("five dimensions", "4 dimensions", [zeros([1, 1, 1, 1, 1])]),
    Row("no elements", "zero", [zeros([0, 1])]),
    Row("half a block", "shape", [zeros([2, 16], "t", .q8_0)]),
    Row("number in blocks", "shape", [zeros([], "t", .q8_0)]),
  ]

  @Test(arguments: both + onlySafetensors)
  func refusesSafetensors(_ row: Row) throws {
    let error = #expect(throws: FormatError.self) { try SafetensorsWriter(row.tensors()).save(to: path) }
    #expect(error?.description.contains(row.says) == true, "\(error?.description ?? "")")
    #expect(try folder.names() == [])
  }

  @Test(arguments: both + onlyGGUF)
  func refusesGGUF(_ row: Row) throws {
    let error = #expect(throws: FormatError.self) {
      try GGUFWriter(row.tensors(), metadata: GGUFMetadata()).save(to: path)
    }
    #expect(error?.description.contains(row.says) == true, "\(error?.description ?? "")")
    #expect(try folder.names() == [])
  }

  @Test(arguments: [
    ("", EncodedValue(1 as UInt8)), (String(repeating: "k", count: 65_536), EncodedValue(true)),
    ("general.alignment", EncodedValue(UInt32(0))), ("general.alignment", EncodedValue("32")),
    ("general.alignment", EncodedValue(UInt64(1) << 62)), ("general.alignment", EncodedValue(UInt32(48))),
  ])
  func refusesMetadata(_ key: String, _ value: EncodedValue) {
    var metadata = GGUFMetadata()
    metadata[key] = value
    #expect(throws: FormatError.self) { try GGUFWriter([], metadata: metadata) }
  }
}
