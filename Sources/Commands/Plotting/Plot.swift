import Plots
import Script

/// What `plot` takes that decides what is drawn.
private enum Parameters {
  static let numbers = Parameter.positional(
    "numbers", .plotted, summary: "a list of numbers or pairs, several of them, or what can be drawn")
  static let labels = Parameter.labelled("labels", .list(of: .text), summary: "what the lines are called")
  static let title = Parameter.labelled("title", .text, summary: "a heading")
  static let x = Parameter.labelled("x", .text, summary: "what the horizontal axis shows")
  static let y = Parameter.labelled("y", .text, summary: "what the vertical axis, or that of bars, shows")
  static let log = Parameter.labelled("log", .choice(of: LogAxes.self), summary: "which axes are spaced by ratios")
}

extension PlottingCommands {
  /// `plot`: draws numbers, comparisons and curves.
  static func plot(_ style: PlotStyle) -> Command {
    let width = Parameter.labelled("width", .integer(20...1000), summary: "columns, instead of all there are")
    let height = Parameter.labelled("height", .integer(8...1000), summary: "rows of a drawing of lines")
    return Command(
      "plot", topic: topic, summary: "draws numbers as lines or bars, a comparison, learning curves, or an inspection",
      details: """
        A list of numbers is a line over 0, 1, 2 …; a list of pairs 5 => 0.2 is one
        over the numbers in front. Several such lists in a list are several lines,
        each with its letter. Pairs of a text and a number are bars.

        `log:` spaces an axis by ratios instead of differences. The fields `.svg`,
        `.csv` and `.summary` are the plot as an image, as numbers and as a sentence.
        """,
      parameters: [
        Parameters.numbers, Parameters.labels, Parameters.title, Parameters.x, Parameters.y, Parameters.log, width,
        height,
      ],
      examples: [
        Example(
          "plot [none => 0, prompt => 0.39, soft => 0.41] y: \"exact match\" width: 44",
          prints: """
            none   0.00 │
            prompt 0.39 │████████████████████▏
            soft   0.41 │█████████████████████▏
                        └┬─────────┬──────────┬────────┬
                        0.0       0.2        0.4     0.6
                                   exact match
            """),
        Example(
          "plot [[5 => 0.1, 20 => 0.3, 100 => 0.4], [5 => 0.2, 20 => 0.2, 100 => 0.3]] labels: [soft, lora]"
            + " log: x width: 44 height: 10",
          prints: """
            0.4 ┤                               ⣀⣀⡠⠤⠔⠒⠒A
                │                      ⣀⣀⠤⠤⠔⠒⠊⠉⠉
            0.3 ┤                ⣀⠤A⠊⠉⠉           ⢀⣀⡠⠤⠤B
                │            ⣀⠤⠒⠉        ⣀⣀⡠⠤⠔⠒⠒⠉⠉⠁
            0.2 ┤B⠤⠤⠤⠤⠤⠤⠤⣤⠤⠶⠭⠤⠤⠤⠤⠤⠤B⠔⠒⠒⠉⠉
                │    ⣀⠤⠒⠉
            0.1 ┤A⠤⠒⠉
                └─────────┬────────────────────────────┬
                         10                          100
            A soft   B lora
            """),
      ]
    ) { arguments, _ in
      .object(
        PlotObject(
          try arguments.plot(), style: style, width: try arguments[width],
          height: try arguments[height]))
    }
  }
}

/// The axes that are spaced by ratios.
private enum LogAxes: String, CaseIterable {
  case x, y, both
}

/// What can be drawn.
private enum Plotted {
  case object(any PlottableObject)
  case list([Value])
}

extension ArgumentType where Argument == Plotted {
  fileprivate static var plotted: ArgumentType {
    let number = ParameterType.number()
    // A point of a line, or a bar.
    let pair = ParameterType.pair(key: .oneOf([.number(), .text]), value: .number())
    let list = ParameterType.list(of: .oneOf([number, pair, .list(of: .oneOf([number, pair]))]))
    let objects = ParameterType.object([
      "comparison", "curve", "experiment", "score matrix", "attention matrix", "inspection",
    ])
    return ArgumentType(.oneOf([list, objects])) { value in
      value.list.map { .list($0) } ?? (value.object as? any PlottableObject).map { .object($0) }
    }
  }
}

extension Arguments {
  /// What is to be drawn, with the titles and axes that were asked for.
  fileprivate func plot() throws -> Plot {
    var plot =
      switch try self[Parameters.numbers] {
      case .object(let object): object.plot
      case .list(let items): try self.plot(items)
      }
    if let title = try self[Parameters.title] { plot.title = title }
    let (x, y, log) = (try self[Parameters.x], try self[Parameters.y], try self[Parameters.log])
    switch plot.content {
    case .lines(let lines, var xAxis, var yAxis):
      xAxis.label = x ?? xAxis.label
      yAxis.label = y ?? yAxis.label
      if log == .x || log == .both { xAxis.spacing = .logarithmic }
      if log == .y || log == .both { yAxis.spacing = .logarithmic }
      plot.content = .lines(lines, x: xAxis, y: yAxis)
    case .bars(let bars, var categories, var values):
      if log == .x || log == .both {
        throw mistake("bars have one axis of numbers: `log: y` is for it", at: Parameters.log)
      }
      categories = x ?? categories
      values.label = y ?? values.label
      if log == .y { values.spacing = .logarithmic }
      plot.content = .bars(bars, categories: categories, values: values)
    case .matrix: break
    }
    return plot
  }

  private func plot(_ items: [Value]) throws -> Plot {
    if items.isEmpty { throw mistake("there is nothing to plot: the list is empty", at: Parameters.numbers) }
    if let bars = all(items, Bar.init) {
      if has(Parameters.labels) {
        throw mistake("`labels:` names lines, and bars have their names", at: Parameters.labels)
      }
      return Plot(title: "", .bars(bars, categories: "", values: Axis("")))
    }
    let lists = all(items, \.list) ?? [items]
    // An only line needs no name.
    let usual = lists.count == 1 ? [""] : (1...lists.count).map { "line \($0)" }
    let names = try labels(Parameters.labels, or: usual, of: "line", areDistinct: false)
    let lines = try zip(names, lists).map { name, items in
      guard let points = [Point](items) else {
        throw mistake(
          "a line is a list of numbers, or a list of pairs of numbers, not of both", at: Parameters.numbers)
      }
      return Line(name, points)
    }
    return Plot(title: "", .lines(lines, x: Axis(""), y: Axis("")))
  }
}

/// What `convert` makes of the items, or nil when one of them can't be converted.
private func all<Result>(_ items: [Value], _ convert: (Value) -> Result?) -> [Result]? {
  let converted = items.compactMap(convert)
  return converted.count == items.count ? converted : nil
}

extension Bar {
  /// The bar of a pair of a text and a number.
  fileprivate init?(_ value: Value) {
    guard let pair = value.pair, let name = pair.key.text, let number = pair.value?.number else { return nil }
    self.init("", category: name, value: number)
  }
}

extension [Point] {
  /// The points of numbers, counted from 0 as the items of a list are, or of pairs of numbers.
  fileprivate init?(_ items: [Value]) {
    if let numbers = all(items, \.number) {
      self = numbers.enumerated().map { Point(x: Double($0.offset), y: $0.element) }
    } else {
      let points = all(items) { item -> Point? in
        guard let pair = item.pair, let x = pair.key.number, let y = pair.value?.number else { return nil }
        return Point(x: x, y: y)
      }
      guard let points else { return nil }
      self = points
    }
  }
}
