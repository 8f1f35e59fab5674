import Formats
import Foundation
import Models
import Script
import Testing

/// Models and adaptations whose numbers stop being finite: every command that reads with them ends with a diagnostic.
/// None traps, and none makes an answer of it.
@Suite struct NotFiniteTests {
  /// Where the number stands: a norm, the embedding of the token that is read, a matrix, the last norm, and the output.
  private static let places = [
    "blk.0.attn_norm.weight", "token_embd.weight", "blk.1.ffn_down.weight", "output_norm.weight", "output.weight",
  ]

  /// The tiny Llama with `number` in the place of one number of a tensor: of the first row, or of the embedding of `a`.
  private static func model(_ tensor: String, _ number: Float) throws -> String {
    let file = try GGUFFile(path: Places.tinyLlama)
    let found = try file.tensor(tensor)
    let model = try LanguageModel(name: "tiny", path: Places.tinyLlama)
    let row = tensor == "token_embd.weight" ? model.tokenizer.encode("a")[0] : 0
    var bytes = try Data(contentsOf: URL(fileURLWithPath: Places.tinyLlama))
    let isHalf = found.type == .f16
    // The bits of a half-precision number that is not finite are those of the float's upper half, shifted.
    let pattern = isHalf ? (number.isNaN ? 0x7E00 : 0x7C00) : number.bitPattern
    let size = isHalf ? 2 : 4
    let start = found.range.lowerBound + row * found.width * size
    for byte in 0..<size { bytes[start + byte] = UInt8(truncatingIfNeeded: pattern >> (8 * UInt32(byte))) }
    let folder = Places.temporary()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: folder + "/broken.gguf"))
    return folder + "/broken.gguf"
  }

  /// What reads with the whole model, and so meets the number wherever it stands.
  private static let commands = [
    "ask a", "ask a top: 3", "ask a temperature: 1 top-k: 3", "ask [a, ba] max: 2", "ask a with: none",
    "ask a with: $french", "ask a with: [none, $french]", "ask a with: (ensemble [$french, $other])", "logits a",
    "likelihood aaa", "layers a", "layers a top: 2", "score none on: [a => b]", "score $french on: [a => b, b => a]",
    "compare [none, $french] on: [a => b]", "inspect $french on: [a => b, b => a]",
    "tune prompt on: [a => b, b => a] steps: 1", "tune lora on: [a => b, b => a] steps: 1",
  ]

  private static let setUp = "let french = prompt [a => b]\nlet other = prompt [b => a]\n"

  @Test(arguments: places, [Float.nan, .infinity]) func commandsSayThatNumbersAreNotFinite(
    _ tensor: String, _ number: Float
  ) throws {
    let path = try Self.model(tensor, number)
    defer { try? FileManager.default.removeItem(atPath: String(path.dropLast("/broken.gguf".count))) }
    for command in Self.commands {
      let printed = printed("use '\(path)'\n\(Self.setUp)\(command)")
      #expect(printed.hasPrefix("error: ") && printed.contains("finite"), "\(tensor): \(command)\n\(printed)")
    }
  }

  /// What looks at a part of the model says so where that part is concerned.
  @Test(arguments: [
    ("blk.0.attn_norm.weight", "attention aaa"), ("token_embd.weight", "attention aaa"),
    ("token_embd.weight", "nearest (embed a)"),
  ]) func partsThatAreNotFiniteAreSaid(_ tensor: String, _ command: String) throws {
    let path = try Self.model(tensor, .nan)
    defer { try? FileManager.default.removeItem(atPath: String(path.dropLast("/broken.gguf".count))) }
    let printed = printed("use '\(path)'\n\(command)")
    #expect(printed.hasPrefix("error: ") && printed.contains("finite"), "\(printed)")
  }

  /// A LoRA whose numbers are finite one by one, but not what they add up to.
  @Test func numbersThatOverflowAreSaidToBeNotFinite() throws {
    let host = CommandsHost()
    let start = "use '\(Places.tinyLlama)'\n"
    let saved = printed(
      start + "save (tune lora on: [a => b, b => a] steps: 1 seed: 1) lora", host: host)
    try #require(saved.contains("bytes"), "\(saved)")
    let file = URL(fileURLWithPath: host.folder + "/lora/adapter_model.safetensors")
    var bytes = try Data(contentsOf: file)
    // Eight bytes tell the length of the header; behind it are 32-bit floats.
    let header = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    for place in stride(from: 8 + header, to: bytes.count, by: 4) {
      withUnsafeBytes(of: Float(1e30).bitPattern.littleEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
    }
    try bytes.write(to: file)
    let commands = [
      "ask a with: $lora", "ask a with: $lora top: 3", "ask [a, b] with: $lora", "logits a with: $lora",
      "layers a with: $lora", "score $lora on: [a => b]", "compare [none, $lora] on: [a => b]",
      "inspect $lora on: [a => b, b => a]",
    ]
    for command in commands {
      let shown = printed(start + "let lora = load '\(host.folder)/lora'\n" + command)
      #expect(shown.hasPrefix("error: ") && shown.contains("finite"), "\(command)\n\(shown)")
    }
  }
}
