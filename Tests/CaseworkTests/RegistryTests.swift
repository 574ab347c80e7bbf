import Base
import Casework
import Records
import Testing
import Wire

@Suite("The registry of operations") struct RegistryTests {
    @Test("Every operation of the design is there")
    func complete() {
        let wanted = [
            "notice.read", "notice.acknowledge", "notice.dispute", "payslip.answer", "leave.request", "leave.withdraw", "leave.cancel",
            "reimbursement.submit", "reimbursement.withdraw", "appeal.submit", "appeal.withdraw", "profile.correct", "profile.decide",
            "notice.issue", "announcement.publish", "payslip.publish", "leave.decide", "reimbursement.decide", "appeal.decide",
            "task.assign",
            "delegation.set", "task.complete", "employee.end", "role.set", "void",
        ]
        #expect(wanted.filter { CommandRegistry[$0] == nil } == [])
        #expect(CommandRegistry.all.map(\.op) == CommandRegistry.all.map(\.op).sorted())
        #expect(CommandRegistry.retired.isDisjoint(with: CommandRegistry.all.map(\.op)))
    }

    /// Written down a second time, so that a role is never widened unnoticed.
    @Test("Operation, roles and secrecy as decided")
    func table() {
        let rows = CommandRegistry.all.map { command -> String in
            let roles = command.roles.sorted().map(\.rawValue).joined(separator: ",")
            return "\(command.op) \(roles) \(command.secrecy.rawValue)" + (command.leaversMay ? " leavers" : "")
        }
        #expect(
            rows
                == """
                announcement.publish hr,admin open
                announcement.withdraw hr,admin open
                appeal.decide hr,auditor private
                appeal.handle hr,auditor private
                appeal.reply employee private leavers
                appeal.submit employee private leavers
                appeal.withdraw employee private leavers
                delegation.begin  open
                delegation.end  open
                delegation.revoke manager,hr open
                delegation.set manager,hr open
                employee.end hr private
                employee.leave  private
                import.apply hr,admin open
                import.undo hr,admin open
                leave.cancel employee private
                leave.decide manager,hr private
                leave.request employee private
                leave.withdraw employee private
                notice.acknowledge employee private leavers
                notice.dispute employee private leavers
                notice.due  private
                notice.effect  private
                notice.issue hr,admin private
                notice.read employee private leavers
                override.end hr,admin open
                override.set hr,admin open
                payslip.answer employee pay leavers
                payslip.publish hr,finance pay
                profile.correct employee private
                profile.decide hr private
                profile.withdraw employee private
                reimbursement.decide finance private
                reimbursement.pay finance private
                reimbursement.submit employee private
                reimbursement.withdraw employee private
                role.confirm admin private
                role.set admin private
                task.assign manager,hr,finance,auditor,admin open
                task.complete manager,hr,finance,auditor,admin open
                task.due  open
                void employee,manager,hr,finance,auditor,admin open leavers
                """.split(separator: "\n").map(String.init))
    }

    @Test(
        "The declared arguments are the ones that are read, whole and at their least", arguments: CommandRegistry.all.map(\.op),
        [true, false])
    func arguments(op: String, full: Bool) throws {
        let command = try #require(CommandRegistry[op])
        let sample = Sample.object(command.arguments, full: full)
        #expect(try command.understood(sample) == sample)
    }

    @Test("The example of every operation is understood, and says nothing that is not declared", arguments: CommandRegistry.all.map(\.op))
    func examples(op: String) throws {
        let command = try #require(CommandRegistry[op])
        #expect(try command.understood(command.example) == command.example)
        #expect(!command.meaning.zh.isEmpty && !command.meaning.en.isEmpty)
    }

    @Test("An unknown member of the arguments is refused and named", arguments: CommandRegistry.all.map(\.op))
    func unknownMembers(op: String) throws {
        let command = try #require(CommandRegistry[op])
        guard case .object(var members) = Sample.object(command.arguments, full: true) else { return }
        members["surprise"] = 1
        let refusal = refused("arguments.unknown", .invalid) { _ = try command.understood(.object(members)) }
        #expect(refusal?.field == "surprise")
    }

    @Test("A missing member, a wrong type and an unknown word are told apart and named")
    func badArguments() throws {
        let world = try World.company()
        func field(_ reason: String, _ a: JSON) -> String? {
            refused(reason, .invalid) { try world.run("leave.request", a, by: "150") }?.field
        }
        #expect(field("arguments.missing", ["id": "x", "type": "sick", "from": "2026-12-07"]) == "to")
        #expect(field("arguments.type", ["id": 1, "type": "sick", "from": "2026-12-07", "to": "2026-12-07"]) == "id")
        #expect(field("arguments.value", ["id": "x", "type": "nap", "from": "2026-12-07", "to": "2026-12-07"]) == "type")
        #expect(field("arguments.value", ["id": "x", "type": "sick", "from": "2026-02-30", "to": "2026-12-07"]) == "from")
    }

    @Test("The server's own operations are nobody's, and a timer whose matter is gone does nothing")
    func timers() throws {
        let world = try World.company()
        let own = CommandRegistry.all.filter { $0.roles.isEmpty }
        #expect(own.map(\.op) == ["delegation.begin", "delegation.end", "employee.leave", "notice.due", "notice.effect", "task.due"])
        for command in own {
            for person in ["100", "110", "150"] {
                #expect(refused("access.role", .forbidden) { try world.run(command.op, command.example, by: person) } != nil)
            }
            #expect(try world.timer(command.op, command.example).isEmpty)
        }
    }

    @Test("void takes its number and does nothing")
    func void() throws {
        let world = try World.company()
        #expect(try world.preview("void", [:], as: world.actor("150")).isEmpty)
    }

    @Test("A refusal travels with reason, text in both languages and its data")
    func refusals() {
        let no = Refusal.rule("leave.balance", zh: "余额不足", en: "Not enough", field: "to", nearest: 200)
        #expect(no.body() == ["reason": "leave.balance", "text": ["zh": "余额不足", "en": "Not enough"], "field": "to", "nearest": 200])
        #expect(no.code == .ruleRefused)
        #expect(Refusal.wait(.dependencyMissing).body() == [:])
        #expect(Refusal.notFound.code == .notFound)
    }
}
