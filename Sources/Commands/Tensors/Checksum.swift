import Script
import Tensors

extension TensorCommands {
  /// `checksum`: whether results are the same bits.
  static var checksum: Command {
    let tensor = Parameter.positional("tensor", .tensor, summary: "a tensor, or numbers in lists")
    return Command(
      "checksum", topic: topic, summary: "gives a number for a tensor's shape and the bits of its elements",
      details: """
        Equal checksums on two machines mean equal results, bit by bit. It is the FNV-1a hash (64 bits) of the number of
        axes, their sizes and the elements, as sixteen hexadecimal digits.
        """,
      parameters: [tensor],
      examples: [Example("checksum (random [2, 3] seed: 1)", prints: "0d0b232f589b710b")]
    ) { arguments, _ in .text(try arguments.tensor(tensor).printedChecksum) }
  }
}
