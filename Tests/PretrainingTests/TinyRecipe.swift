import TestSupport

@testable import Pretraining

/// A recipe so small that a step takes a moment, over data sets in memory.
enum TinyRecipe {
  static let files = [
    "words.tsv": """
    english\tfrench\tkind\tpretraining
    bread\tpain\tfood\tseen
    butter\tbeurre\tfood\tseen
    cheese\tfromage\tfood\tseen
    cat\tchat\tanimal\tseen
    dog\tchien\tanimal\tseen
    horse\tcheval\tanimal\tunseen
    """,
    "opposites.tsv": "word\topposite\ncat\tdog\nhot\tcold\n",
    "verses.tsv": "team\tverse\nthe Lions\tthe crowd went home / the rain came down\n",
  ]

  static func json(
    tasks: String = """
    {"name": "fr", "data": "words.tsv", "question": "english", "answer": "french", "descriptions": ["French:"]},
    {"name": "kinds", "data": "words.tsv", "question": "english", "answer": "kind", "examples": [1, 3]},
    {"name": "opposites in French", "data": "opposites.tsv", "question": "word", "answer": "opposite",
     "then": {"data": "words.tsv", "question": "english", "answer": "french"}},
    {"name": "labels", "data": "words.tsv", "question": "english", "by": "kind", "labels": ["A", "B", "C"]},
    {"name": "routes", "data": "words.tsv", "question": "english", "by": "kind", "route": ["fr", "kinds"]},
    {"name": "verses", "data": "verses.tsv", "text": "verse", "answer": "team", "weight": 3}
    """, forms: String = #"["{q} => {a}", "{q}: {a}"]"#, training: String = ""
  ) -> String {
    """
    {
      "name": "tiny",
      "model": {"vocabulary": 280, "vocabularyDocuments": 50, "layers": 2, "width": 32, "feedForwardWidth": 32,
        "heads": 2, "contextLength": 64},
      "training": {"steps": 6, "tokens": 64, "rate": 0.01, "warmUp": 2\(training)},
      "forms": \(forms), "usualForm": 0.5, "described": 0.5,
      "tasks": [\(tasks)]
    }
    """
  }

  static func recipe(_ json: String = json()) throws -> Recipe {
    try Recipe(Array(json.utf8)) { name in
      guard let text = files[name] else { throw MissingFile(path: name) }
      return Array(text.utf8)
    }
  }
}
