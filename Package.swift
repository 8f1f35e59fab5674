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
/// Tensors find the kernels by the names of `kernel_sets.h` once all is linked, so that nothing waits for them.
let kernelNames = kernelTargets.map { Target.Dependency(stringLiteral: $0.name) }

let package = Package(
  name: "Primer",
  products: [.executable(name: "primer", targets: ["primer"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(name: "CVector"),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(
      name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

    .target(name: "Printing"),
    .target(name: "Platform"),
    .target(name: "KernelInterface"),
  ] + kernelTargets + [
    .target(name: "Tensors", dependencies: ["CVector", "KernelInterface", "Platform"]),
    .target(name: "Formats", dependencies: ["Platform", "Tensors", "Tokenizers"]),
    .target(name: "Tokenizers"),
    .target(name: "Gradients", dependencies: ["Tensors"]),
    .target(name: "Models", dependencies: ["Tensors", "Gradients", "Formats", "Tokenizers"]),
    .target(
      name: "Tailoring",
      dependencies: ["Platform", "Printing", "Models", "Gradients", "Tensors", "Formats", "Tokenizers"]),
    .target(
      name: "Pretraining",
      dependencies: ["Platform", "Tailoring", "Models", "Gradients", "Tensors", "Formats", "Tokenizers"]),

    .target(name: "Plots", dependencies: ["Printing"]),
    .target(name: "Script", dependencies: ["Printing"]),
    .target(
      name: "Markdown", dependencies: ["CMarkdown"],
      // The archives, so that the program runs where the library is not installed.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "-l:libcmark-gfm-extensions.a", "-Xlinker", "-l:libcmark-gfm.a"])
      ]),
    .target(name: "Lessons", dependencies: ["Platform", "Script", "Printing", "Markdown"]),
    .target(name: "Checking", dependencies: ["Platform", "Script", "Lessons"]),
    .target(name: "Exports", dependencies: ["Script", "Printing", "Lessons", "Markdown"]),
    .target(
      name: "Terminal", dependencies: ["Platform", "Script", "CReadline"],
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "-l:libreadline.a", "-Xlinker", "-l:libtinfo.a"], .when(platforms: [.linux])),
        .linkedLibrary("readline", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "Classroom",
      dependencies: ["Platform", "Script", "Printing", "Lessons", "Checking", "Markdown", "Terminal"]),

    .target(
      name: "Commands",
      dependencies: [
        "Platform", "Script", "Printing", "Plots", "Pretraining", "Tailoring", "Models", "Gradients", "Tensors",
        "Formats", "Tokenizers",
      ]),
    .executableTarget(
      name: "primer",
      dependencies: [
        "Platform", "Printing", "Commands", "Script", "Lessons", "Checking", "Classroom", "Exports", "Terminal",
        "Pretraining", "Tailoring", "Models", "Tensors", "Formats",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + kernelNames,
      // Where `make build` puts the C++ library's archive, in front of the folder with the shared one.
      linkerSettings: [
        .unsafeFlags(
          ["-L.build/archives", "-Xclang-linker", "-static-libgcc", "-Xlinker", "--no-export-dynamic"],
          .when(platforms: [.linux], configuration: .release))
      ]),

    .target(name: "TestSupport", dependencies: ["Printing", "Script", "Terminal"], path: "Tests/TestSupport"),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"]),
    .testTarget(
      name: "TensorTests", dependencies: ["Tensors", "KernelInterface"] + kernelNames, resources: [.copy("Fixtures")]),
    .testTarget(name: "GradientTests", dependencies: ["Gradients", "Tensors"]),
    .testTarget(
      name: "FormatTests", dependencies: ["Platform", "TestSupport", "Formats", "Tensors", "Tokenizers"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "TokenizerTests", dependencies: ["Tokenizers"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ModelTests", dependencies: ["Platform", "Models", "Gradients", "Tensors", "Formats"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "TailoringTests",
      dependencies: ["Platform", "Tailoring", "Models", "Gradients", "Tensors", "Formats", "Tokenizers"]),
    .testTarget(
      name: "PretrainingTests", dependencies: ["TestSupport", "Pretraining", "Tailoring", "Models", "Tensors"]),
    .testTarget(name: "PrintingTests", dependencies: ["Printing"]),
    .testTarget(name: "PlotTests", dependencies: ["Plots", "Printing"]),
    .testTarget(name: "ScriptTests", dependencies: ["TestSupport", "Script", "Printing"]),
    .testTarget(
      name: "LessonTests", dependencies: ["TestSupport", "Lessons", "Markdown", "Checking", "Script"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
    .testTarget(
      name: "ExportTests",
      dependencies: ["Platform", "TestSupport", "Exports", "Lessons", "Markdown", "Script", "Terminal"]),
    .testTarget(name: "TerminalTests", dependencies: ["Platform", "TestSupport", "Terminal", "Script"]),
    .testTarget(
      name: "ClassroomTests",
      dependencies: ["Platform", "TestSupport", "Classroom", "Lessons", "Markdown", "Printing", "Script", "Terminal"]),
    .testTarget(name: "ExecutableTests", dependencies: ["Platform", "TestSupport", "Formats"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Platform", "TestSupport", "Commands", "Script", "Tailoring", "Models", "Gradients", "Tensors", "Formats",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
