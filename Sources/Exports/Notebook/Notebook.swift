import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A Jupyter notebook in the format nbformat 4.5 (https://nbformat.readthedocs.io), as far as lessons need it.
struct Notebook: Encodable {
  let cells: [NotebookCell]

  /// The whole file, in which keys are sorted so that the same notebook is the same bytes.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(self)) + [0x0A]
  }

  private enum CodingKeys: String, CodingKey { case cells, metadata, nbformat, minor = "nbformat_minor" }

  private struct Metadata: Encodable {
    let kernelspec = ["name": "primer", "display_name": "Primer", "language": "primer"]
    let language = ["name": "primer", "file_extension": ".primer", "mimetype": "text/x-primer"]

    enum CodingKeys: String, CodingKey { case kernelspec, language = "language_info" }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(cells, forKey: .cells)
    try container.encode(Metadata(), forKey: .metadata)
    try container.encode(4, forKey: .nbformat)
    try container.encode(5, forKey: .minor)
  }
}

/// A cell of a notebook.
struct NotebookCell: Encodable {
  enum Content {
    case markdown(String)
    /// Code, what it showed, and its number among the cells that ran; nil when it did not.
    case code(String, CellOutput, number: Int?)
  }

  /// Different for each cell of a notebook.
  let id: String
  let content: Content
  var tags: [String] = []

  private enum CodingKeys: String, CodingKey {
    case id, kind = "cell_type", metadata, source, outputs, number = "execution_count"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(tags.isEmpty ? [:] : ["tags": tags], forKey: .metadata)
    switch content {
    case .markdown(let text):
      try container.encode("markdown", forKey: .kind)
      try container.encode(text, forKey: .source)
    case .code(let text, let output, let number):
      try container.encode("code", forKey: .kind)
      try container.encode(text, forKey: .source)
      try container.encode(number, forKey: .number)
      try container.encode(NotebookOutput.all(of: output), forKey: .outputs)
    }
  }
}

/// An output of a notebook's cell.
enum NotebookOutput: Encodable {
  case stream(String)
  case picture(svg: String, text: String)
  case error(String)

  static func all(of output: CellOutput) -> [NotebookOutput] {
    let pieces = output.pieces.map { piece -> NotebookOutput in
      switch piece {
      case .text(let text): .stream(text)
      case .drawing(let drawing, let text): .picture(svg: drawing.svg, text: text)
      }
    }
    return pieces + (output.error.map { [.error($0)] } ?? [])
  }

  private enum CodingKeys: String, CodingKey {
    case kind = "output_type", name, text, data, metadata, errorName = "ename", errorValue = "evalue", traceback
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .stream(let text):
      try container.encode("stream", forKey: .kind)
      try container.encode("stdout", forKey: .name)
      try container.encode(text, forKey: .text)
    case .picture(let svg, let text):
      try container.encode("display_data", forKey: .kind)
      try container.encode(["image/svg+xml": svg, "text/plain": text], forKey: .data)
      try container.encode([String: String](), forKey: .metadata)
    case .error(let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      try container.encode("error", forKey: .kind)
      try container.encode("error", forKey: .errorName)
      try container.encode(lines.first ?? "", forKey: .errorValue)
      try container.encode(lines, forKey: .traceback)
    }
  }
}
