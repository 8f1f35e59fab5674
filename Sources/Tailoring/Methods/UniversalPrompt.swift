import Gradients
import Models
import Tensors

/// A soft prompt for each of several tasks: rows P that all share times the product of a task's factors, number by
/// number, P ∘ (Uₜ Vₜ).
package struct UniversalPrompt: Sendable {
  /// P [length × width].
  package let rows: Tensor
  /// U [tasks × length × rank]: factors of rows.
  package let rowFactors: Tensor
  /// V [tasks × rank × width]: factors of columns.
  package let columnFactors: Tensor
  /// The names of the tasks.
  package let tasks: [String]
  package let place: RowPlace

  init(
    rows: Tensor, rowFactors: Tensor, columnFactors: Tensor, tasks: [String], at place: RowPlace = .afterBeginning
  ) {
    self.rows = rows
    self.rowFactors = rowFactors
    self.columnFactors = columnFactors
    self.tasks = tasks
    self.place = place
  }

  package var rank: Int { rowFactors.columns }

  /// How many numbers a task has for itself, beside the shared rows.
  package var numbersPerTask: Int { (rowFactors.count + columnFactors.count) / max(tasks.count, 1) }

  /// The soft prompt of each task, in their order.
  package var prompts: [SoftPrompt] {
    tasks.indices.map { task in
      let rows = Variable(rows).multiplied(
        byProductOf: Variable(rowFactors.slice(task)), and: Variable(columnFactors.slice(task)))
      return SoftPrompt(rows.value, at: place)
    }
  }

  /// What a new task can be learned with.
  package var shared: SharedPrompt {
    SharedPrompt(
      rows: FrozenRows(rows), rowFactors: FrozenRows(rowFactors.mean(axis: 0)),
      columnFactors: FrozenRows(columnFactors.mean(axis: 0)))
  }
}

/// What a universal prompt offers to a new task: the rows that its tasks share, and the mean of their factors to start
/// from.
package struct SharedPrompt: Equatable, Sendable {
  /// [length × width].
  let rows: FrozenRows
  /// [length × rank]: a factor for each row.
  let rowFactors: FrozenRows
  /// [rank × width]: a factor for each column.
  let columnFactors: FrozenRows
}

/// Learns the shared rows and all tasks' factors together.
struct UniversalPromptTuner: PrefixTuner {
  let length: Int
  let rank: Int
  let taskNames: [String]

  var usualRate: Double { 0.02 }
  var prefixLengths: [Int] { taskNames.map { _ in length } }

  func places(in decoder: Decoder) -> [NumberPlace] {
    let width = decoder.configuration.width
    return [
      NumberPlace(name: "the shared rows", shape: [length, width]),
      NumberPlace(name: "the tasks' factors of rows", shape: [taskNames.count, length, rank]),
      NumberPlace(name: "the tasks' factors of columns", shape: [taskNames.count, rank, width]),
    ]
  }

  /// The product of a task's factors is about 1 everywhere, so that the prompt begins as little more than the shared
  /// rows. (PEFT's, near 0, makes all tasks' rows almost 0.)
  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] {
    let rows = rows.rows(length, of: model, examples: examples, using: &generator)
    return [
      rows, Self.numbers(around: 1, [taskNames.count, length, rank], &generator),
      Self.numbers(around: 1 / Double(rank), [taskNames.count, rank, rows.columns], &generator),
    ]
  }

  /// Numbers close to `mean`, with a little noise, without which the parts of a product would stay the same.
  private static func numbers(around mean: Double, _ shape: Shape, _ generator: inout SeededGenerator) -> Tensor {
    Tensor((0..<shape.count).map { _ in Float(mean + 0.02 * generator.normal()) }, shape: shape)
  }

  func prefixes(_ numbers: [Variable]) -> [Variable] {
    taskNames.indices.map { numbers[0].multiplied(byProductOf: numbers[1].slice($0), and: numbers[2].slice($0)) }
  }

  func learned(_ numbers: [Tensor]) -> LearnedNumbers {
    .universalPrompt(
      UniversalPrompt(rows: numbers[0], rowFactors: numbers[1], columnFactors: numbers[2], tasks: taskNames))
  }
}

/// Learns the factors of one more task, the shared rows frozen.
struct TaskFactorsTuner: PrefixTuner {
  let shared: SharedPrompt

  var usualRate: Double { TuningMethod.usualRateOfFactors }
  var prefixLengths: [Int] { [shared.rows.rows.rows] }

  func places(in decoder: Decoder) -> [NumberPlace] {
    [
      NumberPlace(name: "the factors of rows", shape: shared.rowFactors.rows.shape),
      NumberPlace(name: "the factors of columns", shape: shared.columnFactors.rows.shape),
    ]
  }

  func start(
    _ model: LanguageModel, rows: StartingRows, examples: [EncodedExample], using generator: inout SeededGenerator
  ) -> [Tensor] { [shared.rowFactors.rows, shared.columnFactors.rows] }

  func prefixes(_ numbers: [Variable]) -> [Variable] {
    [Variable(shared.rows.rows).multiplied(byProductOf: numbers[0], and: numbers[1])]
  }

  /// The soft prompt that the factors make of the shared rows.
  func learned(_ numbers: [Tensor]) -> LearnedNumbers {
    .softPrompt(SoftPrompt(prefixes(numbers.map { Variable($0) })[0].value))
  }
}

extension TuningMethod {
  /// The usual rate of a new task's factors, which are around 1 where the numbers of rows are those of embeddings.
  package static let usualRateOfFactors = 0.1
}

extension Variable {
  /// The receiver [rows × columns] times the product of [rows × rank] and [rank × columns], number by number.
  fileprivate func multiplied(byProductOf left: Variable, and right: Variable) -> Variable {
    guard let result = combined(.multiply, with: left.multiplied(by: right)) else {
      preconditionFailure("a factor for every row and every column")
    }
    return result
  }
}
