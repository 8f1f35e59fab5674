/// Finds the candidates at the end of a text.
struct Completer {
  private let source: SourceText
  private let session: Session
  private let tokens: [Token]

  init(_ source: SourceText, _ session: Session) {
    self.source = source
    self.session = session
    tokens = Lexer.tokens(of: source).dropLast()
  }

  func complete() -> Completion {
    guard let last = tokens.last, last.span.range.upperBound == source.bytes.count else {
      return completion(from: source.bytes.count, words(before: tokens[...], typed: ""))
    }
    let before = tokens.dropLast()
    switch last.kind {
    case .variable: return completion(from: last.span.range.lowerBound, variables)
    case .field: return completion(from: last.span.range.lowerBound + 1, fields(before))
    case .word where last.isAttached && last.span.text == ".":
      return completion(from: source.bytes.count, fields(before))
    case .word: return word(last, before)
    case .invalid: return insideText(last)
    case .text, .close: return completion(from: source.bytes.count, [])
    default: return completion(from: source.bytes.count, words(before: tokens[...], typed: ""))
    }
  }

  /// The candidates that go on as the text from `start` does.
  private func completion(from start: Int, _ candidates: [Completion.Candidate]) -> Completion {
    let typed = source.text(in: start..<source.bytes.count)
    return Completion(start: start, candidates: candidates.filter { $0.text.hasPrefix(typed) })
  }

  private func word(_ token: Token, _ before: ArraySlice<Token>) -> Completion {
    let text = token.span.text
    let start = token.span.range.lowerBound
    if text.hasPrefix("?"), TypedStage(endOf: Array(before)).tokens.isEmpty {
      return completion(from: start + text.prefix(3).prefix { $0 == "?" }.count, commands(session.commands.map(\.name)))
    }
    return completion(from: start, words(before: before, typed: text))
  }

  /// A text whose quotes are still open, or a lone `$`: only a variable can be told.
  private func insideText(_ token: Token) -> Completion {
    let end = source.bytes.count
    guard let dollar = source.bytes.lastIndex(of: UInt8(ascii: "$")), dollar >= token.span.range.lowerBound,
      dollar + 1 + Lexer(source).lengthOfName(at: dollar + 1) == end
    else { return completion(from: end, []) }
    return completion(from: dollar, variables)
  }

  // MARK: Names

  private var variables: [Completion.Candidate] {
    let names = Set(session.bindings.variables.keys).union(namesGivenInText)
    return names.sorted().map { Completion.Candidate("$" + $0, .variable) }
  }

  /// The names that the text itself binds, with `let`, `for` or as parameters of a `def`.
  private var namesGivenInText: [String] {
    let words = tokens.map { token in if case .word = token.kind { token.span.text } else { "" } }
    var names: [String] = []
    for index in words.indices {
      if ["let", "for"].contains(words[index]), index + 1 < words.count { names.append(words[index + 1]) }
      if words[index] == "def" { names += words[(index + 1)...].dropFirst().prefix { !$0.isEmpty } }
    }
    return names.filter { !$0.isEmpty }
  }

  /// The fields of the value whose variable and fields stand at the end of `before`.
  private func fields(_ before: ArraySlice<Token>) -> [Completion.Candidate] {
    var path: [String] = []
    for token in before.reversed() {
      let name = String(token.span.text.dropFirst())
      switch token.kind {
      case .field: path.append(name)
      case .variable:
        let value = path.reversed().reduce(session.bindings[name]) { value, field in
          (try? value?.field(field)).flatMap { $0 }
        }
        return (value?.fieldNames ?? []).map { Completion.Candidate($0, .field) }
      default: return []
      }
    }
    return []
  }

  private func commands(_ names: [String]) -> [Completion.Candidate] {
    names.sorted().map { Completion.Candidate($0, .command) }
  }

  // MARK: Words of a stage

  /// The words other than commands with which a stage can start.
  private static let keywords = Keyword.allCases.map(\.rawValue) + ["not", "true", "false"]

  /// What a word behind `before` can be.
  private func words(before: ArraySlice<Token>, typed: String) -> [Completion.Candidate] {
    let stage = TypedStage(endOf: Array(before))
    let words = stage.words
    guard let first = words.first else {
      if stage.bracket == .square, !isIndex(before) { return [] }
      return commands(session.commands.map(\.name)) + Self.keywords.map { Completion.Candidate($0, .keyword) }
    }
    switch first {
    case "let", "def": return []
    case "for": return words.count == 2 ? [Completion.Candidate("in", .keyword)] : []
    default: break
    }
    let secondWords = session.registry.secondWords(after: first)
    let twoWordCommand = words.count > 1 ? session.command(named: first + " " + words[1]) : nil
    let seconds = words.count == 1 ? commands(secondWords) : []
    guard let command = twoWordCommand ?? session.command(named: first) else { return seconds }
    let given = Array(words.dropFirst(twoWordCommand == nil ? 1 : 2))
    let isPiped = isPiped(before, stage)
    return seconds + arguments(of: command, given, isPiped: isPiped, typed: typed)
  }

  /// Whether the `[` that is open at the end of `before` stands directly behind a value.
  private func isIndex(_ before: ArraySlice<Token>) -> Bool {
    guard let last = before.last, case .open(.square) = last.kind else { return false }
    return last.isAttached
  }

  private func isPiped(_ before: ArraySlice<Token>, _ stage: TypedStage) -> Bool {
    guard let first = stage.tokens.first,
      let index = before.lastIndex(where: { $0.span.range.upperBound <= first.span.range.lowerBound })
    else { return false }
    if case .pipe = before[index].kind { return true }
    return false
  }

  private func arguments(
    of command: Command, _ given: [String], isPiped: Bool, typed: String
  ) -> [Completion.Candidate] {
    let labels = given.filter { $0.hasSuffix(":") && $0.count > 1 }
    if let label = given.last, label.hasSuffix(":"), label.count > 1 {
      let parameter = command.parameters.first { $0.place == .labelled && $0.name + ":" == label }
      return parameter.map { candidates($0.type, typed) } ?? []
    }
    let positionals = command.parameters.filter { $0.place != .labelled }
    let position = given.count - 2 * labels.count + (isPiped ? 1 : 0)
    let isRest = positionals.last?.place == .rest
    let parameter = position < positionals.count ? positionals[position] : isRest ? positionals.last : nil
    let unused = command.parameters.filter { $0.place == .labelled && !labels.contains($0.name + ":") }
    return (parameter.map { candidates($0.type, typed) } ?? [])
      + unused.map { Completion.Candidate($0.name + ":", .label, display: "\($0.name): \($0.summary)") }
  }

  /// What an argument of the given type can be.
  private func candidates(_ type: ParameterType, _ typed: String) -> [Completion.Candidate] {
    switch type {
    case .boolean: ["true", "false"].map { Completion.Candidate($0, .choice) }
    case .choice(let choices): choices.map { Completion.Candidate($0, .choice) }
    case .name(_, let names): names(session).map { Completion.Candidate(word(for: $0), .name, display: $0) }
    case .file: files(typed)
    case .oneOf(let types): types.flatMap { candidates($0, typed) }
    case .object(let typeNames):
      variables.filter { candidate in
        session.bindings[String(candidate.text.dropFirst())].map { typeNames.contains($0.typeName) } ?? false
      }
    case .any, .number, .integer, .text, .list, .pair, .record, .block: []
    }
  }

  private func files(_ typed: String) -> [Completion.Candidate] {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    guard let names = try? session.host.names(inFolder: folder.isEmpty ? "." : folder) else { return [] }
    let showsHidden = typed.dropFirst(folder.count).hasPrefix(".")
    return names.sorted().filter { showsHidden || !$0.hasPrefix(".") }.map {
      Completion.Candidate(word(for: folder + $0), .file, display: $0)
    }
  }

  /// `name` as it is typed: in quotes where a bare word would be read as something else.
  private func word(for name: String) -> String {
    let tokens = Lexer.tokens(of: SourceText(name))
    if tokens.count == 2, case .word = tokens[0].kind { return name }
    return name.contains("'") ? quoted(name) : "'\(name)'"
  }
}
