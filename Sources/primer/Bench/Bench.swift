import ArgumentParser

/// `primer bench`: our half of the figures in the README.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time models, training, scoring and matrix products.",
    discussion: """
      Threads and kernels are chosen by PRIMER_THREADS and PRIMER_KERNELS. Beside what was measured stands what the
      machine allows: the bytes a second that it reads, and the operations a second of its matrix products, both
      measured in the same run. Tests/Peers/run compares with other programs.
      """,
    subcommands: [
      BenchModels.self, BenchTune.self, BenchPretrain.self, BenchScore.self, BenchSwitch.self, BenchProducts.self,
      BenchMemory.self, BenchGrowth.self,
    ],
    defaultSubcommand: BenchModels.self)
}

/// Options that every bench has.
struct BenchOptions: ParsableArguments {
  @OptionGroup var appearance: Appearance

  @Flag(help: "Print one JSON document instead of tables.")
  var json = false
}
