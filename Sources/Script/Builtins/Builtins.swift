/// The commands that know nothing but the language.
enum Builtins {
  /// Each of them stands in a file of its own.
  static let all: [Command] = []
}
