import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct HRActivate: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: say("help.hr.activate"), discussion: say("help.hr.activate.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.staff_no"))) var staffNo: [String]

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        var issued: [(String, JSON)] = []
        for number in staffNo {
            issued.append((number, try await client.request("account.issue_code", ["staff_no": .string(number)])))
        }
        let data = JSON.array(
            issued.map { number, answer in
                var members = answer.objectValue ?? JSONObject()
                members["staff_no"] = .string(number)
                return .object(members)
            })
        workspace.output.emit("activation_codes", data) { page in
            var table = Table([
                Table.left(say("field.staff_no")), Table.left(say("field.code")), Table.left(say("field.valid_until")),
                Table.left(say("field.status")),
            ])
            for (number, answer) in issued {
                table.add(
                    number, answer["code"]?.stringValue ?? "", Show.ms(answer["expires_ms"]?.intValue) ?? "",
                    word("issue", answer["state"]?.stringValue))
            }
            page.table(table)
            page.line(page.style.dim(say("activate.once")))
        }
    }
}

struct HRDirectory: Subcommand {
    static let configuration = CommandConfiguration(commandName: "directory", abstract: say("help.hr.directory"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.query"))) var query: String

    func perform(_ workspace: Workspace) async throws {
        let answer = try await workspace.client().request("directory.find", ["q": .string(query)])
        let people = answer["people"]?.arrayValue ?? []
        workspace.output.emit("people", .array(people), about: ["more": answer["more"] ?? false]) { page in
            if people.isEmpty { return page.line(say("empty.people")) }
            var table = Table([
                Table.left(say("field.id")), Table.left(say("field.name")), Table.left(say("field.department")),
                Table.left(say("field.title")), Table.left(say("field.phone")), Table.flexible(say("field.mail")),
            ])
            for person in people {
                table.add(
                    person["id"]?.stringValue ?? "", person["name"]?.stringValue ?? "", person["department"]?.stringValue ?? "",
                    person["title"]?.stringValue ?? "", person["work_phone"]?.stringValue ?? "", person["work_email"]?.stringValue ?? "")
            }
            page.table(table)
            if answer["more"]?.boolValue == true { page.line(page.style.dim(say("list.more"))) }
        }
    }
}
