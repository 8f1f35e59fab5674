public import KernelInterface

/// The kernels of this module, which is compiled once for each processor level from the same files.
///
/// The functions lie in extensions: products in `Multiply.swift`, the rest by what they compute.
public enum ProcessorKernels: KernelSet {
  public static var name: String {
    #if WIDE_VECTORS
      "avx512"
    #elseif HALF_CONVERSION
      "avx2"
    #elseif arch(arm64)
      "neon"
    #else
      "baseline"
    #endif
  }
}

// Embedded Swift, with which kernels are compiled for Arm alone, knows no types as values.
#if !hasFeature(Embedded)
  /// The function of this module's kernels in `kernel_sets.h`.
  #if WIDE_VECTORS
    @_cdecl("primer_kernels_avx512")
  #elseif HALF_CONVERSION
    @_cdecl("primer_kernels_avx2")
  #else
    @_cdecl("primer_kernels_baseline")
  #endif
  public func writeKernels(to set: UnsafeMutableRawPointer) {
    set.initializeMemory(as: (any KernelSet.Type).self, to: ProcessorKernels.self)
  }
#endif
