import Foundation
import Testing
import Wire

@Suite("The program against a daemon, both spawned: changes of roles", .serialized) struct RolesTests {
    private func connect(_ server: DemoServer) -> [String] {
        ["--server", "tls://" + server.address("tls"), "--ca", server.address("ca"), "--tenant", "demo", "--json"]
    }

    @Test("With two admins a role waits for the other one: it says so, stands in the inbox and the list, and can be settled")
    func twoAdmins() throws {
        let server = try DemoServer()
        let (first, second) = (try Person(), try Person())
        defer { first.remove() }
        defer { second.remove() }
        let account = server.account("admin")
        #expect(try first.run(["sign-in", account.login] + connect(server), extra: ["GONGDAO_PASSWORD": account.password]).status == 0)
        let staff = ["E00003", server.account("employee").login]
        let issued = try first.run("hr", "activate", staff[0], "--json")
        let code = try #require(issued.data?[0]?["code"]?.stringValue, "\(issued.output)")
        let opened = try second.run(["activate", staff[0]] + connect(server), extra: ["GONGDAO_CODE": code, "GONGDAO_PASSWORD": "公道-0123-äöü-long"])
        #expect(opened.status == 0, "\(opened.output) \(opened.error)")
        // With one admin it takes effect at once.
        #expect(try first.run("admin", "roles", staff[0], "employee", "admin", "--reason", "second").status == 0)

        let asked = try first.run("admin", "roles", staff[1], "employee", "admin", "--reason", "third", "--lang", "en")
        #expect(asked.status == 0 && asked.output.contains("It has no effect yet"), "\(asked.output)")
        #expect(try second.run("sync").status == 0)
        let inbox = try second.run("hr", "inbox", "--json")
        let task = try #require(inbox.data?.arrayValue?.first { $0["kind"] == "role_confirm" }, "\(inbox.output)")
        let change = try #require(task["subject_id"]?.stringValue)
        #expect(try second.run("admin", "changes", "--json").data?[0]?["id"]?.stringValue == change)
        // The second one is the first one's making, and cannot say yes for thirty days; to say no takes nothing.
        let id = try #require(task["id"]?.stringValue)
        let early = try second.run("admin", "confirm", id, "approve", "--json")
        #expect(early.status != 0 && early.output.contains("role.not_independent"), "\(early.output)")
        let settled = try second.run("admin", "confirm", id, "reject", "--reason", "not agreed", "--json")
        #expect(settled.status == 0, "\(settled.output) \(settled.error)")
        #expect(try second.run("admin", "changes", "--json").data?.arrayValue?.contains { $0["status"] == "refused" } == true)
        server.stop()
    }
}
