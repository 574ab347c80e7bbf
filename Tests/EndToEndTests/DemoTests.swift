import Foundation
import Testing
import Wire

/// `gongdaod serve --demo` from outside: what any program can rely on.
@Suite(.serialized) struct DemoTests {
    private func start() async throws -> (Program, JSON) {
        let program = try Program("gongdaod", ["serve", "--demo"])
        try await program.wait(seconds: 120) { program.out.contains("\n") || !program.isRunning }
        let line = try #require(program.out.split(separator: "\n").first, "\(program.err)")
        return (program, try JSON(parsing: line.utf8))
    }

    @Test func itPrintsOneLineServesEveryAccountAndLeavesNothingBehind() async throws {
        let (program, demo) = try await start()
        #expect(demo["tenant"] == "demo")
        let accounts = try #require(demo["accounts"]?.arrayValue)
        let roles = Set(accounts.compactMap { $0["role"]?.stringValue })
        #expect(roles.isSuperset(of: ["employee", "manager", "hr", "finance", "auditor", "admin", "operator"]))
        let ca = try #require(demo["ca"]?.stringValue)
        #expect(try String(contentsOfFile: ca, encoding: .utf8).contains("BEGIN CERTIFICATE"))
        for account in accounts where account["role"] != "operator" {
            let client = try await LineSocket.connect(try #require(demo["tcp"]?.stringValue))
            _ = try await client.hello()
            let signed = try await client.call(1, "auth.sign_in", [
                "tenant": "demo", "login": account["staff_no"] ?? nil, "password": account["password"] ?? nil, "device": ["name": "e2e"],
            ])
            #expect(signed["result"]?["access"]?.stringValue != nil, "\(account) \(signed)")
            let roles = signed["result"]?["roles"]?.arrayValue ?? []
            #expect(roles.contains(account["role"] ?? nil), "\(signed)")
            let page = try await client.call(2, "sync.pull")
            #expect(page["result"]?["put"]?.arrayValue?.isEmpty == false, "\(page)")
            await client.close()
        }
        let operators = try await LineSocket.connect(try #require(demo["operator"]?.stringValue))
        _ = try await operators.hello()
        let account = try #require(accounts.first { $0["role"] == "operator" })
        let signed = try await operators.call(1, "operator.sign_in", ["name": account["staff_no"] ?? nil, "password": account["password"] ?? nil])
        #expect(signed["result"] != nil, "\(signed)")
        await operators.close()

        program.signal(SIGTERM)
        #expect(try await program.exit() == 0)
        #expect(program.out.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: URL(fileURLWithPath: ca).deletingLastPathComponent().path))
    }

    @Test func certificatesAreReadAgainOnSIGHUP() async throws {
        let (demoProgram, demo) = try await start()
        let made = URL(fileURLWithPath: try #require(demo["ca"]?.stringValue)).deletingLastPathComponent().path
        let folder = try Folder()
        try await folder.initialise()
        for name in ["server.pem", "server.key"] {
            try FileManager.default.copyItem(atPath: made + "/" + name, toPath: folder.path + "/" + name)
        }
        demoProgram.signal(SIGTERM)
        let served = try await Served.start(folder, [
            "--listen-tls", "127.0.0.1:0", "--tls-certificate", folder.path + "/server.pem", "--tls-key", folder.path + "/server.key",
        ])
        served.program.signal(SIGHUP)
        try await served.program.wait { served.program.err.contains("certificates were read again") }
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: folder.path + "/server.pem"))
        served.program.signal(SIGHUP)
        try await served.program.wait { served.program.err.contains("the certificates stay as they were") }
        let client = try await LineSocket.connect(served.address)
        #expect(try await client.hello()["result"] != nil)
        await client.close()
        served.program.signal(SIGTERM)
        #expect(try await served.program.exit() == 0)
        #expect(try await demoProgram.exit() == 0)
    }
}
