import Gradients
import Script
import Tensors

extension TensorCommands {
  /// Whether a block of `gradient` is running.
  @TaskLocal private static var isTracing = false

  /// `gradient`: how fast a number that a block computes changes with its variables.
  static var gradient: Command {
    let block = Parameter.positional("block", .block, summary: "what computes the number")
    let variable = ArgumentType<String>.name(of: "variable") { $0.bindings.variables.keys.sorted() }
    let variables = Parameter.labelled(
      "for", .oneOrSeveral(variable), .required,
      summary: "the variable to differentiate by, without its `$`, or several in a list")
    return Command(
      "gradient", topic: topic, summary: "differentiates what a block computes",
      details: """
        The block gives one number. Its gradient says how fast that number changes with a variable: a number for a number,
        a tensor of the same shape for a tensor, 0 for what it does not depend on. Several variables give a record.

        The block can do what is done outside of it: + - * / @, indices, the commands for tensors, `if`, `for` and commands
        of your own. Its variables are 32-bit floats, also the numbers. What it binds is gone afterwards.
        Where a slope jumps, as that of `relu` or `abs` at 0, the gradient is 0.
        """,
      parameters: [block, variables],
      examples: [
        Example("let x = tensor [1, 2, 3]\ngradient { sum ($x * $x) } for: x", prints: "vector of 3\n2  4  6"),
        Example(
          "def loss w b { power ($w * 3 + $b - 1) 2 }\nlet w = 2\nlet b = 1\ngradient { loss $w $b } for: [w, b]",
          prints: "w  36\nb  12"),
      ]
    ) { arguments, context in
      guard !isTracing else {
        throw context.mistake(
          "a gradient cannot be differentiated again", suggestion: "compute it outside of the block")
      }
      let names = try arguments[variables]
      if names.items.isEmpty {
        throw arguments.mistake("a gradient needs a variable to differentiate by", at: variables)
      }
      let leaves = try names.items.map { name in
        guard let value = context.variable(name) else {
          throw arguments.mistake(
            "there is no variable `$\(name)`", at: variables, suggestion: didYouMean(name, among: context.variableNames)
          )
        }
        guard value.number != nil || value.list != nil || value.object is TensorObject else {
          throw arguments.mistake(
            "a gradient is with respect to numbers, and `$\(name)` is \(value.described)", at: variables)
        }
        return try arguments.blaming(variables) { Variable.leaf(try Variable(value).value) }
      }
      let traced = Dictionary(zip(names.items, leaves.map { Value($0) })) { _, last in last }
      let code = try arguments[block]
      let result = try $isTracing.withValue(true) { try context.run(code, with: traced) }
      guard let loss = try arguments.blaming(block, { try number(result) }) else {
        throw arguments.mistake(noNumber(result), at: block, suggestion: suggestion(for: result))
      }
      let found = try gradients(of: loss, for: leaves, check: context.host.checkCancelled)
      guard names.isList else { return Value(found[0]) }
      return .record(Record(Array(zip(names.items, found.map { Value($0) }))))
    }
  }

  /// The one number that a block has given; nil when it has given something else. Throws `TensorError`.
  private static func number(_ result: Value) throws -> Variable? {
    let isNumber = result.number != nil || (result.object as? TensorObject)?.tensor.count == 1
    return isNumber ? try Variable(result) : nil
  }

  private static func noNumber(_ result: Value) -> String {
    let shape = (result.object as? TensorObject)?.tensor.shape
    return "a gradient is that of one number, and the block gives \(shape?.withArticle ?? result.described)"
  }

  private static func suggestion(for result: Value) -> String? {
    if case .nothing = result { return "end it with the value to differentiate" }
    return result.object is TensorObject ? "`sum` or `mean` makes one number of it" : nil
  }
}
