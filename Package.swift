// swift-tools-version: 6.2
import PackageDescription

/// The kernels are one source compiled several times. Optimised in debug builds too, so that `swift test` is fast,
/// and for a given processor level, which `KernelSet` picks at start.
func kernelTarget(_ name: String, march: String?) -> Target {
  var flags = ["-Ounchecked", "-wmo", "-num-threads", "2", "-disable-batch-mode"]
  var defines: [SwiftSetting] = []
  if let march {
    flags += ["-Xcc", "-march=\(march)"]
    defines.append(.define("HALF_CONVERSION"))
    if march == "x86-64-v4" { defines.append(.define("WIDE_VECTORS")) }
  }
  return .target(
    name: name, dependencies: ["CVector", "KernelInterface"],
    swiftSettings: [.unsafeFlags(flags)] + defines)
}

// The baseline module comes first: should a symbol be emitted by several modules, the linker keeps the one that
// every processor can run.
#if arch(x86_64)
  let kernelTargets = [
    kernelTarget("Kernels", march: nil),
    kernelTarget("KernelsAVX2", march: "x86-64-v3"),
    kernelTarget("KernelsAVX512", march: "x86-64-v4"),
  ]
#else
  let kernelTargets = [kernelTarget("Kernels", march: nil)]
#endif
let kernelNames = kernelTargets.map { Target.Dependency(stringLiteral: $0.name) }

let package = Package(
  name: "Primer",
  products: [.executable(name: "primer", targets: ["primer"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(name: "CVector"),
    .systemLibrary(name: "CReadline", pkgConfig: "readline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(
      name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

    .target(name: "KernelInterface"),
  ] + kernelTargets + [
    .target(name: "Tensors", dependencies: ["CVector", "KernelInterface"] + kernelNames),
    .target(name: "Formats", dependencies: ["Tensors"]),
    .target(name: "Tokenizers"),
    .target(name: "Gradients", dependencies: ["Tensors"]),
    .target(name: "Models", dependencies: ["Tensors", "Gradients", "Formats", "Tokenizers"]),
    .target(name: "Tailoring", dependencies: ["Models"]),
    .target(name: "Pretraining", dependencies: ["Tailoring"]),

    .target(name: "Plots"),
    .target(name: "Script"),
    .target(
      name: "Markdown", dependencies: ["CMarkdown"],
      // The archives, so that the program runs where the library is not installed.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "-l:libcmark-gfm-extensions.a", "-Xlinker", "-l:libcmark-gfm.a"])
      ]),
    .target(name: "Lessons", dependencies: ["Script", "Markdown"]),
    .target(name: "Exports", dependencies: ["Lessons", "Markdown"]),
    .target(name: "Terminal", dependencies: ["Script", "CReadline"]),
    .target(name: "Classroom", dependencies: ["Lessons", "Markdown", "Terminal"]),

    .target(name: "Commands", dependencies: ["Script", "Pretraining", "Plots"]),
    .executableTarget(
      name: "primer",
      dependencies: [
        "Commands", "Formats", "Lessons", "Classroom", "Exports", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "TensorTests", dependencies: ["Tensors"], resources: [.copy("Fixtures")]),
    .testTarget(name: "GradientTests", dependencies: ["Gradients"]),
    .testTarget(name: "FormatTests", dependencies: ["Formats"], resources: [.copy("Fixtures")]),
    .testTarget(name: "TokenizerTests", dependencies: ["Tokenizers"], resources: [.copy("Fixtures")]),
    .testTarget(name: "ModelTests", dependencies: ["Models"], resources: [.copy("Fixtures")]),
    .testTarget(name: "TailoringTests", dependencies: ["Tailoring"]),
    .testTarget(name: "PretrainingTests", dependencies: ["Pretraining"]),
    .testTarget(name: "PlotTests", dependencies: ["Plots"]),
    .testTarget(name: "ScriptTests", dependencies: ["Script"]),
    .testTarget(name: "LessonTests", dependencies: ["Lessons"], resources: [.copy("Fixtures")]),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
    .testTarget(name: "ExportTests", dependencies: ["Exports"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
    .testTarget(name: "ClassroomTests", dependencies: ["Classroom"]),
    .testTarget(name: "ExecutableTests", dependencies: ["Formats"]),
    .testTarget(name: "CommandTests", dependencies: ["Commands"]),
  ],
  swiftLanguageModes: [.v6]
)
