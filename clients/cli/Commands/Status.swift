import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Status: Subcommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: say("help.status"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let settings = try workspace.settings
        let client = try workspace.client(settings)
        let held = try await client.holdings()
        let freshness = Freshness(held, now: workspace.now)
        let (lease, left) = Status.lease(held.lease)
        let data: JSON = [
            "profile": .string(workspace.profileName), "server": .string(settings.server), "tenant": .string(held.session.tenant),
            "login": .string(held.session.login), "employee": held.session.employee.map { .string($0) } ?? .null,
            "name": held.session.name.map { .string($0) } ?? .null, "roles": .array(held.session.roles.map { .string($0) }),
            "device": .string(held.session.device), "records": .int(Int64(held.rows)), "lease": .string(lease),
            "lease_left_s": left.map { .int($0) } ?? .null,
            "last_contact": .string(Timestamp(ms: held.contact.lastMs).rfc3339()),
            "stopped": held.contact.stop.map { .int(Int64($0)) } ?? .null,
        ]
        workspace.output.emit("status", data, about: freshness.json) { page in
            page.fields([
                (say("field.name"), held.session.name), (say("field.tenant"), held.session.tenantName),
                (say("field.login"), held.session.login),
                (say("field.roles"), held.session.roles.map { word("role", $0) }.joined(separator: ", ")),
                (say("field.server"), settings.server), (say("field.profile"), workspace.profileName),
                (say("field.device"), held.session.device), (say("field.records"), "\(held.rows)"),
                (say("field.last_contact"), Show.time(Timestamp(ms: held.contact.lastMs))),
                (say("field.lease"), left.map { say("lease.running", Show.span($0 * 1000)) } ?? say("lease.\(lease)")),
            ])
            if let stop = held.contact.stop.flatMap({ ErrorCode(rawValue: $0) }) { page.line(page.style.red(say("error.\(stop.symbol)"))) }
            freshness.write(&page)
        }
    }

    private static func lease(_ lease: Lease) -> (String, Int64?) {
        switch lease {
        case .running(let left): ("running", left / 1000)
        case .over: ("over", nil)
        case .purge: ("purge", nil)
        }
    }
}
