import Formats
import Testing

/// Files that the formats' own libraries wrote.
struct ForeignFileTests {
  @Test func gguf() throws {
    let file = try GGUFFile(path: fixture("tiny.gguf.bin"))
    #expect(try file.text("general.architecture") == "llama")
    #expect(try file.integer("llama.block_count") == 1)
    #expect(try file.number("llama.rope.freq_base") == 10_000)
    #expect(try file.boolean("tokenizer.ggml.add_bos_token"))
    #expect(try file.numbers("tokenizer.ggml.scores") == [0, -1.5, -2])
    let tokens = try file.texts("tokenizer.ggml.tokens")
    #expect((0..<tokens.count).map { Array(tokens[$0]) } == [Array("<unk>".utf8), Array("▁a".utf8), [0xFF]])
    let matrix = try file.tensor("token_embd.weight")
    #expect(matrix.dimensions == [3, 2])
    #expect(floats(file.bytes(of: matrix)) == [0, 1, 2, 3, 4, 5])
    let blocks = try file.tensor("blk.0.attn_q.weight")
    #expect(blocks.dimensions == [32, 2] && blocks.type == .q8_0 && file.bytes(of: blocks).count == 68)
  }

  @Test func safetensors() throws {
    let file = try SafetensorsFile(path: fixture("tiny.safetensors"))
    #expect(file.metadata == ["format": "np"])
    #expect(floats(file.bytes(of: try file.tensor("matrix"))) == [0, 1, 2, 3, 4, 5])
    #expect(try file.tensor("half").type.elementType == .f16)
    #expect(try file.tensor("ids").type == .int64)
    #expect(try file.tensor("none").shape == [0, 3])
  }

  private func floats(_ bytes: UnsafeRawBufferPointer) -> [Float] {
    stride(from: 0, to: bytes.count, by: 4).map {
      Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
    }
  }
}
