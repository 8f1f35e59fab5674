/// Logarithm, exponential, powers, sine and cosine in double precision, from sums and fused products alone.
///
/// C libraries differ in the last bits of these; the numbers of a lesson must not.
package enum ScalarMath {
  private static let ln2High = 0x1.62e42feep-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// eˣ; relative error below 1e-15, zero below −745, infinity above 709.7.
  package static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.78 { return .infinity }
    if x < -745 { return 0 }
    let n = (x * 1.4426950408889634).rounded(.toNearestOrEven)
    let r = (x - n * ln2High) - n * ln2Low
    // The series of eʳ for |r| ≤ ln 2 / 2, innermost term first.
    var sum = 1.0
    for k in stride(from: 16.0, through: 1, by: -1) { sum = (1.0).addingProduct(sum, r / k) }
    // In two steps, so that subnormal results do not overflow the exponent on the way.
    let half = (n / 2).rounded(.towardZero)
    return sum * power(of: Int(half)) * power(of: Int(n - half))
  }

  /// 2ⁿ for |n| ≤ 1022.
  private static func power(of n: Int) -> Double { Double(sign: .plus, exponent: n, significand: 1) }

  /// The natural logarithm; −∞ of 0, NaN below.
  package static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    var (exponent, m) = (Double(x.exponent), x.significand)
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    // log m = 2 artanh(s), s = (m − 1) / (m + 1), |s| ≤ 0.172.
    let s = (m - 1) / (m + 1)
    let s2 = s * s
    var sum = 0.0
    for k in stride(from: 23.0, through: 1, by: -2) { sum = (1 / k).addingProduct(sum, s2) }
    return (exponent * ln2High).addingProduct(2 * s, sum) + exponent * ln2Low
  }

  /// Sine and cosine; absolute error below 1e-12 for |x| up to a million.
  package static func sineAndCosine(_ x: Double) -> (sine: Double, cosine: Double) {
    guard x.isFinite else { return (.nan, .nan) }
    let n = (x * 0.6366197723675814).rounded(.toNearestOrEven)
    // π/2 in three parts: the first two have 33 bits, so that their products with n are exact.
    let r = ((x - n * 0x1.921fb544p0) - n * 0x1.0b4611a6p-34) - n * 0x1.3198a2e037073p-69
    let r2 = r * r
    var (sine, cosine) = (1.0, 1.0)
    for k in stride(from: 18.0, through: 2, by: -2) {
      sine = (1.0).addingProduct(-r2 / (k * (k + 1)), sine)
      cosine = (1.0).addingProduct(-r2 / (k * (k - 1)), cosine)
    }
    sine *= r
    switch Int(n.truncatingRemainder(dividingBy: 4) + 4) % 4 {
    case 0: return (sine, cosine)
    case 1: return (cosine, -sine)
    case 2: return (-sine, -cosine)
    default: return (-cosine, sine)
    }
  }

  /// xʸ for x > 0.
  package static func power(_ x: Double, _ y: Double) -> Double { exp(y * log(x)) }

  /// xʸ for all x: a product for a whole y up to 64, e^(y log |x|) for others; NaN below x = 0 for a y that is not
  /// whole.
  package static func raise(_ x: Double, to y: Double) -> Double {
    guard y == y.rounded(), abs(y) <= 64 else {
      if x < 0, y != y.rounded() { return .nan }
      let magnitude = power(abs(x), y)
      return x < 0 && y.truncatingRemainder(dividingBy: 2) != 0 ? -magnitude : magnitude
    }
    var (result, square, rest) = (1.0, x, Int(abs(y)))
    while rest > 0 {
      if rest % 2 == 1 { result *= square }
      square *= square
      rest /= 2
    }
    return y < 0 ? 1 / result : result
  }

  /// The hyperbolic tangent: (1 − e^(−2|x|)) / (1 + e^(−2|x|)) with the sign of x, close to 0 the start of its series.
  package static func tanh(_ x: Double) -> Double {
    if abs(x) < 1e-3 { return x - x * x * x / 3 + 2 * x * x * x * x * x / 15 }
    let power = exp(-2 * abs(x))
    let magnitude = (1 - power) / (1 + power)
    return x < 0 ? -magnitude : magnitude
  }
}
