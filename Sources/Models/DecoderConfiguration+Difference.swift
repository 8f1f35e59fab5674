extension DecoderConfiguration {
  /// Two configurations that compute something else: what differs first, and how.
  package struct Difference: Equatable, Sendable {
    package let what: String
    package let own: String
    package let other: String
  }

  /// What makes a decoder of this configuration compute something else than one of another, or `nil`: how many positions
  /// it was made for does not, nor does the order in which files store rows.
  package func difference(from other: DecoderConfiguration) -> Difference? {
    /// Numbers that files store in single precision.
    func alike(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-5 * max(abs(left), abs(right)) }
    func number(_ what: String, _ own: Double, _ other: Double) -> Difference? {
      alike(own, other) ? nil : Difference(what: what, own: "\(own)", other: "\(other)")
    }
    func value<Value: Equatable>(_ what: String, _ own: Value, _ other: Value) -> Difference? {
      own == other ? nil : Difference(what: what, own: "\(own)", other: "\(other)")
    }
    func names(_ projections: Set<Projection>) -> [String] { projections.map(\.rawValue).sorted() }
    let counts = [
      value("the number of layers", layers, other.layers), value("the width", width, other.width),
      value("the width of the feed-forward", feedForwardWidth, other.feedForwardWidth),
      value("the number of heads", heads, other.heads),
      value("the number of key-value heads", keyValueHeads, other.keyValueHeads),
      value("the size of a head", headSize, other.headSize),
      value("the size of the vocabulary", vocabulary, other.vocabulary),
    ]
    let rotation = [
      number("the base of the rotation", rotaryBase, other.rotaryBase),
      number("the amplitude of the rotation", rotaryAmplitude, other.rotaryAmplitude),
      zip(filledDivisors, other.filledDivisors).allSatisfy(alike)
        ? nil : value("the scaling of the rotation", "\(filledDivisors)", "\(other.filledDivisors)"),
      value("the layers that rotate", rotatingLayers, other.rotatingLayers),
      value("whether positions are learned", hasLearnedPositions, other.hasLearnedPositions),
      value("the window", sliding?.window ?? 0, other.sliding?.window ?? 0),
      value("the layers that slide", sliding?.layers ?? [], other.sliding?.layers ?? []),
      number("the sliding layers' base", sliding?.rotaryBase ?? 0, other.sliding?.rotaryBase ?? 0),
    ]
    let others = [
      number("the epsilon of the norms", Double(normEpsilon), Double(other.normEpsilon)),
      value("the activation function", activation, other.activation),
      value("whether there is a gate", isGated, other.isGated),
      number("the scale of embeddings", Double(embeddingScale), Double(other.embeddingScale)),
      value("the kind of norm", normKind, other.normKind),
      value("the norms", norms.map(\.rawValue).sorted(), other.norms.map(\.rawValue).sorted()),
      value("the width of the norms of queries", normsHeadsTogether, other.normsHeadsTogether),
      value("the biases", names(biases), names(other.biases)),
      number("the scale of attention", Double(attentionScale), Double(other.attentionScale)),
      number("the cap of attention", Double(attentionCap ?? 0), Double(other.attentionCap ?? 0)),
      number("the cap of logits", Double(logitCap ?? 0), Double(other.logitCap ?? 0)),
      value("whether the output is the embeddings", isTied, other.isTied),
    ]
    return (counts + others + rotation).lazy.compactMap { $0 }.first
  }

  private var filledDivisors: [Double] {
    rotaryDivisors.isEmpty ? Array(repeating: 1, count: headSize / 2) : rotaryDivisors
  }
}
