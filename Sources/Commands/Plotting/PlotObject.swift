import Plots
import Script

/// A plot as a value of the language.
package struct PlotObject: ScriptObject, Equatable {
  package let plot: Plot
  let style: PlotStyle
  /// Columns and rows, where others were asked for than there are.
  let width: Int?
  let height: Int?

  package init(_ plot: Plot, style: PlotStyle, width: Int? = nil, height: Int? = nil) {
    self.plot = plot
    self.style = style
    self.width = width
    self.height = height
  }

  private static let usualHeight = 16

  package var typeName: String { "plot" }

  package var summary: String { plot.title.isEmpty ? "plot" : "plot \(quoted(plot.title, limit: 40))" }

  package func rendered(width: Int) -> String {
    let width = self.width ?? width
    let height = self.height ?? Self.usualHeight
    return switch style {
    case .unicode: plot.text(width: width, height: height)
    case .ascii: plot.text(width: width, height: height, glyphs: .ascii)
    case .accessible: plot.accessibleText(width: width)
    }
  }

  package var drawing: Drawing? { Drawing(svg: plot.svg(), description: plot.accessibleText(width: 80)) }

  package var fields: [Field] {
    [
      Field("title", .text(plot.title)), Field("summary", .text(plot.summary)), Field("csv", .text(plot.csv())),
      Field("svg", .text(plot.svg())),
    ]
  }

  /// The plot as a file: an image for `.svg`, its numbers for `.csv` (RFC 4180), and for `.txt` what is shown, 80
  /// columns wide. Throws `PlotFileError` for another extension.
  package func bytes(forFile name: String) throws(PlotFileError) -> [UInt8] {
    let fileName = name.split(separator: "/").last ?? ""
    let dot = fileName.lastIndex(of: ".") ?? fileName.endIndex
    return switch fileName[dot...].lowercased() {
    case ".svg": Array(plot.svg().utf8)
    case ".csv": Array(plot.csv().utf8)
    case ".txt": Array((rendered(width: 80) + "\n").utf8)
    default: throw PlotFileError(name: name)
    }
  }
}

/// A plot can't be saved in a file of this name.
package struct PlotFileError: Error, Equatable, CustomStringConvertible {
  let name: String

  /// One sentence without a full stop.
  package var description: String { "a plot is saved as a .svg, .csv or .txt file, and `\(name)` is none of them" }
}

/// An object of the language that can be drawn.
protocol PlottableObject: ScriptObject {
  var plot: Plot { get }
}

/// How plots are shown as text.
package enum PlotStyle: Equatable, Sendable {
  /// Drawn with braille and box-drawing characters.
  case unicode
  /// Drawn with ASCII characters only.
  case ascii
  /// Not drawn: sentences and a table, for screen readers.
  case accessible

  /// `ACCESSIBLE=1` (any value but nothing and 0) asks for sentences, `TERM=dumb` for ASCII. Lessons that are checked
  /// don't ask: their outputs are the same everywhere.
  package init(environment: [String: String]) {
    if let accessible = environment["ACCESSIBLE"], !["", "0"].contains(accessible) {
      self = .accessible
    } else {
      self = environment["TERM"] == "dumb" ? .ascii : .unicode
    }
  }
}
