/// Several adaptations of one frozen model that vote: each answers, in one batch, and the commonest answer is the
/// ensemble's (Lester et al. 2021, section 6: prompt ensembling).
///
/// Of answers with equally many votes the one wins whose voters were surer: the greater sum of log p, which is known
/// from answering, so that a tie costs no further pass. If these are equal too, the earlier member decides.
package struct Ensemble: Equatable, Sendable {
  package let members: [Adaptation]

  /// Throws for fewer than two members, for one that comes twice, for tuned weights, and for another ensemble.
  package init(_ members: [Adaptation]) throws(TailoringError) {
    guard members.count > 1 else { throw .init(.tooFewMembers(members.count), blaming: .members) }
    for (index, member) in members.enumerated() {
      if case .ensemble = member { throw .init(.ensembleAsMember(index + 1), blaming: .members) }
      if member.changesWeights { throw .init(.tunedWeightsAsMember(index + 1), blaming: .members) }
      if let first = members[..<index].firstIndex(of: member) {
        throw .init(.sameMember(first + 1, index + 1), blaming: .members)
      }
    }
    self.members = members
  }

  /// The answer of a member.
  struct Vote {
    let answer: String
    /// log p of its tokens.
    let logProbability: Double
  }

  /// The answer that wins; empty where nobody votes.
  static func decide(_ votes: [Vote]) -> String {
    var results: [(answer: String, votes: Int, logProbability: Double)] = []
    for vote in votes {
      // Byte for byte, as answers are judged.
      if let index = results.firstIndex(where: { $0.answer.utf8.elementsEqual(vote.answer.utf8) }) {
        results[index].votes += 1
        results[index].logProbability += vote.logProbability
      } else {
        results.append((vote.answer, 1, vote.logProbability))
      }
    }
    let best = results.reduce(nil as (answer: String, votes: Int, logProbability: Double)?) { best, next in
      guard let best, (best.votes, best.logProbability) >= (next.votes, next.logProbability) else { return next }
      return best
    }
    return best?.answer ?? ""
  }
}
