import Plots
import Script

extension ComparingCommands {
  /// `plot`: draws numbers, comparisons and curves.
  static func plot(_ style: PlotStyle) -> Command {
    Command(
      "plot", topic: topic, summary: "draws numbers as lines or bars, a comparison, or learning curves",
      details: """
        A list of numbers is a line over 0, 1, 2 …; a list of pairs 5 => 0.2 is one
        over the numbers in front. Several such lists in a list are several lines,
        each with its letter. Pairs of a text and a number are bars.

        `log:` spaces an axis by ratios instead of differences. The fields `.svg`,
        `.csv` and `.summary` are the plot as an image, as numbers and as a sentence.
        """,
      parameters: [
        .positional("numbers", numbers, summary: "a list of numbers or pairs, several of them, or a comparison"),
        .labelled("labels", .list(of: .text), summary: "what the lines are called"),
        .labelled("title", .text, summary: "a heading"),
        .labelled("x", .text, summary: "what the horizontal axis shows"),
        .labelled("y", .text, summary: "what the vertical axis, or that of bars, shows"),
        .labelled("log", .choice(["x", "y", "both"]), summary: "which axes are spaced by ratios"),
        .labelled("width", .integer(20...1000), summary: "columns, instead of all there are"),
        .labelled("height", .integer(8...1000), summary: "rows of a drawing of lines"),
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
          try arguments.plot(), style: style, width: try arguments.optionalInteger("width"),
          height: try arguments.optionalInteger("height")))
    }
  }

  private static let numbers = ParameterType.oneOf([
    .list(of: .oneOf([number, pair, .list(of: .oneOf([number, pair]))])),
    .object(["comparison", "curve", "forgetting", "matrix of scores", "attention"]),
  ])
  private static let number = ParameterType.number()
  /// A point of a line, or a bar.
  private static let pair = ParameterType.pair(key: .oneOf([.number(), .text]), value: .number())
}

extension Arguments {
  /// What is to be drawn, with the titles and axes that were asked for.
  fileprivate func plot() throws -> Plot {
    var plot = try (value("numbers")?.object as? any PlottableObject)?.plot ?? plotOfList()
    if let title = try optionalText("title") { plot.title = title }
    let (x, y, log) = (try optionalText("x"), try optionalText("y"), try optionalText("log"))
    switch plot.content {
    case .lines(let lines, var xAxis, var yAxis):
      xAxis.label = x ?? xAxis.label
      yAxis.label = y ?? yAxis.label
      if log == "x" || log == "both" { xAxis.spacing = .logarithmic }
      if log == "y" || log == "both" { yAxis.spacing = .logarithmic }
      plot.content = .lines(lines, x: xAxis, y: yAxis)
    case .bars(let bars, var categories, var values):
      if log == "x" || log == "both" { throw mistake("bars have one axis of numbers: `log: y` is for it", at: "log") }
      categories = x ?? categories
      values.label = y ?? values.label
      if log == "y" { values.spacing = .logarithmic }
      plot.content = .bars(bars, categories: categories, values: values)
    case .matrix: break
    }
    return plot
  }

  private func plotOfList() throws -> Plot {
    let items = try list("numbers")
    if items.isEmpty { throw mistake("there is nothing to plot: the list is empty", at: "numbers") }
    if let bars = all(items, Bar.init) {
      if value("labels") != nil { throw mistake("`labels:` names lines, and bars have their names", at: "labels") }
      return Plot(title: "", .bars(bars, categories: "", values: Axis("")))
    }
    let lists = all(items, \.list) ?? [items]
    let lines = try zip(try names(of: lists.count), lists).map { name, items in
      guard let points = [Point](items) else {
        throw mistake("a line is a list of numbers, or a list of pairs of numbers, not of both", at: "numbers")
      }
      return Line(name, points)
    }
    return Plot(title: "", .lines(lines, x: Axis(""), y: Axis("")))
  }

  /// What lines are called: as `labels:` says, else by their numbers, and an only one not at all.
  private func names(of count: Int) throws -> [String] {
    guard let labels = try optionalList("labels") else {
      return count == 1 ? [""] : (1...count).map { "line \($0)" }
    }
    guard labels.count == count else {
      let lines = count == 1 ? "is one line" : "are \(count) lines"
      throw mistake("there \(lines), but \(labels.count == 1 ? "one label" : "\(labels.count) labels")", at: "labels")
    }
    return labels.compactMap(\.text)
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
