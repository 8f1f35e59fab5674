/// How the numbers of one kind are written side by side: with as many decimals as show differences of a hundredth of
/// their range, none that are not there, and at least one significant digit each. The same on every machine.
struct NumberFormat: Equatable {
  private let decimals: Int

  /// The format for `values`; those that are not finite don't count.
  init(distinguishing values: some Sequence<Double>) {
    let values = values.filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else {
      decimals = 0
      return
    }
    // Half the range, so that the difference of the largest numbers stays finite; doubled, a first digit from 5 on
    // makes a digit more.
    let half = Decimal(low < high ? high / 2 - low / 2 : low.magnitude / 2)
    let magnitude = half.magnitude + (half.digits.first ?? 0 >= 5 ? 1 : 0)
    let most = max(0, min(2 - magnitude, 12))
    decimals = values.reduce(0) { max($0, Decimal($1).rounded(toDecimals: most).decimals) }
  }

  func text(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-infinity" : "infinity" }
    let decimal = Decimal(number)
    if !decimal.digits.isEmpty, decimal.magnitude < -4 || decimal.magnitude >= 15 {
      return decimal.rounded(toDecimals: 2 - decimal.magnitude).scientific
    }
    return decimal.rounded(toDecimals: max(decimals, -decimal.magnitude)).plain(decimals: decimals)
  }
}
