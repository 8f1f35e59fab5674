/// A block given as an argument, to be run by the command.
struct BlockObject: ScriptObject {
  let block: Block

  var typeName: String { "block" }
  var summary: String { "{ … }" }
}
