import Formats
import Platform
import Testing

/// Spoilt files are read or refused, but never end the process; what is read lies inside the file.
struct FuzzTests {
  static let gguf = GGUFBuilder.example.bytes
  static let safetensors = SafetensorsTests.example

  private func check(_ bytes: [UInt8]) {
    let contents = MappedFile(contents: bytes)
    if let file = try? GGUFFile(contents) {
      for tensor in file.tensors { #expect(file.bytes(of: tensor).count == tensor.range.count) }
      for value in file.metadata.values {
        guard let texts = value.texts else { continue }
        for index in 0..<texts.count { _ = texts.text(index) }
      }
    }
    if let file = try? SafetensorsFile(contents) {
      for tensor in file.tensors { #expect(file.bytes(of: tensor).count == tensor.range.count) }
    }
  }

  /// Cut off anywhere, both are refused: all of their bytes are needed.
  @Test(arguments: [gguf, safetensors])
  func truncated(_ bytes: [UInt8]) {
    for length in 0..<bytes.count {
      let contents = MappedFile(contents: Array(bytes[..<length]))
      #expect(throws: FormatError.self) { try GGUFFile(contents) }
      #expect(throws: FormatError.self) { try SafetensorsFile(contents) }
    }
  }

  /// Each byte, set to values that counts, lengths and types are likely to mind.
  @Test(arguments: [gguf, safetensors])
  func flipped(_ bytes: [UInt8]) {
    for index in bytes.indices {
      for mask: UInt8 in [1, 2, 8, 0x40, 0x80, 0xFF] {
        var spoilt = bytes
        spoilt[index] ^= mask
        check(spoilt)
      }
    }
  }

  /// Several random bytes, runs of one byte, and parts moved elsewhere.
  @Test(arguments: [gguf, safetensors], 0..<20)
  func mutated(_ bytes: [UInt8], seed: UInt64) {
    var random = SeededGenerator(state: seed)
    for _ in 0..<100 {
      var spoilt = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0..<spoilt.count, using: &random)
        let end = min(spoilt.count, start + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0: spoilt[start] = UInt8.random(in: 0...255, using: &random)
        case 1: for index in start..<end { spoilt[index] = 0xFF }
        default: spoilt.insert(contentsOf: spoilt[start..<end], at: Int.random(in: 0...spoilt.count, using: &random))
        }
      }
      check(spoilt)
    }
  }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
