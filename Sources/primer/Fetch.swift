import ArgumentParser
import Commands
import Platform
import Script
import Terminal

/// `primer fetch`: the command of the same name, which asks about a licence when somebody is there to answer.
struct Fetch: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Bring a model to this machine.")

  @OptionGroup var appearance: Appearance

  @Argument(help: ArgumentHelp("A name that `models` lists.", valueName: "model"))
  var name: String

  @Flag(help: "Accept the model's licence without being asked.")
  var acceptLicence = false

  func run() throws {
    let world = World(appearance)
    let accepts = acceptLicence || (isatty(STDIN_FILENO) == 1 && accepts(world))
    let option = accepts ? " accept-licence: true" : ""
    try world.end(
      world.run(SourceText("fetch '\(name.replacing("'", with: ""))'\(option)", name: "primer"), in: world.session()))
  }

  /// Asks about the licence, if it is one that must be accepted and the model is not here yet.
  private func accepts(_ world: World) -> Bool {
    guard let model = world.store.known.first(where: { $0.name == name }), model.licence.mustBeAccepted,
      !world.store.names(world.host()).contains(name)
    else { return false }
    writeAll(
      "\(model.title): \(model.licence.name)\n\(model.licence.summary)\nDo you accept? [y/N] ", to: STDERR_FILENO)
    return ["y", "yes"].contains((readLine() ?? "").lowercased())
  }
}
