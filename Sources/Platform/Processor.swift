/// The processor that this machine has.
package enum Processor {
  /// What its maker calls it; nil where the system does not say.
  package static var name: String? {
    #if os(Linux)
      let lines = systemFile("/proc/cpuinfo")?.split(separator: "\n") ?? []
      // On x86 the first; Arm's file has at most the other.
      for key in ["model name", "Hardware"] {
        guard let line = lines.first(where: { $0.hasPrefix(key) }), let colon = line.firstIndex(of: ":") else {
          continue
        }
        let name = line[line.index(after: colon)...].drop { $0 == " " }
        if !name.isEmpty { return String(name) }
      }
      return nil
    #else
      var bytes = [CChar](repeating: 0, count: 256)
      var count = bytes.count
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &count, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #endif
  }
}
