import Models
import Tensors

/// The order of a projection's rows, here and in transformers.
///
/// Rotary positions turn pairs of a head's numbers: transformers pairs i with i + size/2, GGUF's Llama 2i with 2i +
/// 1, and stores the rows of queries and keys accordingly.
struct RowOrder {
  /// For each row in transformers the row here; `nil` where the order is the same.
  let here: [Int]?

  /// The order at a place of a decoder: that of queries and keys, also in their biases.
  init(at place: WeightPlace, _ configuration: DecoderConfiguration) {
    switch place {
    case .projection(let projection, _), .bias(let projection, _): self.init(of: projection, configuration)
    default: self.init(here: nil)
    }
  }

  private init(here: [Int]?) { self.here = here }

  init(of projection: Projection, _ configuration: DecoderConfiguration) {
    let heads =
      switch projection {
      case .query: configuration.heads
      case .key: configuration.keyValueHeads
      default: 0
      }
    guard configuration.rotaryPairing == .neighbours, heads > 0 else {
      here = nil
      return
    }
    let half = configuration.headSize / 2
    here = (0..<heads * 2 * half).map { row in
      let (head, place) = row.quotientAndRemainder(dividingBy: 2 * half)
      return head * 2 * half + place % half * 2 + place / half
    }
  }

  /// Rows as transformers has them.
  func exported(_ tensor: Tensor) -> Tensor { here.map { Self.rows(of: tensor, at: $0) } ?? tensor }

  /// Rows from transformers in the order here.
  func imported(_ tensor: Tensor) -> Tensor {
    guard let here else { return tensor }
    var theirs = here
    for (row, place) in here.enumerated() { theirs[place] = row }
    return Self.rows(of: tensor, at: theirs)
  }

  /// Rows of a matrix, or elements of a bias.
  private static func rows(of tensor: Tensor, at indices: [Int]) -> Tensor {
    tensor.shape.rank == 1 ? Tensor(indices.map { tensor.elements[$0] }) : tensor.rows(at: indices)
  }
}
