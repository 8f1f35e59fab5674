import Formats
import Platform
import Testing

struct SafetensorsTests {
  /// A file of a header and `data` zero bytes; the header's length can be claimed to be another.
  static func file(_ header: String, data: Int = 0, claimed: UInt64? = nil) -> [UInt8] {
    (claimed ?? UInt64(header.utf8.count)).littleEndianBytes + header.utf8 + Array(repeating: 0, count: data)
  }

  static let example = file(
    #"{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2,2],"data_offsets":[8,16]},"#
      + #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"none":{"dtype":"I64","shape":[0,3],"data_offsets":[8,8]},"#
      + #""one":{"dtype":"F16","shape":[],"data_offsets":[16,18]}}   "#, data: 18)

  @Test func reads() throws {
    let file = try SafetensorsFile(MappedFile(contents: Self.example))
    #expect(file.metadata == ["format": "pt"])
    #expect(file.tensors.map(\.name) == ["a", "none", "b", "one"])
    let b = try file.tensor("b")
    #expect(b.shape == [2, 2] && b.type == .bfloat16 && b.type.elementType == .bf16)
    #expect(file.bytes(of: b).count == 8 && b.range.upperBound == Self.example.count - 2)
    #expect(try file.tensor("one").shape == [])
    #expect(file.bytes(of: try file.tensor("none")).isEmpty)
    #expect(throws: FormatError.missingTensor("c")) { try file.tensor("c") }
  }

  @Test func empty() throws {
    #expect(try SafetensorsFile(MappedFile(contents: Self.file("{}"))).tensors.isEmpty)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
    let bytes: [UInt8]

    init(_ description: String, _ says: String, _ bytes: [UInt8]) {
      testDescription = description
      self.says = says
      self.bytes = bytes
    }

    /// A file whose only tensor is `tensor`, and a number of bytes of data.
    init(_ description: String, _ says: String, tensor: String, data: Int = 8) {
      self.init(description, says, file("{\"t\":\(tensor)}", data: data))
    }
  }

  static let rows: [Row] = [
    Row("no length", "byte 0", [1, 2, 3]),
    Row("header beyond the file", "byte 8", file("{}", claimed: 3)),
    Row("header overflows", "100000000", file("{}", claimed: .max)),
    Row("header too long", "100000000", file("{}", claimed: 100_000_001)),
    Row("space before the header", "byte 8", file(" {}")),
    Row("array as header", "no JSON object", file("[]")),
    Row("broken header", "byte 9", file("{")),
    Row("metadata of numbers", "'n'", file(#"{"__metadata__":{"n":1}}"#)),
    Row("metadata no object", "__metadata__", file(#"{"__metadata__":"x"}"#)),
    Row("same name", "'t'", file(#"{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"t":{}}"#, data: 1)),
    Row("entry", "'t'", tensor: "3"),
    Row("no dtype", "dtype", tensor: #"{"shape":[2],"data_offsets":[0,8]}"#),
    Row("unknown dtype", "dtype", tensor: #"{"dtype":"F31","shape":[2],"data_offsets":[0,8]}"#),
    Row("no shape", "shape", tensor: #"{"dtype":"F32","data_offsets":[0,8]}"#),
    Row("negative length", "shape", tensor: #"{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}"#),
    Row("fraction", "shape", tensor: #"{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}"#),
    Row("no offsets", "data_offsets", tensor: #"{"dtype":"F32","shape":[2]}"#),
    Row("one offset", "data_offsets", tensor: #"{"dtype":"F32","shape":[2],"data_offsets":[0]}"#),
    Row("three offsets", "data_offsets", tensor: #"{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}"#),
    Row("offsets of text", "data_offsets", tensor: #"{"dtype":"F32","shape":[2],"data_offsets":["0","8"]}"#),
    Row("negative offset", "data_offsets", tensor: #"{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}"#),
    Row("offsets backwards", "8 and 0", tensor: #"{"dtype":"F32","shape":[0],"data_offsets":[8,0]}"#),
    Row("offset past the end", "'t'", tensor: #"{"dtype":"F32","shape":[3],"data_offsets":[0,12]}"#),
    Row(
      "offset overflows", "'t'",
      tensor: #"{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775800,9223372036854775807]}"#),
    Row("size", "takes 12 bytes", tensor: #"{"dtype":"F32","shape":[3],"data_offsets":[0,8]}"#),
    Row("overflow", "too large", tensor: #"{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}"#),
    Row(
      "overflow before a zero", "too large",
      tensor: #"{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}"#, data: 0),
    Row("hole at the start", "'t'", tensor: #"{"dtype":"U8","shape":[4],"data_offsets":[4,8]}"#),
    Row("rest at the end", "4 bytes", tensor: #"{"dtype":"U8","shape":[4],"data_offsets":[0,4]}"#),
    Row(
      "hole", "'u'",
      file(
        #"{"t":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"u":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}"#,
        data: 5)),
    Row(
      "overlap", "'u'",
      file(
        #"{"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"u":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#,
        data: 4)),
    Row(
      "empty tensor inside another", "'u'",
      file(
        #"{"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"u":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}}"#,
        data: 4)),
  ]

  @Test(arguments: rows)
  func refuses(_ row: Row) {
    let error = #expect(throws: FormatError.self) { try SafetensorsFile(MappedFile(contents: row.bytes)) }
    #expect(error?.description.contains(row.says) == true, "\(error?.description ?? "")")
  }
}
