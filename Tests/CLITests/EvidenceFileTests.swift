import Foundation
import Testing
import Wire

@Suite("The program against a daemon, both spawned: evidence files", .serialized) struct EvidenceFileTests {
    private func signedIn(_ server: DemoServer, _ role: String) throws -> Person {
        let person = try Person()
        let account = server.account(role)
        let outcome = try person.run(
            "sign-in", account.login, "--server", "tls://" + server.address("tls"), "--ca", server.address("ca"), "--tenant", "demo", "--json",
            extra: ["GONGDAO_PASSWORD": account.password])
        try #require(outcome.status == 0, "\(outcome.output) \(outcome.error)")
        return person
    }

    @Test("One's own file is fetched, proved by the checkpoint kept, and found out when a byte is changed; receipts come by themselves")
    func ownFile() throws {
        let server = try DemoServer()
        let employee = try signedIn(server, "employee")
        defer { employee.remove() }
        #expect(try employee.run("appeal", "submit", "--subject", "加班费", "--text", "少算两小时").status == 0)
        let file = employee.home + "/own.zip"
        let saved = try employee.run("evidence", "export", "own", "--out", file, "--why", "仲裁", "--language", "zh", "--json")
        #expect(saved.status == 0, "\(saved.output) \(saved.error)")
        let note = employee.home + "/kept.note"
        #expect(try employee.run("evidence", "checkpoint", "--held", "-o", note).status == 0)
        let proved = try employee.run("evidence", "verify", file, "--checkpoint", note, "--json")
        #expect(proved.status == 0, "\(proved.output) \(proved.error)")
        #expect(try employee.run("evidence", "verify", file).status == 3)

        // Never over a file that is there, unless told to.
        let again = try employee.run("evidence", "export", "--out", file, "--json")
        #expect(again.status == 64 && again.json?["error"]?["code"] == "file_exists")
        #expect(try employee.run("evidence", "export", "--out", file, "--force").status == 0)
        let second = employee.home + "/second.zip"
        #expect(try employee.run("evidence", "export", "--out", second).status == 0)
        #expect(try employee.run("evidence", "compare", file, second).status == 0)

        // One byte.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: second))
        bytes[bytes.count / 2] ^= 1
        let altered = employee.home + "/altered.zip"
        try bytes.write(to: URL(fileURLWithPath: altered))
        let found = try employee.run("evidence", "verify", altered, "--checkpoint", note)
        #expect(found.status == 4 || found.status == 2, "\(found.output)")

        // The appeal's receipt was kept by the sync; it holds by itself.
        let receipts = try employee.run("evidence", "receipts", "--to", employee.home + "/receipts", "--json")
        let path = try #require(receipts.data?[0]?["path"]?.stringValue, "\(receipts.output)")
        #expect(receipts.data?.arrayValue?.count == 1 && receipts.data?[0]?["op"] == "appeal.submit")
        #expect(try employee.run("evidence", "verify", path, "--checkpoint", note).status == 0)
        #expect(try employee.run("evidence", "receipts", "--to", employee.home + "/receipts", "--json").json?["there"] == 1)
        // An act that the server has not taken has none.
        #expect(try employee.run("appeal", "submit", "--subject", "later", "--text", "x", "--offline").status == 0)
        let none = try employee.run("evidence", "receipt", "--act", "2", "--json")
        #expect(none.status == 1 && none.json?["error"]?["code"] == "no_leaf", "\(none.output)")
        #expect(try employee.run("evidence", "export", "own", "--case", "1", "--out", "x").status == 64)
    }

    @Test("HR's case and an auditor's range need their roles")
    func others() throws {
        let server = try DemoServer()
        let employee = try signedIn(server, "employee")
        defer { employee.remove() }
        let folder = employee.home
        for scope in [["--case", "1", "--purpose", "personnel"], ["--leaves", "0..9", "--purpose", "audit"], ["--from", "2026-01-01", "--purpose", "audit"]] {
            let refused = try employee.run(["evidence", "export"] + scope + ["--out", folder + "/x.zip", "--json"])
            #expect(refused.status == 1, "\(refused.output)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/x.zip"))
        }
    }
}
