import Tensors

/// YaRN (Peng and others 2023): pairs that turn often keep their frequency, those that hardly turn within the original
/// context are divided by the factor, and those between by something between.
struct YaRN {
  let factor: Double
  /// The context length of the model before it was extended.
  let original: Int
  /// Pairs that turn more often than `fast` times within the original context keep their frequency, those that turn less
  /// than `slow` times don't.
  let fast: Double
  let slow: Double
  var truncates = true

  /// What queries and keys are multiplied by: 0.1 log factor + 1.
  var amplitude: Double { Self.amplitude(factor) }

  static func amplitude(_ factor: Double, weight: Double = 1) -> Double {
    factor <= 1 ? 1 : 0.1 * weight * ScalarMath.log(factor) + 1
  }

  func divisors(size: Int, base: Double) -> [Double] {
    /// The pair that turns so often within the original context.
    func pair(turning times: Double) -> Double {
      Double(size) * ScalarMath.log(Double(original) / (times * 2 * .pi)) / (2 * ScalarMath.log(base))
    }
    var (low, high) = (pair(turning: fast), pair(turning: slow))
    if truncates { (low, high) = (low.rounded(.down), high.rounded(.up)) }
    (low, high) = (max(low, 0), min(high, Double(size - 1)))
    if low == high { high += 0.001 }
    return (0..<size / 2).map { i in
      let interpolated = min(max((Double(i) - low) / (high - low), 0), 1)
      return 1 / (interpolated / factor + 1 - interpolated)
    }
  }
}

/// The scaling of Llama 3.1 (Grattafiori and others 2024): wavelengths beyond the original context are multiplied by the
/// factor, short ones are kept, and between them it is something between.
struct Llama3Scaling {
  let factor: Double
  let lowFrequencyFactor: Double
  let highFrequencyFactor: Double
  let original: Double

  func divisors(size: Int, base: Double) -> [Double] {
    (0..<size / 2).map { i in
      let wavelength = 2 * .pi * ScalarMath.power(base, Double(2 * i) / Double(size))
      if wavelength < original / highFrequencyFactor { return 1 }
      if wavelength > original / lowFrequencyFactor { return factor }
      let smooth = (original / wavelength - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
      return 1 / ((1 - smooth) / factor + smooth)
    }
  }
}
