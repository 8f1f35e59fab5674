/// Why a model can't be made from a file, or can't do what is asked of it.
package enum ModelError: Error, Equatable {
  /// The file describes a family of models that is not known.
  case unknownArchitecture(String)
  /// A value of the configuration makes no sense.
  case invalid(key: String, problem: String)
  /// More tokens than the model has positions for.
  case contextExceeded(tokens: Int, limit: Int)
  /// There is nothing to predict from.
  case emptyPrompt
  /// The model made logits that are infinite or NaN: from this layer on, or only after the last layer where it is `nil`.
  case notFinite(layer: Int?)
}

extension ModelError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .unknownArchitecture(let name):
      "its architecture is '\(name)', but only \(DecoderConfiguration.Family.allCases.map(\.rawValue).joined(separator: " and ")) can be run"
    case .invalid(let key, let problem): "the metadata key '\(key)' \(problem)"
    case .contextExceeded(let tokens, let limit):
      "the text has \(tokens) tokens, but the model has room for \(limit)"
    case .emptyPrompt: "there is no token to predict from"
    case .notFinite(let layer):
      "the logits are not finite numbers\(layer.map { ", from layer \($0) on" } ?? "")"
    }
  }
}
