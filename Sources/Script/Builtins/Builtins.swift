/// The commands that know nothing but the language. Each of them stands in a file of its own.
enum Builtins {
  static let all: [Command] = [help, print, count, take, vars, undo, time, seed]

  static let languageTopic = "Language"
}
