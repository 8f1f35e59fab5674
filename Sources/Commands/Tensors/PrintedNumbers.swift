import Printing
import Script

/// Numbers as they stand under each other: with as many digits behind the point as give the largest four or five
/// digits in all, and no more than any of them needs; in the notation of single numbers when the largest is below
/// 0.001 or 100,000 and more.
func printed(_ numbers: [Float]) -> [String] {
  let largest = numbers.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  guard largest == 0 || (1e-3..<1e5).contains(largest) else { return numbers.map(printedAlone) }
  var (limit, power) = (4, Float(10))
  while largest >= power {
    (limit, power) = (limit - 1, power * 10)
  }
  power = 0.1
  while largest > 0, largest < power {
    (limit, power) = (limit + 1, power / 10)
  }
  let digits = min(limit, numbers.reduce(0) { max($0, digitsBehindPoint($1)) })
  return numbers.map { printed($0, digitsBehindPoint: digits) }
}

/// `nan`, `inf`, or the number as it is printed on its own.
private func printedAlone(_ number: Float) -> String {
  number.isFinite ? format(Double(number)) : printed(number, digitsBehindPoint: 0)
}

/// How many digits behind the point the shortest decimal that reads back as the same float has.
private func digitsBehindPoint(_ number: Float) -> Int {
  guard number.isFinite, number != number.rounded() else { return 0 }
  let parts = number.description.split(separator: "e")
  let fraction = parts[0].split(separator: ".").dropFirst().first ?? ""
  return (fraction == "0" ? 0 : fraction.utf8.count) - (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
}

/// A number below 100,000 rounded to a few digits behind the point.
private func printed(_ number: Float, digitsBehindPoint digits: Int) -> String {
  let sign = number < 0 ? "-" : ""
  if number.isNaN { return "nan" }
  if number.isInfinite { return sign + "inf" }
  let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  let rounded = Int(clamping: (Double(number.magnitude) * scale).rounded())
  guard digits > 0 else { return sign + String(rounded) }
  let text = String(rounded)
  let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
  return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
}
