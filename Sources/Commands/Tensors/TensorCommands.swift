import Script

/// The commands that make tensors and compute with them. Each of them stands in a file of its own.
package let tensorCommands: [Command] = TensorCommands.all

enum TensorCommands {
  static let all: [Command] = [
    tensor, zeros, random, shape, reshape, transpose, sum, mean, norm, softmax, cosine, exp, log, sqrt, tanh, sigmoid,
    relu, abs, power, gradient, checksum,
  ]

  static let topic = "Tensors"

  /// The parameter `axis:` of commands that can work along one axis.
  static func axis(_ summary: String) -> Parameter {
    .labelled("axis", .integer(), summary: summary + ", from 0, or from the end with -1")
  }
}
