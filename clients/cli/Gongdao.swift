import ArgumentParser

/// The bundled client.
@main
struct Gongdao: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "gongdao", subcommands: [StatuteCommand.self])
}
