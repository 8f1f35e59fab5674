import Lessons
import Script

/// An exercise's cell on the way to being filled, and what a line that is typed at it means.
///
/// A student may type what belongs into the blank, the whole line around it, or the whole cell. Everything else is
/// tried out, and can be made the answer afterwards.
struct ExerciseSheet: Equatable {
  enum Reading: Equatable {
    /// Part of the answer: the cell with it.
    case filled(ExerciseSheet)
    /// Nothing of the cell. Put into the blank it would make the cell that `filling` holds, if it can stand there.
    case other(filling: ExerciseSheet?)
  }

  /// The cell, with the blanks that are left.
  let text: String

  var hasBlank: Bool { text.contains(Exercise.blank) }

  /// What `input` means; `isStatement` tells whether a text can be run on its own.
  func read(_ input: String, isStatement: (String) -> Bool) -> Reading {
    let input = input.trimmed
    if let filled = replacingLine(by: input) ?? replacingStatements(by: input) { return .filled(filled) }
    guard isStatement(input) else { return .filled(replacingBlank(by: input)) }
    let outline = (try? Program(parsing: SourceText(input)))?.outline ?? []
    guard outline.count == 1, outline[0].names.isEmpty else { return .other(filling: nil) }
    // Brackets let a command or a pipeline stand wherever a value can.
    let filled = replacingBlank(by: input.contains(where: \.isWhitespace) ? "(\(input))" : input)
    let isSound = filled.hasBlank || (try? Program(parsing: SourceText(filled.text))) != nil
    return .other(filling: isSound ? filled : nil)
  }

  /// The sheet with `input` instead of the line that has the first blank, when it begins and ends as that does.
  private func replacingLine(by input: String) -> ExerciseSheet? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard !input.contains("\n"), let place = lines.firstIndex(where: { $0.contains(Exercise.blank) }) else {
      return nil
    }
    let parts = lines[place].components(around: Exercise.blank)
    let (first, last) = (parts[0].trimmed, parts[parts.count - 1].trimmed)
    guard !first.isEmpty, input.hasPrefix(first), input.dropFirst(first.count).hasSuffix(last) else { return nil }
    lines[place] = lines[place].prefix { $0.isWhitespace } + input
    return ExerciseSheet(text: lines.joined(separator: "\n"))
  }

  /// The sheet with `input` instead of the statements that have a blank, when it gives their names a meaning; what it
  /// says besides is not said twice.
  private func replacingStatements(by input: String) -> ExerciseSheet? {
    guard let names = (try? Program(parsing: SourceText(input)))?.names, !names.isEmpty,
      let statements = (try? Program(parsing: SourceText(text)))?.outline
    else { return nil }
    let blanks = statements.filter { $0.text.contains(Exercise.blank) }
    guard blanks.contains(where: { !$0.names.isDisjoint(with: names) }) else { return nil }
    var texts: [String] = []
    var isPlaced = false
    for statement in statements {
      let isSaid = !statement.names.isEmpty && statement.names.isSubset(of: names)
      guard isSaid else {
        texts.append(statement.text)
        continue
      }
      if !isPlaced, statement.text.contains(Exercise.blank) {
        texts.append(input)
        isPlaced = true
      }
    }
    return isPlaced ? ExerciseSheet(text: texts.joined(separator: "\n")) : nil
  }

  /// The sheet with `input` in its first blank. Brackets or quotes that stand around the blank already are not doubled.
  private func replacingBlank(by input: String) -> ExerciseSheet {
    guard let blank = text.firstRange(of: Exercise.blank) else { return self }
    var filling = input[...]
    if let before = text[..<blank.lowerBound].last, let after = text[blank.upperBound...].first,
      filling.count > 1, filling.first == before, filling.last == after,
      ["\"\"", "''", "[]", "()", "{}"].contains("\(before)\(after)")
    {
      let inner = filling.dropFirst().dropLast()
      if !inner.contains(before), !inner.contains(after) { filling = inner }
    }
    return ExerciseSheet(text: String(text[..<blank.lowerBound] + filling + text[blank.upperBound...]))
  }
}

extension String {
  /// What stands in front of, between and behind all places of `separator`.
  fileprivate func components(around separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}
