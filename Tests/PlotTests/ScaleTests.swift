import Testing

@testable import Plots

struct ScaleTests {
  /// Values, count and the labels of linear ticks out to the ends of the axis.
  @Test(
    arguments: [
      ([0.69, 5.48], 6, "0 1 2 3 4 5 6"), ([0, 100], 5, "0 20 40 60 80 100"),
      ([0.12, 0.87], 5, "0.0 0.2 0.4 0.6 0.8 1.0"),
      ([-3, 7], 5, "-4 -2 0 2 4 6 8"), ([5, 5], 4, "4 5 6"), ([0.5, 0.5], 4, "0.45 0.50 0.55"), ([0, 0], 4, "-1 0 1"),
      ([1, 3], 8, "1 2 3"), ([1e6, 3e6], 4, "1000000 1500000 2000000 2500000 3000000"),
      ([1e7, 3e7], 2, "1e7 2e7 3e7"), ([1e-7, 3e-7], 2, "1e-7 2e-7 3e-7"), ([], 2, "0 1"),
      ([1000.001, 1000.003], 2, "1000.001 1000.002 1000.003"),
    ] as [([Double], Int, String)])
  func linearTicks(values: [Double], count: Int, expected: String) {
    let scale = Scale(Axis(""), for: values, .toTicks, tickCount: count)
    #expect(scale.ticks.labels.joined(separator: " ") == expected)
    #expect(scale.ticks.values.allSatisfy(scale.contains))
  }

  @Test(
    arguments: [
      ([5, 400], 6, "5 10 20 50 100 200"), ([1, 1e6], 7, "1 10 100 1000 10000 100000 1000000"),
      ([1, 1e6], 4, "1 100 10000 1000000"), ([3, 4], 4, "3.0 3.5 4.0"),
      ([0.01, 1], 9, "0.01 0.02 0.05 0.10 0.20 0.50 1.00"),
      ([1e-5, 1e-2], 4, "0.00001 0.00010 0.00100 0.01000"), ([1e-9, 1e-3], 3, "1e-9 1e-6 1e-3"),
    ] as [([Double], Int, String)])
  func logarithmicTicks(values: [Double], count: Int, expected: String) {
    let scale = Scale(Axis("", .logarithmic), for: values, .tight, tickCount: count)
    #expect(scale.ticks.labels.joined(separator: " ") == expected)
  }

  /// What an axis spans: to its ticks, from 0, fixed.
  @Test func spans() {
    let span = { (axis: Axis, values: [Double], fit: Scale.Fit) in
      let scale = Scale(axis, for: values, fit, tickCount: 5)
      return [scale.lower, scale.upper]
    }
    #expect(span(Axis(""), [3, 11], .tight) == [3, 11])
    #expect(span(Axis(""), [3, 11], .toTicks) == [2, 12])
    #expect(span(Axis(""), [3, 11], .fromZero) == [0, 15])
    #expect(span(Axis(""), [-3, -11], .fromZero) == [-15, 0])
    #expect(span(Axis("", range: 1...4), [3, 11], .fromZero) == [1, 4])
    #expect(span(Axis("", .logarithmic), [3, 11], .toTicks) == [2, 20])
    #expect(span(Axis("", .logarithmic), [100, 300], .fromZero) == [10, 500])
    #expect(span(Axis("", .logarithmic), [-1, 0, 3, 11], .tight) == [3, 11])
  }

  @Test func positions() {
    let linear = Scale(Axis(""), for: [-1, 3], .tight, tickCount: 4)
    #expect([-1, 0, 3, 1e300].map(linear.position) == [0, 0.25, 1, 1000])
    let logarithmic = Scale(Axis("", .logarithmic), for: [1, 10000], .tight, tickCount: 4)
    #expect((logarithmic.position(100) - 0.5).magnitude < 1e-15)
  }

  @Test(
    arguments: [
      (1, 0.0), (10, 1), (1000, 3), (1e-5, -5), (2, 0.301_029_995_663_981_2), (3, 0.477_121_254_719_662_4),
      (1e300, 300), (.leastNonzeroMagnitude, -323.306_215_343_115_8), (0.7, -0.154_901_959_985_743_2),
    ] as [(Double, Double)])
  func logarithm(number: Double, expected: Double) {
    #expect((decadicLogarithm(number) - expected).magnitude <= max(expected.magnitude, 1) * 4e-16)
  }
}
