import ArgumentParser
import Foundation

/// The bundled client. Set-up of the language comes first: help texts are made from the catalogue as well.
@main
struct Gongdao: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gongdao", abstract: say("help.gongdao"), discussion: say("help.gongdao.discussion"), version: App.version,
        subcommands: [
            Activate.self, SignIn.self, SignOut.self, Password.self, SecondFactor.self, Sync.self, Status.self, Watch.self,
            Announcements.self, Notices.self, Ack.self, Pay.self, Insurance.self, LeaveGroup.self, Reimburse.self, AppealGroup.self,
            ProfileGroup.self, OutboxGroup.self, Receipts.self, EvidenceGroup.self, AuditGroup.self, Devices.self, Sessions.self,
            RetentionGroup.self, HoldGroup.self, ErasureGroup.self, ConsentGroup.self, HR.self, Admin.self, Operator.self, StatuteCommand.self, ExitCodes.self,
        ])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let language = Language.detect(arguments: arguments, environment: ProcessInfo.processInfo.environment)
        Catalogue.use(language)
        await main(arguments)
    }
}

/// Facts about this program.
enum App {
    static let version = "1.0.0"
    static let name = "gongdao-cli/" + version
}

/// What the exit status tells a script.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case refused = 1
    case someBad = 2
    case notEstablished = 3
    case notSignedIn = 4
    case offline = 5
    case locked = 6
    case conflict = 7
    case later = 8
    case upgrade = 9
    case usage = 64
    case fault = 70
    case storage = 74

    /// Key of the sentence in the catalogue.
    var meaning: String { "exit.\(self)" }
}
