internal import CVector
package import KernelInterface
internal import Platform

/// What computes: the kernels of a processor level and a pool of threads. Results do not depend on either.
///
/// Tensors take it from `Compute.current`, deep inside, so that no operation has a parameter for it. Whoever embeds these
/// modules needs to know three things. The first use starts its threads, one for each processor, and they live as long
/// as the process; `PRIMER_THREADS` and `PRIMER_KERNELS` are read then. `current` is a task local: `$current.withValue`
/// sets another one for the code inside and the tasks it starts, not for threads of its own. Calls from several threads
/// are safe, and take turns.
package final class Compute: @unchecked Sendable {
  package let kernels: any KernelSet.Type
  package let pool: ThreadPool
  /// Scratch memory, one piece a thread, as large as the largest kernel asks for.
  private let scratch: [UnsafeMutablePointer<Float>]

  /// Kernels and threads for the current task.
  @TaskLocal package static var current = Compute.chosen(by: ThisProcess.environment)

  package init(kernels: any KernelSet.Type, threadCount: Int) {
    self.kernels = kernels
    pool = ThreadPool(threadCount: threadCount)
    scratch = (0..<pool.threadCount).map { _ in Compute.allocate(kernels.multiplyScratch) }
  }

  /// Scratch memory of a thread of the pool.
  func scratch(_ thread: Int) -> UnsafeMutablePointer<Float> { scratch[thread] }

  /// The kernel sets that this processor can run, the best one last.
  package static var available: [any KernelSet.Type] {
    var sets = [kernels(primer_kernels_baseline)]
    #if arch(x86_64)
      if processor_has_level3() != 0 { sets.append(kernels(primer_kernels_avx2)) }
      if processor_has_level4() != 0 { sets.append(kernels(primer_kernels_avx512)) }
    #endif
    return sets
  }

  /// The kernels that a function of `kernel_sets.h` writes.
  private static func kernels(_ write: (UnsafeMutableRawPointer) -> Void) -> any KernelSet.Type {
    withUnsafeTemporaryAllocation(of: (any KernelSet.Type).self, capacity: 1) { place in
      write(UnsafeMutableRawPointer(place.baseAddress!))
      return place[0]
    }
  }

  /// What somebody should know whose processor has only what every x86-64 processor has; nil for others.
  package static var slowProcessorRemark: String? {
    #if arch(x86_64)
      processor_has_level3() != 0 ? nil : "this processor lacks AVX2 or F16C: the answers are the same, but slow"
    #else
      nil
    #endif
  }

  /// The best kernels and all processors, unless `PRIMER_KERNELS` names another set or `PRIMER_THREADS` another number.
  package static func chosen(by environment: [String: String]) -> Compute {
    let sets = available
    let named = environment["PRIMER_KERNELS"].flatMap { name in sets.first { $0.name == name } }
    let threads = environment["PRIMER_THREADS"].flatMap(Int.init) ?? Machine.processorCount
    return Compute(kernels: named ?? sets[sets.count - 1], threadCount: min(max(threads, 1), 256))
  }

  /// Memory for floats at the start of a cache line.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4 + 64, alignment: 64)
      .bindMemory(to: Float.self, capacity: count + 16)
  }
}
