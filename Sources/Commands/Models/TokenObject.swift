import Models
import Script
import Tokenizers

/// A token as a value of the language, shown in quotes so that its spaces and line breaks can be seen.
struct TokenObject: ScriptObject, Equatable {
  let id: Int
  /// Its text, which may be a part of a character only.
  let bytes: [UInt8]
  /// Whether it stands for no text.
  let isControl: Bool

  /// The token `id` of a tokenizer.
  init(_ id: Int, of tokenizer: Tokenizer) {
    self.id = id
    bytes = tokenizer.bytes(of: id)
    isControl = tokenizer.isControl(id)
  }

  var typeName: String { "token" }

  /// `" cheese"`, `<bos>`, or for bytes that are not whole characters `<C3 A9>`.
  var summary: String {
    if isControl { return text }
    return String(validating: bytes, as: UTF8.self).map { quoted($0) } ?? "<\(hexadecimal)>"
  }

  var fields: [Field] {
    [
      Field("id", .number(Double(id))), Field("text", .text(text)),
      Field("bytes", .list(bytes.map { .number(Double($0)) })),
    ]
  }

  private var text: String { String(decoding: bytes, as: UTF8.self) }

  /// `C3 A9`.
  var hexadecimal: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
  }
}

extension Value {
  /// A token as a value.
  static func token(_ id: Int, of model: LanguageModel) -> Value { .object(TokenObject(id, of: model.tokenizer)) }
}
