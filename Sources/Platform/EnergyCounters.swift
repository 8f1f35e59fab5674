/// The processor's counters of the energy that it takes ("running average power limit", RAPL), as Linux shows them
/// (Documentation/power/powercap/powercap.rst): in a folder for each processor `energy_uj`, microjoules that start again
/// from 0 once they reach `max_energy_range_uj`. Usually only root may read them.
package struct EnergyCounters {
  /// A processor. Its parts have folders within it, and what it takes holds what they take.
  private struct Package {
    let counter: String
    /// Where it starts again from 0.
    let range: Double
    var last: Double
  }

  /// More watts than any processor takes: in a shorter time than it needs for `range` at that, a counter can't have
  /// started again from 0 more than once.
  private static let mostWatts = 500.0

  private var packages: [Package] = []
  private var lastLook: Double
  /// The joules up to the last look; nil once a counter may have gone around unseen.
  private var total: Double? = 0

  /// Begins to watch at a time in seconds; nil where there are no counters that can be read.
  package init?(folder: String = "/sys/class/powercap", now: Double) {
    lastLook = now
    var number = 0
    while let name = systemFile("\(folder)/intel-rapl:\(number)/name") {
      let zone = "\(folder)/intel-rapl:\(number)"
      number += 1
      // Others, such as that of the whole platform, hold what the processors take as well.
      guard name.hasPrefix("package") else { continue }
      guard let range = Self.joules("\(zone)/max_energy_range_uj"), range > 0,
        let first = Self.joules("\(zone)/energy_uj")
      else { return nil }
      packages.append(Package(counter: "\(zone)/energy_uj", range: range, last: first))
    }
    if packages.isEmpty { return nil }
  }

  /// The joules since the watch began, at a time in seconds; nil when that is not certain.
  package mutating func joules(now: Double) -> Double? {
    let passed = now - lastLook
    lastLook = now
    for index in packages.indices {
      let package = packages[index]
      guard let next = Self.joules(package.counter), passed * Self.mostWatts < package.range else {
        total = nil
        return nil
      }
      let difference = next - package.last
      total = total.map { $0 + (difference < 0 ? difference + package.range : difference) }
      packages[index].last = next
    }
    return total
  }

  /// A number of microjoules in a file.
  private static func joules(_ path: String) -> Double? {
    systemFile(path).flatMap { Double($0.prefix { $0.isNumber }) }.map { $0 / 1e6 }
  }
}
