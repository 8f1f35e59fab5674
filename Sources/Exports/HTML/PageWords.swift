import Lessons

/// A word or sentence that a page adds to a lesson's own, in English.
enum PageWord: String, CaseIterable {
  case skip = "Skip to the lesson"
  case course = "Course"
  case allLessons = "All lessons"
  case moreLessons = "More lessons"
  case previous = "Previous"
  case next = "Next"
  case cell = "Cell"
  case exercise = "Exercise"
  case output = "Output"
  case error = "Error"
  case prediction = "What will it print? Say it first, then look."
  case predictionRoom = "What will it print?"
  case hint = "Hint"
  case solution = "Solution"
  case answer = "Your answer"
  case plot = "Plot"
  case plotInWords = "The plot in words and numbers"
  case table = "Table"
  case footnote = "Footnote"
  case footnotes = "Footnotes"
  case back = "Back to reference"
  case notRun = "not run"
  case slow = "takes long"
  case minutes = "Minutes"
  case needs = "Needs the model"
  case sources = "Sources"
}

/// What a page adds to a lesson's own words, in the lesson's language where there is a translation, else in English.
struct PageWords {
  let language: LanguageTag

  subscript(word: PageWord) -> String {
    let words = language.fallbacks.lazy.compactMap { Self.translations[$0.description] }.first
    return words?[word] ?? word.rawValue
  }

  static let translations: [String: [PageWord: String]] = [
    "fr": [
      .skip: "Aller à la leçon", .course: "Cours", .allLessons: "Toutes les leçons", .moreLessons: "Autres leçons",
      .previous: "Précédente", .next: "Suivante", .cell: "Cellule", .exercise: "Exercice", .output: "Résultat",
      .error: "Erreur", .prediction: "Qu’est-ce qui va s’afficher ? Dites-le d’abord, puis regardez.",
      .predictionRoom: "Qu’est-ce qui va s’afficher ?", .hint: "Indice", .solution: "Solution",
      .answer: "Votre réponse", .plot: "Graphique",
      .plotInWords: "Le graphique en mots et en nombres", .table: "Tableau",
      .footnote: "Note", .footnotes: "Notes", .back: "Retour à l’appel de note", .notRun: "non exécutée",
      .slow: "prend du temps", .minutes: "Minutes", .needs: "Modèle nécessaire", .sources: "Sources",
    ]
  ]
}
