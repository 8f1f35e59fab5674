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
