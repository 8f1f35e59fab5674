import Formats
import Foundation
import Models
import Testing

@testable import Tailoring

/// A folder of transformers is taken for tuned weights of a model only where it computes what that model does: every key
/// of its `config.json` that changes the computation is compared, and every tensor has a place.
@Suite struct OtherFolderTests {
  /// What loading says of a folder that was saved for the tiny Llama and then changed.
  private func complaint(_ change: (inout JSONObject) -> Void, tensors: [TensorSource] = []) throws -> String {
    let model = try SavingTests.model("tiny-llama")
    let folder = try TemporaryFolder()
    let path = folder.path("tuned")
    try SavingTests.learned(.weights(layers: nil), for: model).saveFolder(to: path, for: model)
    let file = URL(filePath: path + "/config.json")
    let bytes = [UInt8](try Data(contentsOf: file))
    var object = try #require(try bytes.withUnsafeBytes { try JSONParser.parse($0) }.object)
    change(&object)
    try Data(try JSONWriter.pretty.bytes(of: .object(object))).write(to: file)
    if !tensors.isEmpty {
      let weights = try SafetensorsFile(path: path + "/model.safetensors")
      let own = weights.tensors.map { tensor in
        TensorSource(tensor.name, shape: tensor.shape, type: .f32) { try $0(weights.bytes(of: tensor)) }
      }
      try SafetensorsWriter(own + tensors).save(to: path + "/more.safetensors")
      try FileManager.default.removeItem(atPath: path + "/model.safetensors")
      try FileManager.default.moveItem(atPath: path + "/more.safetensors", toPath: path + "/model.safetensors")
    }
    do {
      _ = try LearnedAdaptation(modelFolder: path, for: model)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func theSameIsTaken() throws { #expect(try complaint { _ in } == "") }

  static let keys: [(key: String, value: JSONValue, said: String)] = [
    ("rope_theta", 500_000, "the base of the rotation is 500000.0 there, and 5000.0 here"),
    ("rms_norm_eps", .number(0.01), "the epsilon of the norms is"),
    ("hidden_act", "gelu_pytorch_tanh", "the activation function is gelu there, and silu here"),
    ("hidden_act", "gelu", "'hidden_act' is 'gelu', which can't be run"),
    ("tie_word_embeddings", true, "whether the output is the embeddings is true there, and false here"),
    ("rope_scaling", ["rope_type": "linear", "factor": 4], "the scaling of the rotation is"),
    (
      "rope_scaling",
      [
        "rope_type": "llama3", "factor": 32, "low_freq_factor": 1, "high_freq_factor": 4,
        "original_max_position_embeddings": 16,
      ], "the scaling of the rotation is"
    ),
    ("attention_bias", true, "the tensor 'model.layers.0.self_attn.q_proj.bias' is missing"),
    ("num_hidden_layers", 3, "the tensor 'model.layers.2.self_attn.q_proj.weight' is missing"),
    ("num_hidden_layers", 1, "no place in a model of its family"),
    ("head_dim", 32, "its shape is [64, 32], but the configuration asks for [128, 32]"),
    ("model_type", "qwen3", "the tensor 'model.layers.0.self_attn.q_norm.weight' is missing"),
    ("model_type", "qwen2", "the key 'attention_bias' is not known here"),
    ("model_type", "mamba", "its architecture is 'mamba'"),
    ("embedding_multiplier", 12, "the key 'embedding_multiplier' is not known here"),
    ("num_local_experts", 8, "it is a mixture of experts"),
    ("quantization_config", ["bits": 4], "the key 'quantization_config' is not known here"),
  ]

  @Test(arguments: keys) func anotherComputationIsRefused(_ key: String, _ value: JSONValue, _ said: String) throws {
    let found = try complaint { $0[key] = value }
    #expect(found.contains(said), "\(key): \(found)")
  }

  /// Mistral's window, beside weights of the same shapes.
  @Test func aWindowIsRefused() throws {
    let found = try complaint { object in
      object = JSONObject(object.members.filter { !["attention_bias", "mlp_bias"].contains($0.key) })
      object["model_type"] = "mistral"
      object["sliding_window"] = 8
    }
    #expect(found.contains("the window is 8 there, and 0 here"), "\(found)")
  }

  @Test(arguments: ["model.layers.0.self_attn.q_proj.bias", "model.layers.2.mlp.up_proj.weight", "nonsense"])
  func aTensorWithoutAPlaceIsRefused(_ name: String) throws {
    let found = try complaint(
      { _ in }, tensors: [TensorSource(name, shape: [64], values: Array(repeating: 0, count: 64))])
    #expect(
      found == "the tensor '\(name)' has no place in a model of its family, so what it computes is not known here")
  }
}
