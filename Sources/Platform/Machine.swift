#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What this process may use of its machine.
package enum Machine {
  /// How many processors, as the system or the limits of a container say.
  package static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// How many bytes of memory there are.
  package static var memory: Int { Int(clamping: ProcessInfo.processInfo.physicalMemory) }
}
