import Script

/// A text of the language with its parts marked for the style sheet, which has a class for each kind but the plain.
func highlighted(_ text: String) -> HTML {
  SyntaxRun.runs(of: text).map { run in
    run.kind == .plain ? HTML(text: run.text) : .element("span", ["class": run.kind.rawValue], HTML(text: run.text))
  }.joined()
}
