/// How long something takes, in seconds of a clock that never goes backwards.
enum Stopwatch {
  private static let start = ContinuousClock.now

  /// Seconds since some moment.
  static func now() -> Double { (ContinuousClock.now - start) / .seconds(1) }

  static func seconds<Result>(_ body: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
    let start = now()
    let result = try body()
    return (now() - start, result)
  }

  /// The least seconds of several times: what the machine can do when nothing else runs.
  static func least(of times: Int, _ body: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<times { least = min(least, try seconds(body).seconds) }
    return least
  }
}

/// The middle one of some numbers, of an even count the upper one of the two; NaN of none.
func median(_ numbers: [Double]) -> Double {
  numbers.isEmpty ? .nan : numbers.sorted()[numbers.count / 2]
}
