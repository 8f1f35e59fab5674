import Foundation
import Testing

@testable import Platform

/// A folder as Linux shows counters in.
struct EnergyCountersTests {
  private final class Counters {
    let folder = NSTemporaryDirectory() + "primer-tests-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ zone: Int, _ name: String, _ text: String) throws {
      let path = "\(folder)/intel-rapl:\(zone)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data("\(text)\n".utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func zone(_ zone: Int, _ name: String, microjoules: Int, range: Int = 1_000_000_000) throws {
      try write(zone, "name", name)
      try write(zone, "energy_uj", "\(microjoules)")
      try write(zone, "max_energy_range_uj", "\(range)")
    }
  }

  @Test func processorsAreAddedUpAndThePlatformIsNot() throws {
    let counters = Counters()
    try counters.zone(0, "package-0", microjoules: 1_000_000)
    try counters.zone(1, "psys", microjoules: 5)
    try counters.zone(2, "package-1", microjoules: 0)
    var energy = try #require(EnergyCounters(folder: counters.folder, now: 10))
    #expect(energy.joules(now: 10) == 0)
    try counters.write(0, "energy_uj", "3000000")
    try counters.write(1, "energy_uj", "900000000")
    try counters.write(2, "energy_uj", "500000")
    #expect(energy.joules(now: 10.5) == 2.5)
  }

  @Test func countersStartAgain() throws {
    let counters = Counters()
    try counters.zone(0, "package-0", microjoules: 999_000_000)
    var energy = try #require(EnergyCounters(folder: counters.folder, now: 0))
    try counters.write(0, "energy_uj", "1000000")
    #expect(energy.joules(now: 1) == 2)
    try counters.write(0, "energy_uj", "500000")
    #expect(energy.joules(now: 1.5) == 1001.5)
  }

  /// In two seconds and more a counter of 1000 J may have started again twice.
  @Test func tooSeldomIsUnknown() throws {
    let counters = Counters()
    try counters.zone(0, "package-0", microjoules: 0)
    var energy = try #require(EnergyCounters(folder: counters.folder, now: 0))
    try counters.write(0, "energy_uj", "5")
    #expect(energy.joules(now: 2) == nil)
    #expect(energy.joules(now: 2.1) == nil)
  }

  @Test func nothingToReadIsNothingToWatch() throws {
    #expect(EnergyCounters(folder: "/nowhere", now: 0) == nil)
    let counters = Counters()
    try counters.zone(0, "psys", microjoules: 0)
    #expect(EnergyCounters(folder: counters.folder, now: 0) == nil)
    try counters.zone(0, "package-0", microjoules: 0)
    try counters.write(0, "energy_uj", "")
    #expect(EnergyCounters(folder: counters.folder, now: 0) == nil)
  }
}
