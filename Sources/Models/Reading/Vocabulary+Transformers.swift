import Formats
import Tokenizers

extension Vocabulary {
  /// The vocabulary of a folder of transformers, from its `tokenizer.json`. Throws `FormatError`, inside that file.
  init(_ folder: ModelFolder) throws(FormatError) {
    guard folder.names.contains("tokenizer.json") else { throw .missingFile("tokenizer.json") }
    let document = try folder.document("tokenizer.json")
    let configuration =
      folder.names.contains("tokenizer_config.json")
      ? try folder.document("tokenizer_config.json") : JSONObject()
    do {
      try self.init(TokenizerDocument(document), configuration, model: folder.configuration)
    } catch {
      throw .inside(file: "tokenizer.json", error)
    }
  }

  private init(_ document: TokenizerDocument, _ configuration: JSONObject, model: JSONObject) throws(FormatError) {
    let (spellings, kinds) = try document.tokens()
    let cutting = try document.cutting()
    self.init(model: cutting == nil ? "llama" : "gpt2", tokens: ByteStrings(spellings.map { $0.utf8 }))
    self.kinds = kinds.map { Int($0.rawValue) }
    merges = try document.merges()
    hasRankedMerges = cutting == nil
    preTokenizer = cutting ?? preTokenizer
    ignoresMerges = document.ignoresMerges
    composesCharacters = document.composesCharacters
    addsSpacePrefix = try document.addsSpacePrefix()

    func id(_ name: String) -> Int? {
      // A token is named as it is, or described; some are numbered in `config.json` alone.
      let token = configuration["\(name)_token"]
      if let text = token?.text ?? token?.object?["content"]?.text, let id = document.id(of: text) { return id }
      let number = model["\(name)_token_id"]
      return number?.integer ?? number?.array?.first?.integer
    }
    let beginning = try document.beginning()
    addsBeginning = beginning != nil
    special = SpecialTokens(
      beginning: beginning ?? id("bos"), end: id("eos"), unknown: document.unknown, padding: id("pad"))
  }
}

/// `tokenizer.json`, as the `tokenizers` library writes it, as far as the tokenizers here have the same. What they have
/// not is refused.
private struct TokenizerDocument {
  private let document: JSONObject
  private let model: JSONObject
  private let vocabulary: JSONObject
  private let added: [JSONObject]

  init(_ document: JSONObject) throws(FormatError) {
    self.document = document
    guard let model = document["model"]?.object, let vocabulary = model["vocab"]?.object,
      model["type"]?.text ?? "BPE" == "BPE"
    else { throw .invalid(.key("model"), problem: "its model is no BPE, which alone can be used") }
    self.model = model
    self.vocabulary = vocabulary
    added = (document["added_tokens"]?.array ?? []).compactMap(\.object)
    for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
      guard let text = model[key]?.text, !text.isEmpty else { continue }
      throw .invalid(.key("model.\(key)"), problem: "it is set, which can't be used")
    }
  }

  func id(of text: String) -> Int? {
    added.first { $0["content"]?.text.map { $0.utf8.elementsEqual(text.utf8) } == true }?["id"]?.integer
      ?? vocabulary[text]?.integer
  }

  var unknown: Int? { model["unk_token"]?.text.flatMap(id) }
  var ignoresMerges: Bool { model["ignore_merges"]?.boolean ?? false }

  /// The tokens' spellings and kinds by their ids.
  func tokens() throws(FormatError) -> ([String], [TokenKind]) {
    var found: [Int: (text: String, kind: TokenKind)] = [:]
    let hasBytes = model["byte_fallback"]?.boolean ?? false
    for (text, id) in vocabulary.members {
      guard let id = id.integer else { throw .invalid(.key("model.vocab"), problem: "an id is no whole number") }
      let isByte = hasBytes && text.utf8.count == 6 && text.hasPrefix("<0x") && text.hasSuffix(">")
      found[id] = (text, isByte ? .byte : .normal)
    }
    for token in added {
      guard let id = token["id"]?.integer, let text = token["content"]?.text else {
        throw .invalid(.key("added_tokens"), problem: "a token has no id or no content")
      }
      let isSpecial = token["special"]?.boolean ?? false
      guard isSpecial || (token["lstrip"]?.boolean != true && token["rstrip"]?.boolean != true) else {
        throw .invalid(.key("added_tokens"), problem: "token \(id) takes white space with it, which can't be done")
      }
      found[id] = (text, isSpecial ? .control : .userDefined)
    }
    if let unknown { found[unknown]?.kind = .unknown }
    let count = (found.keys.max() ?? -1) + 1
    guard count > 0, count <= 1 << 22 else {
      throw .invalid(.key("model.vocab"), problem: "its ids go up to \(count - 1)")
    }
    // Ids that no token has are never made, and say nothing.
    return (
      (0..<count).map { found[$0]?.text ?? "" }, (0..<count).map { found[$0]?.kind ?? .unused }
    )
  }

  /// The merges, two spellings with a space between.
  func merges() throws(FormatError) -> ByteStrings {
    let list = model["merges"]?.array ?? []
    let texts = list.compactMap { merge -> String? in
      if let text = merge.text { return text }
      guard let pair = merge.array?.compactMap(\.text), pair.count == 2 else { return nil }
      return "\(pair[0]) \(pair[1])"
    }
    guard texts.count == list.count else { throw .invalid(.key("model.merges"), problem: "a merge is no pair") }
    return ByteStrings(texts.map { $0.utf8 })
  }
}

extension TokenizerDocument {
  /// The parts of a component, which may be a sequence of some.
  private func parts(_ key: String, _ listKey: String) -> [JSONObject] {
    guard let component = document[key]?.object else { return [] }
    guard component["type"]?.text == "Sequence" else { return [component] }
    return (component[listKey]?.array ?? []).compactMap(\.object)
  }

  private func unusable(_ key: String, _ part: JSONObject) -> FormatError {
    .invalid(.key(key), problem: "it has a part \(part["type"]?.text ?? "of no type") that can't be used here")
  }

  /// How byte-level BPE cuts words, by GGUF's names; `nil` for the way of SentencePiece.
  func cutting() throws(FormatError) -> String? {
    let key = "pre_tokenizer"
    var (digits, pattern) = (false, String?.none)
    for part in parts(key, "pretokenizers") {
      switch part["type"]?.text {
      case "ByteLevel":
        guard part["add_prefix_space"]?.boolean != true else {
          throw .invalid(.key("\(key).add_prefix_space"), problem: "it is true, which can't be used here")
        }
        let usesPattern = part["use_regex"]?.boolean ?? true
        switch (usesPattern, pattern, digits) {
        case (true, nil, false): return "gpt-2"
        case (true, nil, true): return "smollm"
        case (false, let pattern?, false):
          guard let name = PreTokenizerName.of(pattern: pattern) else {
            throw .invalid(.key(key), problem: "words are cut by a pattern that is not known here: \(pattern)")
          }
          return name
        default: throw unusable(key, part)
        }
      case "Digits" where part["individual_digits"]?.boolean == true: digits = true
      case "Split":
        // Gemma's cuts at spaces, and there are none any more.
        if let space = part["pattern"]?.object?["String"]?.text, space == " " { continue }
        guard let text = part["pattern"]?.object?["Regex"]?.text, part["behavior"]?.text == "Isolated",
          part["invert"]?.boolean != true, pattern == nil
        else { throw unusable(key, part) }
        pattern = text
      case "Metaspace": continue
      default: throw unusable(key, part)
      }
    }
    guard model["byte_fallback"]?.boolean == true, pattern == nil else {
      throw .invalid(.key(key), problem: "neither bytes nor SentencePiece's spaces are made of a text")
    }
    return nil
  }

  /// Whether characters and their accents are composed (NFC) before all else.
  var composesCharacters: Bool {
    parts("normalizer", "normalizers").contains { part in
      part["type"]?.text == "NFC"
    }
  }

  /// Whether a space stands before every text. Throws for normalizers that are not known.
  func addsSpacePrefix() throws(FormatError) -> Bool {
    var adds = false
    for part in parts("normalizer", "normalizers") {
      switch part["type"]?.text {
      case "NFC": continue
      case "Prepend" where part["prepend"]?.text == "▁": adds = true
      case "Replace" where part["pattern"]?.object?["String"]?.text == " " && part["content"]?.text == "▁": continue
      default: throw unusable("normalizer", part)
      }
    }
    for part in parts("pre_tokenizer", "pretokenizers") where part["type"]?.text == "Metaspace" {
      guard part["replacement"]?.text ?? "▁" == "▁", part["split"]?.boolean == false else {
        throw unusable("pre_tokenizer", part)
      }
      switch part["prepend_scheme"]?.text ?? (part["add_prefix_space"]?.boolean == false ? "never" : "always") {
      case "never": break
      default: adds = true
      }
    }
    return adds
  }

  /// The token that begins every text, if one does. Throws where others are added, too.
  func beginning() throws(FormatError) -> Int? {
    let key = "post_processor"
    var beginning: Int?
    for part in parts(key, "processors") {
      switch part["type"]?.text {
      case "ByteLevel": continue
      case "TemplateProcessing":
        let names = (part["single"]?.array ?? []).map { $0.object?["SpecialToken"]?.object?["id"]?.text }
        guard names.count <= 2, names.last == .some(nil) else {
          throw .invalid(.key(key), problem: "it adds tokens after a text, which can't be done")
        }
        if names.count == 2, let name = names[0] { beginning = id(of: name) }
      default: throw unusable(key, part)
      }
    }
    return beginning
  }
}
