/// Why a model can't be made from a file, or can't do what is asked of it.
package enum ModelError: Error, Equatable {
  /// The file describes a family of models that is not known.
  case unknownArchitecture(String)
  /// A value of the configuration makes no sense.
  case invalid(key: String, problem: String)
  /// A key that may change what is computed, and that nothing here reads.
  case unknownKey(String)
  /// A key that says that the feed-forward is a mixture of experts.
  case mixtureOfExperts(key: String)
  /// A tensor that has no place in the decoder, and how many others there are.
  case unusedTensor(String, others: Int)
  /// More tokens than the model has positions for.
  case contextExceeded(tokens: Int, limit: Int)
  /// There is nothing to predict from.
  case emptyPrompt
  /// The model made logits that are infinite or NaN: from this layer on, or only after the last layer where it is `nil`.
  /// The tensor holds a number that is none itself, where one does.
  case notFinite(layer: Int?, tensor: String?)
}

extension ModelError: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .unknownArchitecture(let name) where name.contains("moe") || name == "mixtral" || name == "dbrx":
      "it is a mixture of experts, '\(name)', and those can't be run"
    case .unknownArchitecture(let name):
      "its architecture is '\(name)', but only \(ModelFamily.all.map(\.name).joined(separator: ", ")) can be run"
    case .invalid(let key, let problem): "the metadata key '\(key)' \(problem)"
    case .unknownKey(let key):
      "the key '\(key)' is not known here and may change what the model computes"
    case .mixtureOfExperts(let key):
      "it is a mixture of experts, as the key '\(key)' says, and those can't be run"
    case .unusedTensor(let name, let others):
      "the tensor '\(name)'\(others == 0 ? " has" : " and \(others) more have") no place in a model of its family, so what it computes is not known here"
    case .contextExceeded(let tokens, let limit):
      "the text has \(tokens) tokens, but the model has room for \(limit)"
    case .emptyPrompt: "there is no token to predict from"
    case .notFinite(let layer, let tensor):
      "the logits are not finite numbers\(layer.map { ", from layer \($0) on" } ?? "")"
        + (tensor.map { ": the tensor '\($0)' of the model holds a number that is not finite" } ?? "")
    }
  }
}
