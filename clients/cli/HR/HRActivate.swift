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
        // A code is shown once: those that were given out are shown, whatever becomes of the ones after them.
        var failure: (any Error)?
        for number in staffNo {
            do {
                issued.append((number, try await client.request("account.issue_code", ["staff_no": .string(number)])))
            } catch {
                failure = error
                break
            }
        }
        if issued.isEmpty, let failure { throw failure }
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
        if let failure { throw failure }
    }
}

struct HRDirectory: Subcommand {
    static let configuration = CommandConfiguration(commandName: "directory", abstract: say("help.hr.directory"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.query"))) var query: String

    func perform(_ workspace: Workspace) async throws {
        let client = try workspace.client()
        var people: [JSON] = []
        var after: JSON?
        var more = true
        // The server looks at so many people for one answer; the search goes on until a page is full or everybody was looked at.
        while more, people.count < HRDirectory.most {
            var params: JSONObject = ["q": .string(query), "limit": .int(Int64(HRDirectory.most))]
            if let after { params["after"] = after }
            let answer = try await client.request("directory.find", .object(params))
            people += answer["people"]?.arrayValue ?? []
            after = answer["after"]
            more = answer["more"]?.boolValue == true && after != nil
        }
        workspace.output.emit("people", .array(people), about: ["more": .bool(more)]) { page in
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
            if more { page.line(page.style.dim(say("list.more"))) }
        }
    }

    private static let most = 50
}
