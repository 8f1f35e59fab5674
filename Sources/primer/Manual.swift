import ArgumentParser
import Platform

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `primer manual`: the manual page, made of the same declarations as `--help`.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the manual page, in the format of man(7).", shouldDisplay: false)

  func run() throws {
    struct Tool: Decodable { let command: ManualPage.Command }
    let tool = try JSONDecoder().decode(Tool.self, from: Data(Primer._dumpHelp().utf8))
    writeAll(ManualPage(tool.command, version: Primer.configuration.version).text, to: STDOUT_FILENO)
  }
}

/// A page in the format of man(7) about a program and its commands.
struct ManualPage {
  /// A command as `--experimental-dump-help` describes it.
  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let superCommands: [String]?
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }
    struct Name: Decodable {
      let kind: String
      let name: String
      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: Kind
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
  }

  let text: String

  init(_ program: Command, version: String) {
    let name = program.commandName
    let common = Self.shown(program.arguments)
    var lines = [
      ".TH \(name.uppercased()) 1 \"\" \"\(version)\" \"User Commands\"", ".SH NAME",
      "\(name) \\- \(Self.withoutStop(program.abstract))", ".SH SYNOPSIS",
    ]
    lines += [Self.synopsis(program), ".SH DESCRIPTION"] + Self.prose(program.discussion)
    lines += [".SH OPTIONS"] + common.flatMap(Self.entry)
    lines += [".SH COMMANDS", "Every command takes the options above, too."]
    // `help` is ArgumentParser's own.
    for command in Self.leaves(of: program) where command.commandName != "help" {
      let own = Self.shown(command.arguments).filter { argument in
        !common.contains { $0.names?.map(\.text) == argument.names?.map(\.text) } || argument.kind == .positional
      }
      lines += [".SS \(Self.escaped(Self.path(command)))", Self.synopsis(command, own), ".PP"]
      lines += Self.prose(command.abstract) + (command.discussion.map { [".PP"] + Self.prose($0) } ?? [])
      lines += own.filter { $0.kind != .positional || $0.abstract != nil }.flatMap(Self.entry)
    }
    lines += [".SH ENVIRONMENT"]
    for (variable, meaning) in Self.environment { lines += [".TP", ".B \(variable)", Self.escaped(meaning)] }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static let environment = [
    ("PRIMER_THREADS", "How many threads compute. Otherwise as many as there are processors."),
    ("PRIMER_KERNELS", "What they compute with: baseline, avx2 or avx512. The results are the same."),
    ("PRIMER_HOME", "A folder with folders Lessons, Datasets and models, which are looked for there first."),
    ("XDG_DATA_HOME", "Fetched models are in primer/models in it. Otherwise in ~/.local/share."),
    ("XDG_STATE_HOME", "Your progress and the prompt's history are in primer in it. Otherwise in ~/.local/state."),
    ("XDG_CACHE_HOME", "The results of lessons that passed are in primer/check in it. Otherwise in ~/.cache."),
  ]

  private static func shown(_ arguments: [Argument]?) -> [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

  private static func path(_ command: Command) -> String {
    ((command.superCommands ?? []) + [command.commandName]).joined(separator: " ")
  }

  /// The commands that do something, not those that only hold others.
  private static func leaves(of command: Command) -> [Command] {
    (command.subcommands ?? []).filter(\.shouldDisplay).flatMap {
      $0.subcommands == nil ? [$0] : leaves(of: $0)
    }
  }

  private static func synopsis(_ command: Command, _ arguments: [Argument]? = nil) -> String {
    let arguments = arguments ?? shown(command.arguments)
    let positional = arguments.filter { $0.kind == .positional }.map { argument in
      let value = "\\fI\(escaped(argument.valueName ?? ""))\\fR" + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(value)]" : value
    }
    let options = arguments.contains { $0.kind != .positional } ? ["[\\fIoptions\\fR]"] : []
    let commands = command.subcommands == nil ? [] : ["[\\fIcommand\\fR]"]
    return (["\\fB\(escaped(path(command)))\\fR"] + options + positional + commands).joined(separator: " ")
  }

  private static func entry(_ argument: Argument) -> [String] {
    // A short name stands in front, as in `--help`.
    let names = (argument.names ?? []).sorted { $0.text.count < $1.text.count }.map { "\\fB\(escaped($0.text))\\fR" }
    let value = argument.kind == .flag ? "" : "\\fI\(escaped(argument.valueName ?? ""))\\fR"
    let isFlag = argument.kind == .flag
    let standard = argument.defaultValue.map { isFlag ? "" : " Default: \($0)." } ?? ""
    return [".TP", names.joined(separator: ", ") + (names.isEmpty || isFlag ? "" : " ") + value]
      + prose((argument.abstract ?? "") + standard)
  }

  /// Paragraphs of text, of which blank lines stand between two.
  private static func prose(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ".PP" : escaped($0) }
  }

  /// Text in which nothing is an instruction to the formatter.
  private static func escaped(_ text: some StringProtocol) -> String {
    let plain = String(text).replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }

  private static func withoutStop(_ text: String?) -> String {
    let text = text ?? ""
    return escaped(text.hasSuffix(".") ? String(text.dropLast()) : text)
  }
}
