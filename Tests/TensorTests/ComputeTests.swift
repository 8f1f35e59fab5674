import Tensors
import Testing

/// Kernels and threads by the processor and the environment.
struct ComputeTests {
  @Test func everyProcessorRunsTheFirst() {
    let names = Compute.available.map { $0.name }
    #if arch(arm64)
      let all = ["neon"]
    #else
      let all = ["baseline", "avx2", "avx512"]
    #endif
    #expect(names == Array(all.prefix(names.count)))
    #expect(!names.isEmpty)
  }

  @Test func theBestIsChosenUnlessNamed() {
    #expect(Compute.chosen(by: [:]).kernels.name == Compute.available.last?.name)
    #expect(Compute.chosen(by: ["PRIMER_KERNELS": "sse9"]).kernels.name == Compute.available.last?.name)
    for kernels in Compute.available {
      #expect(Compute.chosen(by: ["PRIMER_KERNELS": kernels.name]).kernels.name == kernels.name)
    }
  }

  @Test(arguments: [("1", 1), ("3", 3), ("0", 1), ("-4", 1)])
  func threadsByTheEnvironment(_ text: String, _ expected: Int) {
    #expect(Compute.chosen(by: ["PRIMER_THREADS": text]).pool.threadCount == expected)
  }

  @Test(arguments: ["", "many", "1e3", "99999999999999999999"])
  func noNumberIsNoChoice(_ text: String) {
    let all = Compute.chosen(by: [:]).pool.threadCount
    #expect(Compute.chosen(by: ["PRIMER_THREADS": text]).pool.threadCount == all)
  }
}
