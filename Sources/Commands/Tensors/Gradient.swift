import Gradients
import Script
import Tensors

extension TensorCommands {
  /// Whether a block of `gradient` is running.
  @TaskLocal private static var isTracing = false

  /// `gradient`: how fast a number that a block computes changes with its variables.
  static let gradient = Command(
    "gradient", topic: topic, summary: "differentiates what a block computes",
    details: """
      The block gives one number. Its gradient says how fast that number changes with a variable: a number for a number,
      a tensor of the same shape for a tensor, 0 for what it does not depend on. Several variables give a record.

      The block can do what is done outside of it: + - * / @, indices, the commands for tensors, `if`, `for` and commands
      of your own. Its variables are 32-bit floats, also the numbers. What it binds is gone afterwards.
      Where a slope jumps, as that of `relu` or `abs` at 0, the gradient is 0.
      """,
    parameters: [
      .positional("block", .block, summary: "what computes the number"),
      .labelled(
        "for", .oneOf([variableName, .list(of: variableName)]), .required,
        summary: "the variable to differentiate by, without its `$`, or several in a list"),
    ],
    examples: [
      Example("let x = tensor [1, 2, 3]\ngradient { sum ($x * $x) } for: x", prints: "vector of 3\n2  4  6"),
      Example(
        "def loss w b { power ($w * 3 + $b - 1) 2 }\nlet w = 2\nlet b = 1\ngradient { loss $w $b } for: [w, b]",
        prints: "w  36\nb  12"),
    ]
  ) { arguments, context in
    guard !isTracing else {
      throw context.mistake("a gradient cannot be differentiated again", suggestion: "compute it outside of the block")
    }
    let values = arguments.value("for")?.list ?? [arguments.value("for") ?? .nothing]
    let names = values.compactMap(\.text)
    if names.isEmpty { throw arguments.mistake("a gradient needs a variable to differentiate by", at: "for") }
    let leaves = try names.map { try arguments.leaf($0, context) }
    let traced = Dictionary(zip(names, leaves.map { Value($0) })) { _, last in last }
    let block = try arguments.object("block", as: BlockObject.self)
    let result = try $isTracing.withValue(true) { try context.run(block, with: traced) }
    let found = try gradients(of: try arguments.loss(result), for: leaves, check: context.host.checkCancelled)
    guard arguments.value("for")?.list != nil else { return Value(found[0]) }
    return .record(Record(Array(zip(names, found.map { Value($0) }))))
  }

  private static let variableName = ParameterType.name(of: "variable") { $0.bindings.variables.keys.sorted() }
}

extension Arguments {
  /// A leaf with the value of the variable called `name`.
  fileprivate func leaf(_ name: String, _ context: Context) throws -> Variable {
    guard let value = context.variable(name) else {
      throw mistake(
        "there is no variable `$\(name)`", at: "for", suggestion: didYouMean(name, among: context.variableNames))
    }
    guard value.number != nil || value.list != nil || value.object is TensorObject else {
      throw mistake("a gradient is with respect to numbers, and `$\(name)` is \(value.described)", at: "for")
    }
    return try blaming("for") { .leaf(try Variable(value).value) }
  }

  /// The one number that the block has given.
  fileprivate func loss(_ result: Value) throws -> Variable {
    if result.number != nil || (result.object as? TensorObject)?.tensor.count == 1 {
      return try blaming("block") { try Variable(result) }
    }
    let shape = (result.object as? TensorObject)?.tensor.shape
    let suggestion =
      if case .nothing = result {
        "end it with the value to differentiate"
      } else {
        shape.map { _ in "`sum` or `mean` makes one number of it" }
      }
    throw mistake(
      "a gradient is that of one number, and the block gives \(shape?.withArticle ?? result.described)", at: "block",
      suggestion: suggestion)
  }
}
