/// The rows of a prompt, as floats [count × width], and the size of the model that they are for.
package struct PromptRows: Equatable, Sendable {
  package var count: Int
  package var width: Int
  package var values: [Float]
  /// The model's layers and attention heads, of which PEFT keeps a note.
  package var layers: Int?
  package var heads: Int?
  /// Whether the first rows are the beginning token of a text, so that texts are read without one behind them. PEFT
  /// has no place for this; it stands in the metadata of the file of weights, as `primer.rows`: `begin the text`.
  package var beginText: Bool

  package init(
    count: Int, width: Int, values: [Float], layers: Int? = nil, heads: Int? = nil, beginText: Bool = false
  ) {
    self.count = count
    self.width = width
    self.values = values
    self.layers = layers
    self.heads = heads
    self.beginText = beginText
  }
}

/// For each task t the factors of the matrix that the prompt's rows [count × width] are multiplied with, number by
/// number: `columns`ₜ [count × rank] times `rows`ₜ [rank × width].
package struct TaskFactors: Equatable, Sendable {
  package var tasks: Int
  package var rank: Int
  /// [tasks × count × rank].
  package var columns: [Float]
  /// [tasks × rank × width].
  package var rows: [Float]
  /// What the tasks are called, or none. PEFT has no place for this; it stands in the metadata of the file of weights,
  /// as `primer.task.0` and so on.
  package var names: [String]

  package init(tasks: Int, rank: Int, columns: [Float], rows: [Float], names: [String] = []) {
    self.tasks = tasks
    self.rank = rank
    self.columns = columns
    self.rows = rows
    self.names = names
  }
}
