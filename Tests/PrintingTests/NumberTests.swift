import Printing
import Testing

struct NumberTests {
  /// A number, decimals, plain and scientific.
  @Test(
    arguments: [
      (0.0, 2, "0", "0"), (5.476, 2, "5.48", "5.48e0"), (-0.004, 2, "0", "0"), (0.995, 2, "1", "1e0"),
      (-12.5, 0, "-13", "-1.3e1"), (1e21, 1, "1000000000000000000000", "1e21"), (0.000123, 5, "0.00012", "1.2e-4"),
      (0.6, 0, "1", "1e0"), (0.06, 0, "0", "0"),
    ] as [(Double, Int, String, String)])
  func decimals(number: Double, decimals: Int, plain: String, scientific: String) {
    let rounded = Decimal(number).rounded(toDecimals: decimals)
    #expect(rounded.plain() == plain)
    #expect(rounded.scientific == scientific)
  }

  /// Numbers side by side, and how they are written.
  @Test(
    arguments: [
      ([5.4783, 0.71234, 0.6901], "5.48 0.71 0.69"), ([0, 50, 100], "0 50 100"), ([0.9, 0.85, 0.5], "0.90 0.85 0.50"),
      ([11.0 / 12, 1.0 / 3], "0.917 0.333"), ([1000.001, 1000.002], "1000.001 1000.002"),
      ([5.4, 0.00012], "5.4 0.0001"),
      ([134_515_008, 4608], "134515008 4608"), ([3.14159], "3.14"), ([-.infinity, .nan, 1], "-infinity nan 1"),
      ([0.1, 0.060000000000000005], "0.10 0.06"), ([1e20, 3e-7], "1e20 3e-7"), ([0, 0], "0 0"), ([-0.0], "0"),
      ([1.7e308, -1.7e308], "1.7e308 -1.7e308"),
    ] as [([Double], String)])
  func format(numbers: [Double], expected: String) {
    let format = NumberFormat(distinguishing: numbers)
    #expect(numbers.map(format.text).joined(separator: " ") == expected)
  }

  /// Every number has an integer, and those that have none by themselves the nearest.
  @Test(
    arguments: [
      (.nan, 0), (-.nan, 0), (.signalingNaN, 0), (.infinity, .max), (-.infinity, .min), (1e30, .max), (-1e30, .min),
      (0x1p63, .max), (-0x1p63, .min), (0x1p63.nextDown, 9_223_372_036_854_774_784), (2.9, 2), (-2.9, -2), (-0.0, 0),
      (.leastNonzeroMagnitude, 0), (.greatestFiniteMagnitude, .max),
    ] as [(Double, Int)])
  func integers(number: Double, expected: Int) {
    #expect(Int(clamping: number) == expected)
  }
}
