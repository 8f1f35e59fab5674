import Script

extension SaveCommands {
  /// `save`: writes a value to files.
  static func save(_ store: ModelStore) -> Command {
    Command(
      "save", topic: topic, summary: "writes an adaptation, a model or a plot to a file or a folder",
      details: """
        A prompt becomes a .json file that people can read and change. A soft prompt,
        a universal prompt or a LoRA becomes a folder that Hugging Face's PEFT loads,
        and is read again and compared bit for bit. Tuned weights, or a model as it is, become a .gguf
        file, which llama.cpp runs and `use` opens, or a folder that transformers loads.
        `load` reads adaptations. A plot becomes an image (.svg), its numbers (.csv) or what is shown (.txt).

        What was there before is replaced when all is written, and else stays as it
        was. A folder that holds other files too is never replaced.

        PEFT reads the rows of a soft prompt before everything. Those learned here stand
        after the beginning token, where a model has one: the folder's first row is
        then that token's embedding, so give PEFT texts without special tokens. Rows
        from a folder of PEFT's stay before it. A universal prompt is a folder of kind
        MULTITASK_PROMPT_TUNING, whose tasks PEFT knows by their numbers from 0; one of
        its `prompts` is saved like any soft prompt.
        """,
      parameters: [SaveParameters.value, SaveParameters.path, SaveParameters.encoding, Parameter.model(store)],
      examples: [
        Example(
          "save (prompt \"Translate English to French\" [bread => pain, cheese => ?]) french.json",
          prints: """
            path   french.json
            bytes  175
            """),
        Example(
          "use gemma3-270m\nlet soft = tune prompt on: [bread => pain, sun => soleil] length: 8 steps: 2\n(save $soft french).path",
          prints: "french", needsModel: true),
      ]
    ) { arguments, context in
      let target = try SaveTarget(arguments, context, store)
      let files = try arguments.blaming(SaveParameters.path) {
        try arguments[SaveParameters.value].save(to: target)
      }
      let bytes = try files.reduce(0) { $0 + (try FileIdentity(path: $1).size) }
      return .record(["path": .text(target.path), "bytes": .number(Double(bytes))])
    }
  }
}
