func closest(to word: String, among words: [String]) -> String? { words.first { $0.first == word.first && abs($0.count - word.count) < 2 } }
