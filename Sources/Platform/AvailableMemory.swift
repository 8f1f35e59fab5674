/// The memory that a process may still take without pushing anything else out.
package enum AvailableMemory {
  /// Bytes, or nil where the system does not say: the least of what the machine has (`MemAvailable` of proc(5)) and what
  /// the control group leaves, where there is one (memory.max of cgroup v2).
  package static var bytes: Int? {
    #if os(Linux)
      guard let machine = kilobytes("MemAvailable:", in: systemFile("/proc/meminfo")) else { return nil }
      return min(machine * 1024, leftByControlGroup ?? .max)
    #else
      return nil
    #endif
  }

  /// The number behind a name: `MemAvailable:   16384 kB`.
  static func kilobytes(_ name: String, in text: String?) -> Int? {
    let line = text?.split(separator: "\n").first { $0.hasPrefix(name) }
    let words = line?.split { $0 == " " || $0 == "\t" } ?? []
    guard words.count == 3, words[2] == "kB" else { return nil }
    return Int(words[1])
  }

  private static var leftByControlGroup: Int? {
    guard let group = systemFile("/proc/self/cgroup")?.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
    else {
      return nil
    }
    let folder = "/sys/fs/cgroup" + group.dropFirst(3)
    func number(_ name: String) -> Int? {
      systemFile("\(folder)/\(name)").flatMap { Int($0.split(separator: "\n").first ?? "") }
    }
    // `max` where there is no limit, which is no number.
    guard let limit = number("memory.max"), let used = number("memory.current") else { return nil }
    return max(0, limit - used)
  }
}
