/// The logarithm to base 10 of a positive, finite number, within a few units in the last place.
///
/// Only additions, multiplications and divisions, so that the same number gives the same bits with every C library:
/// log₂ x = e + log₂ m with m in [√½, √2), and ln m = 2 artanh z = 2 (z + z³/3 + z⁵/5 + …) with z = (m - 1)/(m + 1).
func decadicLogarithm(_ number: Double) -> Double {
  var exponent = Double(number.exponent)
  var mantissa = number.significand
  if mantissa > 1.414_213_562_373_095 {
    mantissa /= 2
    exponent += 1
  }
  let z = (mantissa - 1) / (mantissa + 1)
  // |z| < 0.172, so the 12th term is below 2⁻⁵³ of the first.
  var sum = 0.0
  for k in stride(from: 23.0, through: 1, by: -2) { sum = sum * z * z + 1 / k }
  return exponent * 0.301_029_995_663_981_2 + 2 * z * sum * 0.434_294_481_903_251_8
}

/// `integer` times ten to the power of `exponent`, correctly rounded.
func scaled(_ integer: Int, byTenTo exponent: Int) -> Double {
  Double("\(integer)e\(exponent)") ?? 0
}
