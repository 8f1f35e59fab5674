import Models
import Tensors

/// In which order the rows of a projection stand here and in transformers.
///
/// Rotary positions turn pairs of a head's numbers: transformers pairs i with i + size/2, GGUF's Llama 2i with 2i +
/// 1, and stores the rows of queries and keys accordingly.
struct RowOrder {
  /// For each row in transformers the row here; `nil` where all stand alike.
  let here: [Int]?

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
  func exported(_ tensor: Tensor) -> Tensor { here.map { tensor.rows(at: $0) } ?? tensor }

  /// Rows from transformers in the order here.
  func imported(_ tensor: Tensor) -> Tensor {
    guard let here else { return tensor }
    var theirs = here
    for (row, place) in here.enumerated() { theirs[place] = row }
    return tensor.rows(at: theirs)
  }
}
