/// How the series at an index looks in an image: told from the others by dashes and markers as well as by colour.
struct SeriesStyle: Equatable {
  let index: Int

  /// Colours for light and dark paper that people with any colour vision tell apart by lightness or hue (after Okabe
  /// and Ito, "Color Universal Design", 2008), each with a contrast of at least 3 : 1 to its paper (WCAG 2.2,
  /// 1.4.11).
  static let colours = [
    (light: "#0072b2", dark: "#56b4e9"), (light: "#c2500a", dark: "#f0a35e"), (light: "#007a5a", dark: "#3fd0a4"),
    (light: "#a8488a", dark: "#e59cc8"), (light: "#7a6400", dark: "#f0e442"), (light: "#4d4d4d", dark: "#c8c8c8"),
  ]
  static let paper = (light: "#ffffff", dark: "#16181d")
  static let ink = (light: "#1c1c1c", dark: "#ececec")

  private static let dashes = ["", "8 4", "2 3", "10 3 2 3", "14 5"]

  var className: String { "s\(index % Self.colours.count)" }

  /// The attribute that dashes a line. The dashes have another period than the colours, so that 30 lines differ.
  var dashing: String {
    let dash = Self.dashes[index % Self.dashes.count]
    return dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
  }

  /// The outline of the marker around a place.
  func marker(at centre: SVGCanvas.Position) -> String {
    let (x, y) = (centre.x, centre.y)
    let point = { (dx: Double, dy: Double) in pair(SVGCanvas.Position(x: x + dx, y: y + dy)) }
    switch index % 6 {
    case 0: return "M\(point(-4, 0))a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
    case 1: return "M\(point(-3.5, -3.5))h7v7h-7z"
    case 2: return "M\(point(0, -4.5))L\(point(4.5, 3.5))L\(point(-4.5, 3.5))z"
    case 3: return "M\(point(0, -5))L\(point(5, 0))L\(point(0, 5))L\(point(-5, 0))z"
    case 4: return "M\(point(0, 4.5))L\(point(4.5, -3.5))L\(point(-4.5, -3.5))z"
    default: return "M\(point(-4.5, -4))h9l-9 8h9z"
    }
  }

  /// The style sheet of every plot. Printing takes the light colours. No custom properties: not every program that
  /// shows images knows them, and a page can set the classes as well.
  static let sheet: String = {
    let series = { (theme: (offset: Int, element: (light: String, dark: String)), isDark: Bool) in
      ".plot .s\(theme.offset){color:\(isDark ? theme.element.dark : theme.element.light)}"
    }
    let light = colours.enumerated().map { series($0, false) }.joined()
    let dark = colours.enumerated().map { series($0, true) }.joined()
    return """
      .plot{color:\(ink.light);max-width:100%;height:auto}
      .plot .paper{fill:\(paper.light)}
      .plot text{fill:currentColor;font-family:system-ui,"Segoe UI","Helvetica Neue","DejaVu Sans",sans-serif;font-size:13px}
      .plot .title{font-size:16px;font-weight:600}
      .plot .grid{stroke:currentColor;stroke-opacity:.16;fill:none}
      .plot .axis{stroke:currentColor;stroke-opacity:.6;fill:none}
      .plot .line{stroke:currentColor;stroke-width:2;stroke-linejoin:round;fill:none}
      .plot .band{fill:currentColor;fill-opacity:.18}
      .plot .mark{fill:currentColor;stroke:\(paper.light);stroke-width:1.5;paint-order:stroke}
      .plot .whisker{stroke-width:1.5;stroke:\(ink.light);fill:none}
      .plot .halo{stroke-width:4;stroke:\(paper.light);fill:none}
      \(light)
      @media screen and (prefers-color-scheme:dark){
      .plot{color:\(ink.dark)}
      .plot .paper{fill:\(paper.dark)}
      .plot .mark,.plot .halo{stroke:\(paper.dark)}
      .plot .whisker{stroke:\(ink.dark)}
      \(dark)
      }
      """
  }()
}
