import TestSupport
import Testing

@testable import Script

/// One mistake a case: what is typed, and what is printed.
@Suite struct DiagnosticTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let source: String
    let message: String
    let column: Int
    let suggestion: String?
    var line = 1

    init(_ source: String, _ message: String, _ column: Int, _ suggestion: String? = nil, line: Int = 1) {
      self.source = source
      self.message = message
      self.column = column
      self.suggestion = suggestion
      self.line = line
    }
    var testDescription: String { source }
  }

  static let mistakes: [Mistake] = [
    // Arguments
    Mistake(
      "let v = vector 1\ntune prompt on: $v lenght: 8", "`tune prompt` has no option `lenght:`", 20,
      "did you mean `length:`?", line: 2),
    Mistake("count [] to: 3", "`count` has no option `to:`", 10, "a text that ends in `:` needs quotes"),
    Mistake("ask a wiht: 3", "`ask` has no option `wiht:`", 7, "did you mean `with:`?"),
    Mistake("ask a zzz: 3", "`ask` has no option `zzz:`", 7, "it has `with:` and `top:`"),
    Mistake("ask text: a", "`text` of `ask` is given by its position", 5, "leave the label out"),
    Mistake("ask", "`ask` needs a text: what to go on from", 1, "usage: ask TEXT [with: $vector] [top: NUMBER]"),
    Mistake(
      "tune lora on: 3", "`tune lora` has no option `on:`", 11, "a text that ends in `:` needs quotes"),
    Mistake(
      "let v = vector 1\ntune prompt on: $v length: eight",
      "`length:` takes a whole number from 1 to 512, not the text \"eight\"", 28, line: 2),
    Mistake(
      "let v = vector 1\ntune prompt on: $v length: 0.5",
      "`length:` takes a whole number from 1 to 512, not the number 0.5", 28, line: 2),
    Mistake(
      "let v = vector 1\ntune prompt on: $v length: 900",
      "`length:` takes a whole number from 1 to 512, not the number 900", 28, line: 2),
    Mistake(
      "let v = vector 1\ntune prompt on: $v rate: 2", "`rate:` takes a number from 0 to 1, not the number 2", 26,
      line: 2),
    Mistake(
      "let v = vector 1\ntune prompt on: $v to: htm", "`to:` takes `html` or `ipynb`, not the text \"htm\"", 24,
      "did you mean `html`?", line: 2),
    Mistake(
      "let v = vector 1\ntune prompt on: $v exact: perhaps", "`exact:` takes true or false, not the text \"perhaps\"",
      27, line: 2),
    Mistake("tune prompt on: cheese", "`on:` takes a vector, not the text \"cheese\"", 17),
    Mistake("ask a with: [1]", "`with:` takes a vector or an adaptation, not a list", 13),
    Mistake("pairs bread", "`examples` takes a list of pairs, not the text \"bread\"", 7),
    Mistake(
      "pairs [a => b, c]", "`examples` takes a list of pairs, not the text \"c\" where a pair is wanted", 16),
    Mistake(
      "pairs [a => b, c => [d]]", "`examples` takes a list of pairs, not a list where a text is wanted", 21),
    Mistake("ask (1 + 2)", "`text` takes a text, not the number 3", 5),
    Mistake(
      "ask ice cream", "`ask` takes one argument, and this is a second", 9, "a text of several words needs quotes"),
    Mistake("count [1] + 2", "`count` takes one argument, and this is a second", 11, "put a calculation in brackets"),
    Mistake("take [1] 1 2", "`take` takes 2 arguments, and this is one more", 12),
    Mistake("vars now", "`vars` takes no arguments", 6),
    Mistake("ask a top:5", "a space is missing after `top:`", 7, "write top: 5"),
    Mistake("ask a top: 5 top: 6", "`top:` is given twice", 14),
    Mistake("ask a top:", "the value of `top:` is missing here", 11),
    Mistake("ask a top: with: 3", "the value of `top:` is missing before `with:`", 12),
    Mistake("blame a at: b", "this is to blame", 13),
    Mistake("blame a", "this is to blame", 1),
    // Names
    Mistake("prnt 3", "there is no command `prnt`", 1, "did you mean `print`?"),
    Mistake("let cheese = brie", "there is no command `brie`", 14, "a text on its own needs quotes: \"brie\""),
    Mistake("xyzzy 3", "there is no command `xyzzy`", 1, "`help` lists the commands"),
    Mistake("tune", "`tune` needs a second word: `prompt` or `lora`", 1),
    Mistake("tune promt", "`tune` needs a second word: `prompt` or `lora`", 6, "did you mean `tune prompt`?"),
    Mistake(
      "let french = 1\nfrench", "there is no command `french`", 1, "a variable is used with its `$`: $french", line: 2),
    Mistake("let french = 1\n$frnech", "there is no variable `$frnech`", 1, "did you mean `$french`?", line: 2),
    Mistake("$count", "there is no variable `$count`", 1, "a command is called without `$`"),
    Mistake(
      "let longer = 1\n$longer-20", "there is no variable `$longer-20`", 1, "a subtraction needs spaces: $longer - 20",
      line: 2),
    Mistake("$_", "there is no last result yet", 1),
    Mistake("(vector 1 2).lenght", "a vector has no field `.lenght`", 13, "did you mean `.length`?"),
    Mistake("(vector 1 2).size", "a vector has no field `.size`", 13, "it has `.length` and `.first`"),
    Mistake("\"a\".b", "a space is missing before `.b`", 4),
    Mistake("let x = 3\n$x.y", "the number 3 has no field `.y`", 3, line: 2),
    Mistake("def print a { }", "`print` is a command of the language already", 5, "choose another name"),
    Mistake("def tune a { }", "`tune` is a command of the language already", 5, "choose another name"),
    // Values
    Mistake("1 / 0", "division by zero", 3),
    Mistake("1e308 * 10", "the result is too large for a number", 7),
    Mistake("1 + \"a\"", "`+` does not combine the number 1 and the text \"a\"", 3),
    Mistake("1 @ 2", "`@` does not combine the number 1 and the number 2", 3),
    Mistake("(vector 1) + (vector 1 2)", "a vector of 1 and one of 2 cannot be added", 12),
    Mistake("(vector 1) / (vector 1)", "`/` does not combine a vector and a vector", 12),
    Mistake("1 < \"a\"", "`<` compares two numbers or two texts, not the number 1 and the text \"a\"", 3),
    Mistake("1 and true", "`and` takes true or false, not the number 1", 1),
    Mistake("not 3", "`not` takes true or false, not the number 3", 5),
    Mistake("if 3 { }", "`if` takes true or false, not the number 3", 4),
    Mistake("for x in 3 { }", "`for` goes over a list, not the number 3", 10),
    Mistake("-\"a\"", "`-` needs a value before it", 1),
    Mistake("let x = [1, 2]\n$x[2]", "there is no element 2", 3, "it has 2, from 0 to 1", line: 2),
    Mistake("let x = [1, 2]\n$x[-3]", "there is no element -3", 3, "it has 2, from 0 to 1", line: 2),
    Mistake("let x = [1, 2]\n$x[0.5]", "an index is a whole number, not the number 0.5", 3, line: 2),
    Mistake("let x = 3\n$x[0]", "the number 3 has no elements to choose with `[…]`", 3, line: 2),
    Mistake("undo", "there is nothing left to take back", 1),
    // Grammar
    Mistake("let = 3", "the name to bind is missing before `=`", 5),
    Mistake("let a.b = 3", "`a.b` is no name", 5, "letters, digits, `-` and `_` make a name"),
    Mistake("let x=3", "`x=3` is no name", 5, "put spaces around the `=`"),
    Mistake("let $x = 3", "a name is given without `$`", 5, "write x"),
    Mistake("let x 3", "`=` is missing before `3`", 7, "write let x = …"),
    Mistake("let x =", "a value is missing here", 8),
    Mistake("let", "the name to bind is missing here", 4),
    Mistake("x = 3", "`x = …` binds nothing", 1, "write let x = …"),
    Mistake("for x [1] { }", "`in` is missing before `[`", 7, "write for x in $list { … }"),
    Mistake("for x in [1]", "the block to repeat is missing here", 13, "write { … }"),
    Mistake(
      "for x in vector 1 { }", "`for` goes over a list, not the word `vector`", 10,
      "put a command in brackets: (vector …)"),
    Mistake("if true", "the block of `if` is missing here", 8, "write { … }"),
    Mistake("else { }", "this `else` belongs to no `if`", 1, "it follows the `}` on its line"),
    Mistake("def if { }", "`if` starts a statement, so no command can have this name", 5),
    Mistake("def f a a { }", "`a` is a parameter already", 9),
    Mistake("let x = if true { 1 }", "`if` starts a statement and gives no value", 9),
    Mistake("1 +", "a value is missing here", 4),
    Mistake("+ 1", "`+` needs a value before it", 1),
    Mistake("1 2", "an operator is missing before `2`", 3),
    Mistake("3 -1", "an operator is missing before `-1`", 3, "operators stand between spaces: - 1"),
    Mistake("1 + count [1]", "an operator is missing before `[`", 11, "put a command in brackets: (count …)"),
    Mistake("1 + not true", "`not` binds less tightly than what comes before it", 5, "write (not …)"),
    Mistake("print 1 | $x", "`|` passes its value to a command, and `$x` is none", 11),
    Mistake("| count", "a value is missing before `|`", 1),
    Mistake("()", "a value is missing before this `)`", 2),
    Mistake("count [1 2]", "a comma is missing between these numbers", 8),
    Mistake("count [a \"b\"]", "a comma is missing before `\"b\"`", 10),
    Mistake("count [a; b]", "a comma is missing before `;`", 9),
    Mistake("count [, a]", "an item is missing before `,`", 8),
    Mistake("count [a =>]", "the value of this pair is missing before this `]`", 12, "write ? for a blank"),
    Mistake("print a => b", "`=>` only stands in a list", 9, "write [bread => pain]"),
    Mistake(
      "print hello, world", "a comma only stands between the items of a list", 12, "put a text with a comma in quotes"),
    Mistake("print 3)", "nothing is open that this `)` could close", 8),
    Mistake("(print 3]", "`)` is missing before this `]`", 9),
    Mistake("print a(b)", "a space is missing before `(`", 8),
    Mistake("print \"a\"\"b\"", "a space is missing before `\"b\"`", 10),
    Mistake("{ print 3 }", "a block comes after `for`, `if`, `def` or a command", 1),
    // Words
    Mistake("print $", "a name must follow the `$`", 7, "a text with a `$` needs quotes: '$5'"),
    Mistake("print $5", "a name must follow the `$`", 7, "a text with a `$` needs quotes: '$5'"),
    Mistake("print \"abc", "this text is not closed on its line", 7, "end it with \", or use \"\"\" for several lines"),
    Mistake("print 'abc\n'", "this text is not closed on its line", 7, "end it with ', or use ''' for several lines"),
    Mistake("print “abc”", "`“` is not a quotation mark of the language", 7, "use \" or '"),
    Mistake("print \"a\\q\"", "there is no escape `\\q`", 9, "write \\\\ for a backslash, or use '…'"),
    Mistake(
      "print \"\\u{d800}\"", "`\\u{d800}` is no character", 8, "write its Unicode number in hexadecimal: \\u{e9}"),
    Mistake("print \"\\u{e9\"", "`\\u{e9` is no character", 8, "write its Unicode number in hexadecimal: \\u{e9}"),
    Mistake("print \"$(count [1]\"", "this `$(` is never closed", 8, "write \\$ for a dollar sign"),
    Mistake("print \"$()\"", "there is nothing in this `$()`", 8),
    Mistake("print \"$nobody\"", "there is no variable `$nobody`", 8),
    Mistake("help asc", "there is no command and no topic `asc`", 6, "did you mean `ask`?"),
  ]

  @Test(arguments: mistakes) func sayWhatIsWrongAndWhere(_ mistake: Mistake) throws {
    let session = Session(registry: Registry(testCommands), host: TestHost())
    let diagnostic = #expect(throws: Diagnostic.self) { try session.run(SourceText(mistake.source)) }
    let found = try #require(diagnostic)
    #expect(found.message == mistake.message)
    #expect(found.span.column == mistake.column)
    #expect(found.span.line == mistake.line)
    #expect(found.suggestion == mistake.suggestion)
    #expect(found.kind == .mistake)
  }
}
