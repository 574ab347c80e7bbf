import Foundation
import Testing
import Wire

@Suite("The program against a daemon, both spawned: the main job", .serialized) struct MainJobTests {
    private func signedIn(_ server: DemoServer, _ role: String) throws -> Person {
        let person = try Person()
        let account = server.account(role)
        let outcome = try person.run(
            "sign-in", account.login, "--server", "tls://" + server.address("tls"), "--ca", server.address("ca"), "--tenant", "demo", "--json",
            extra: ["GONGDAO_PASSWORD": account.password])
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.error)")
        #expect(outcome.data?["login"]?.stringValue == account.login)
        return person
    }

    @Test("Sign in, read, act offline, come back, the manager decides, the employee sees it; another profile sees nothing")
    func mainJob() throws {
        let server = try DemoServer()
        let (employee, hr, manager) = (try signedIn(server, "employee"), try signedIn(server, "hr"), try signedIn(server, "manager"))
        defer { employee.remove() }
        defer { manager.remove() }
        defer { hr.remove() }

        let issued = try hr.run(
            "hr", "notice", "--kind", "leave_policy", "--title", "请假须知", "--text", "事假期间工资按出勤天数计发。", "--title-en", "Leave policy",
            "--text-en", "Personal leave is unpaid.", "--json")
        #expect(issued.status == 0, "\(issued.output)")
        let notice = try #require(issued.data?["notice"]?.stringValue)

        #expect(try employee.run("sync").status == 0)
        let refused = try employee.run("leave", "request", "personal", "--from", "2027-03-01", "--offline", "--json")
        #expect(refused.status == 1 && refused.json?["error"]?["code"] == "notice_needed")
        let shown = try employee.run("notices", notice, "--offline", "--lang", "zh")
        #expect(shown.status == 0 && shown.output.contains("事假期间") && shown.output.contains("请假须知"))

        // Off line: everything is filed, nothing is sent.
        #expect(try employee.run("ack", notice, "--offline", "--json").data?["state"] == "queued")
        #expect(try employee.run("leave", "request", "personal", "--from", "2027-03-01", "--to", "2027-03-02", "--reason", "家事", "--offline").status == 0)
        let receipt = employee.home + "/发票.pdf"
        try Data("%PDF-1.4 not much".utf8).write(to: URL(fileURLWithPath: receipt))
        let claim = try employee.run(
            "reimburse", "submit", "--line", "2026-11-12,transport,235.50,高铁", "--receipt", "1=\(receipt)", "--offline")
        #expect(claim.status == 0, "\(claim.output) \(claim.error)")
        let appeal = try employee.run("appeal", "submit", "--kind", "pay", "--subject", "加班费", "--text", "-", "--offline", input: "少算两小时\n")
        #expect(appeal.status == 0, "\(appeal.output) \(appeal.error)")
        let regretted = try employee.run("appeal", "submit", "--subject", "second thoughts", "--text", "x", "--offline", "--json")
        let local = try #require(regretted.data?["local"]?.intValue)
        #expect(try employee.run("outbox", "undo", "\(local)").status == 0)
        let waiting = try employee.run("outbox", "--waiting", "--json")
        #expect(waiting.data?.arrayValue?.filter { $0["state"] == "queued" }.count ?? 0 >= 4)
        let pending = try employee.run("leave", "list", "--json")
        #expect(pending.data?[0]?["pending"]?.arrayValue?.isEmpty == false && pending.json?["waiting_acts"]?.intValue ?? 0 > 0)

        // Back on line.
        let synced = try employee.run("sync", "--json")
        #expect(synced.status == 0, "\(synced.output)")
        let acts = try #require(synced.data?["acts"]?.arrayValue)
        #expect(acts.allSatisfy { $0["state"] == "accepted" || $0["state"] == "undone" }, "\(acts)")
        #expect(try employee.run("appeal", "list", "--json").data?.arrayValue?.compactMap { $0["subject"]?.stringValue } == ["加班费"])

        // Leave is asked of the manager; HR has the appeal before it, and the manager has not.
        let inbox = try manager.run("hr", "inbox", "--sync", "--json")
        let task = try #require(inbox.data?.arrayValue?.first { $0["subject_collection"] == "leave" })
        let theirs = try hr.run("hr", "inbox", "--sync", "--json").data?.arrayValue?.compactMap { $0["subject_collection"]?.stringValue } ?? []
        #expect(theirs.contains("appeal") && !theirs.contains("leave"), "\(theirs)")
        let decided = try manager.run("hr", "leave", task["id"]?.stringValue ?? "", "approve", "--json")
        #expect(decided.status == 0 && decided.data?["state"] == "accepted", "\(decided.output)")
        let leaves = try employee.run("leave", "--sync", "--json")
        #expect(leaves.data?[0]?["status"] == "approved")

        // A second profile on the same computer holds nothing of it.
        let other = try employee.run("leave", "list", "--profile", "other", "--json")
        #expect(other.status == 4 && other.json?["error"]?["code"] == "not_signed_in")
    }

    @Test("Without a server: reading works, questions end with 5; a wrong password ends with 4; nothing secret is in the arguments or files")
    func failures() throws {
        let server = try DemoServer()
        let employee = try signedIn(server, "employee")
        let account = server.account("employee")
        defer { employee.remove() }
        let wrong = try Person()
        let refusal = try wrong.run(
            "sign-in", account.login, "--server", "tcp://" + server.address("tcp"), "--tenant", "demo", "--json",
            input: "not the password\n")
        #expect(refusal.status == 4 && refusal.json?["error"]?["hint"] != nil)
        wrong.remove()
        #expect(try employee.run("devices").status == 0)
        server.stop()
        let status = try employee.run("status", "--json")
        #expect(status.status == 0 && status.json?["age_s"]?.intValue != nil)
        #expect(try employee.run("pay").status == 0)
        let devices = try employee.run("devices", "--json")
        #expect(devices.status == 5 && devices.json?["error"]?["code"] == "offline")
        let filed = try employee.run("appeal", "submit", "--subject", "s", "--text", "x", "--json")
        #expect(filed.status == 0 && filed.data?["state"] == "queued")
        for file in FileManager.default.enumerator(atPath: employee.home)?.compactMap({ $0 as? String }) ?? [] {
            guard let data = FileManager.default.contents(atPath: employee.home + "/" + file) else { continue }
            #expect(data.range(of: Data(account.password.utf8)) == nil && data.range(of: Data(account.login.utf8)) == nil, "\(file)")
        }
    }

    @Test("Usage errors end with 64, help and completions are there in both languages, colour is off in a pipe")
    func surface() throws {
        let person = try Person()
        defer { person.remove() }
        #expect(try person.run("leave", "request", "personal").status == 64)
        #expect(try person.run("pay", "answer", "x", "perhaps").status == 64)
        #expect(try person.run("status", "--lang", "fr").status == 64)
        let help = try person.run("--help", extra: ["LANG": "zh_CN.UTF-8"])
        #expect(help.status == 0 && help.output.contains("公道"))
        #expect(try person.run("--help").output.contains("Exit codes"))
        for shell in ["bash", "zsh", "fish"] {
            #expect(try person.run("--generate-completion-script", shell).output.contains("gongdao"))
        }
        let codes = try person.run("exit-codes", "--json")
        #expect(codes.data?.arrayValue?.count == 13)
        #expect(try !person.run("exit-codes").output.contains("\u{1B}"))
    }
}
