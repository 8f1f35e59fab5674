/// A block given as an argument, to be run by the command.
package struct BlockObject: ScriptObject {
  let block: Block

  package var typeName: String { "block" }
  package var summary: String { "{ … }" }
}
