import Testing

/// The release binary on processors without AVX-512 and without AVX2, which qemu plays: it must run there, and give
/// the same bits.
@Suite(.enabled(if: Executable.isBuilt && Executable.hasEmulator)) struct OldProcessorTests {
  static let script = """
    (random [37, 80] seed: 1) @ (random [80, 65] seed: 2) | softmax | checksum
    use Tests/ModelTests/Fixtures/tiny-llama.gguf.bin
    logits "the quick brown fox" | checksum
    ask "the" max: 12 temperature: 1 seed: 3
    use Tests/ModelTests/Fixtures/tiny-gemma.gguf.bin
    logits "aaaa" | checksum
    (pretrain pebble until: 2).checksum
    """

  @Test(arguments: ["Haswell", "Nehalem"])
  func theSameBits(processor: String) throws {
    let here = try Executable.run(["-c", Self.script])
    #expect(here.code == 0)
    #expect(here.output.split(separator: "\n").count >= 5)
    let there = try Executable.run(["-c", Self.script], emulator: ["qemu-x86_64", "-cpu", processor])
    #expect(there.code == 0)
    #expect(there.output == here.output)
    #expect(here.errors.isEmpty)
    // qemu may have something to say, too.
    let remarks = there.errors.ranges(of: "this processor lacks AVX2 or F16C: the answers are the same, but slow\n")
    #expect(remarks.count == (processor == "Nehalem" ? 1 : 0))
  }

  /// Environment variables choose kernels and threads, and change nothing.
  @Test(arguments: [
    ["PRIMER_KERNELS": "avx2"], ["PRIMER_KERNELS": "baseline"], ["PRIMER_THREADS": "1"], ["PRIMER_THREADS": "5"],
  ])
  func theSameBits(environment: [String: String]) throws {
    let here = try Executable.run(["-c", Self.script])
    #expect(try Executable.run(["-c", Self.script], environment: environment).output == here.output)
  }
}
