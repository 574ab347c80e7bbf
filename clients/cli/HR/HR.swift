import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct HR: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hr", abstract: say("help.hr"),
        subcommands: [
            HRInbox.self, HRShow.self, HRTake.self, HRDone.self, HRLeave.self, HRReimbursement.self, HRPaid.self, HRAppeal.self,
            HRAsk.self, HRProfile.self, HRNotice.self, HRAnnounce.self, HRPublish.self, HRActivate.self, HRDirectory.self,
        ])
}
