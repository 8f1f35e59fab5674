import Formats
import Models
import Tokenizers

/// The tokenizer of a GGUF file as the `tokenizers` library and transformers store it: `tokenizer.json` and
/// `tokenizer_config.json`.
struct TokenizerFiles {
  private let isByteLevel: Bool
  private let preTokenizer: String
  /// The tokens as the file spells them, spaces of SentencePiece as `▁`.
  private let spellings: [String]
  private let kinds: [TokenKind]
  private let merges: [JSONValue]
  private let special: SpecialTokens
  private let addsBeginning: Bool
  private let addsSpacePrefix: Bool
  private let contextLength: Int
  private let chatTemplate: String?

  /// Reads what the file of a model says about its tokens. Throws `FormatError`.
  init(_ file: GGUFFile, _ model: LanguageModel) throws(FormatError) {
    let kind = try file.text("tokenizer.ggml.model")
    isByteLevel = kind == "gpt2"
    preTokenizer = try file.text("tokenizer.ggml.pre", default: "gpt-2")
    let tokens = try file.texts("tokenizer.ggml.tokens")
    kinds = try file.integers("tokenizer.ggml.token_type", default: []).map {
      UInt8(exactly: $0).flatMap(TokenKind.init) ?? .normal
    }
    special = model.tokenizer.special
    addsBeginning = try file.boolean("tokenizer.ggml.add_bos_token", default: !isByteLevel)
    addsSpacePrefix = try file.boolean("tokenizer.ggml.add_space_prefix", default: !isByteLevel)
    contextLength = model.configuration.contextLength
    chatTemplate = file.metadata["tokenizer.chat_template"]?.text

    var spellings: [String] = []
    spellings.reserveCapacity(tokens.count)
    for id in 0..<tokens.count {
      guard let text = String(validating: tokens[id], as: UTF8.self) else {
        throw .invalid(
          .key("tokenizer.ggml.tokens"), problem: "token \(id) is no UTF-8, which tokenizer.json can't hold")
      }
      spellings.append(isByteLevel ? text : text.spelt(" ", as: "▁"))
    }
    self.spellings = spellings
    if isByteLevel {
      let merges = try file.texts("tokenizer.ggml.merges")
      self.merges = (0..<merges.count).map { index in
        .array(merges.text(index).split(separator: " ", maxSplits: 1).map { .text(String($0)) })
      }
    } else {
      let scores = try file.numbers("tokenizer.ggml.scores")
      merges = ScoredMerges(tokens, kinds: kinds, scores: scores).pairs.map { left, right in
        [.text(spellings[left]), .text(spellings[right])]
      }
    }
  }

  private func kind(_ id: Int) -> TokenKind { id < kinds.count ? kinds[id] : .normal }
}

extension TokenizerFiles {
  /// `tokenizer.json`.
  var document: JSONObject {
    JSONObject([
      ("version", "1.0"), ("truncation", nil), ("padding", nil), ("added_tokens", .array(addedTokens)),
      ("normalizer", normalizer), ("pre_tokenizer", preTokenizerDocument), ("post_processor", postProcessor),
      ("decoder", decoder), ("model", model),
    ])
  }

  /// Tokens that are taken out of a text before merging; those that are no text at all are special.
  private var addedTokens: [JSONValue] {
    spellings.indices.compactMap { id in
      let isSpecial: Bool
      switch kind(id) {
      case .control, .unknown: isSpecial = true
      case .userDefined: isSpecial = false
      default: return nil
      }
      return .object(
        JSONObject([
          ("id", .integer(id)), ("content", .text(spellings[id])), ("single_word", false), ("lstrip", false),
          ("rstrip", false), ("normalized", .boolean(!isSpecial)), ("special", .boolean(isSpecial)),
        ]))
    }
  }

  private var normalizer: JSONValue {
    if isByteLevel { return nil }
    let spaces: JSONValue = ["type": "Replace", "pattern": ["String": " "], "content": "▁"]
    guard addsSpacePrefix else { return spaces }
    return ["type": "Sequence", "normalizers": [["type": "Prepend", "prepend": "▁"], spaces]]
  }

  private var preTokenizerDocument: JSONValue {
    guard isByteLevel else { return nil }
    let bytes = Self.byteLevel(addsPrefix: false)
    guard preTokenizer == "smollm" else { return bytes }
    return ["type": "Sequence", "pretokenizers": [["type": "Digits", "individual_digits": true], bytes]]
  }

  private static func byteLevel(addsPrefix: Bool) -> JSONValue {
    ["type": "ByteLevel", "add_prefix_space": .boolean(addsPrefix), "trim_offsets": true, "use_regex": true]
  }

  /// Puts the beginning token in front, where a model was trained with one.
  private var postProcessor: JSONValue {
    guard addsBeginning, let beginning = special.beginning else { return nil }
    let name = JSONValue.text(spellings[beginning])
    func sequence(_ id: JSONValue, _ type: JSONValue) -> [JSONValue] {
      [["SpecialToken": ["id": name, "type_id": type]], ["Sequence": ["id": id, "type_id": type]]]
    }
    let token: JSONValue = ["id": name, "ids": [.integer(beginning)], "tokens": [name]]
    return [
      "type": "TemplateProcessing", "single": .array(sequence("A", 0)),
      "pair": .array(sequence("A", 0) + sequence("B", 1)),
      "special_tokens": .object(JSONObject([(spellings[beginning], token)])),
    ]
  }

  private var decoder: JSONValue {
    if isByteLevel { return Self.byteLevel(addsPrefix: true) }
    var steps: [JSONValue] = [
      ["type": "Replace", "pattern": ["String": "▁"], "content": " "], ["type": "ByteFallback"], ["type": "Fuse"],
    ]
    if addsSpacePrefix { steps.append(["type": "Strip", "content": " ", "start": 1, "stop": 0]) }
    return ["type": "Sequence", "decoders": .array(steps)]
  }

  private var model: JSONValue {
    var vocabulary = JSONObject()
    // Of equal tokens the first is the one that texts become.
    for (id, text) in spellings.enumerated() where vocabulary[text] == nil { vocabulary[text] = .integer(id) }
    return .object(
      JSONObject([
        ("type", "BPE"), ("dropout", nil), ("unk_token", isByteLevel ? nil : name(special.unknown)),
        ("continuing_subword_prefix", nil), ("end_of_word_suffix", nil), ("fuse_unk", .boolean(!isByteLevel)),
        ("byte_fallback", .boolean(!isByteLevel)), ("ignore_merges", false), ("vocab", .object(vocabulary)),
        ("merges", .array(merges)),
      ]))
  }

  private func name(_ id: Int?) -> JSONValue { id.map { .text(spellings[$0]) } ?? nil }

  /// `tokenizer_config.json`.
  var configuration: JSONObject {
    var object = JSONObject([
      ("tokenizer_class", "PreTrainedTokenizerFast"), ("model_max_length", .integer(contextLength)),
      ("clean_up_tokenization_spaces", false), ("bos_token", name(special.beginning)),
      ("eos_token", name(special.end)), ("unk_token", name(special.unknown)), ("pad_token", name(special.padding)),
    ])
    if let chatTemplate { object["chat_template"] = .text(chatTemplate) }
    return object
  }
}

extension String {
  /// One scalar written as another.
  fileprivate func spelt(_ scalar: Unicode.Scalar, as other: Unicode.Scalar) -> String {
    guard unicodeScalars.contains(scalar) else { return self }
    var result = UnicodeScalarView()
    for each in unicodeScalars { result.append(each == scalar ? other : each) }
    return String(result)
  }
}

/// SentencePiece says which tokens are best; the `tokenizers` library wants all pairs that make a token, the best
/// first, as transformers' conversion of SentencePiece models lists them.
struct ScoredMerges {
  /// The ids of the two parts.
  let pairs: [(left: Int, right: Int)]

  /// Only normal tokens are made by merging.
  init(_ tokens: ByteStrings, kinds: [TokenKind], scores: [Double]) {
    let ids = (0..<tokens.count).filter { $0 < scores.count && ($0 >= kinds.count || kinds[$0] == .normal) }
    let idOfToken = Dictionary(ids.map { (tokens[$0], $0) }, uniquingKeysWith: { first, _ in first })
    var merges: [(score: Double, token: Int, left: Int, right: Int)] = []
    for token in ids {
      let bytes = tokens[token]
      for cut in bytes.indices.dropFirst() where bytes[cut] & 0xC0 != 0x80 {
        guard let left = idOfToken[bytes[..<cut]], let right = idOfToken[bytes[cut...]] else { continue }
        merges.append((scores[token], token, left, right))
      }
    }
    merges.sort { first, second in
      first.score == second.score
        ? (first.token, first.left, first.right) < (second.token, second.left, second.right)
        : first.score > second.score
    }
    pairs = merges.map { ($0.left, $0.right) }
  }
}
