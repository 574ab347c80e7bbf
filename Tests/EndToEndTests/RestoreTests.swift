import Foundation
import Testing
import Wire

/// The runbook's "Backup and restore", word by word, on the real daemon.
@Suite struct RestoreTests {
    /// A daemon with a tenant, an operator and one person, over Unix sockets.
    private final class Site {
        let folder: Folder
        private(set) var program: Program
        private let access: JSON
        private let device: String
        private var lastID: Int64 = 100

        private init(_ folder: Folder, _ program: Program, _ access: JSON, _ device: String) {
            (self.folder, self.program, self.access, self.device) = (folder, program, access, device)
        }

        private static func serve(_ folder: Folder) async throws -> Program {
            let program = try Program(
                "gongdaod", ["serve"] + folder.flags + ["--listen-unix", folder.path + "/t", "--operator-unix", folder.path + "/o"])
            try await program.wait { program.err.contains("door=operators") || !program.isRunning }
            return program
        }

        /// First start, operator, tenant, first admin, as the runbook says.
        static func make() async throws -> Site {
            let folder = try Folder()
            _ = try await Program.run("gongdaod", ["keys", folder.path + "/platform-key"])
            let first = try await Program.run("gongdaod", ["init"] + folder.flags)
            let code = try #require(first.out.split(separator: "\n").first { $0.hasPrefix("code:") }?.split(separator: " ").last)
            let program = try await serve(folder)
            let staff = try await LineSocket.connect(folder.path + "/o")
            _ = try await staff.hello()
            let password: JSON = "a long pass phrase 9"
            _ = try await staff.call(1, "operator.activate", ["code": .string(String(code)), "name": "operator", "password": password])
            _ = try await staff.call(2, "operator.sign_in", ["name": "operator", "password": password])
            _ = try await staff.call(3, "tenant.create", ["code": "acme", "name": "Acme"])
            let admin = try await staff.call(4, "tenant.first_admin", ["code": "acme", "name": "王芳", "staff_no": "A001"])
            await staff.close()
            let person = try await LineSocket.connect(folder.path + "/t")
            _ = try await person.hello()
            let signed = try await person.call(
                1, "auth.activate",
                [
                    "tenant": "acme", "login": "A001", "code": try #require(admin["result"]?["activation"]), "password": password,
                    "device": ["name": "phone"],
                ])
            await person.close()
            let result = try #require(signed["result"], "\(signed)")
            return Site(folder, program, try #require(result["access"]), try #require(result["device"]?.stringValue))
        }

        func stop() async throws {
            program.signal(SIGTERM)
            #expect(try await program.exit() == 0)
        }

        func start() async throws { program = try await Site.serve(folder) }

        /// Calls as the person, each on a connection of its own.
        func call(_ method: String, _ params: JSON) async throws -> JSON {
            let socket = try await LineSocket.connect(folder.path + "/t")
            _ = try await socket.hello()
            let used = try await socket.call(1, "auth.use", ["access": access])
            guard used["error"] == nil else { return used }
            let answer = try await socket.call(2, method, params)
            await socket.close()
            return answer
        }

        /// Files act number n; the word of its answer: `ok`, `dup`, …
        func act(_ n: Int64) async throws -> String {
            let answer = try await call("sync.push", ["q": .string(device + ".0"), "muts": [["n": .int(n), "op": "void", "a": .object(JSONObject())]]])
            return answer["result"]?["res"]?.arrayValue?.first?.arrayValue?[1].stringValue ?? "\(answer)"
        }

        /// Pulls to the end; the cursor held then.
        func pull(_ cursor: String? = nil) async throws -> JSON {
            var cursor = cursor
            while true {
                var params = JSONObject()
                if let cursor { params["cur"] = .string(cursor) }
                let answer = try await call("sync.pull", .object(params))
                guard let result = answer["result"] else { return answer }
                cursor = result["cur"]?.stringValue ?? cursor
                if result["more"] != true { return .string(cursor ?? "") }
            }
        }

        /// `gongdao operator …`, as an operator types it.
        func operate(_ arguments: [String]) async throws -> (code: Int32, out: String, err: String) {
            try await Program.run(
                "gongdao", ["operator"] + arguments,
                environment: [
                    "GONGDAO_OPERATOR": "unix:" + folder.path + "/o", "GONGDAO_OPERATOR_NAME": "operator",
                    "GONGDAO_OPERATOR_PASSWORD": "a long pass phrase 9", "GONGDAO_HOME": folder.path + "/home", "GONGDAO_LANG": "en",
                ])
        }

        func tool(_ arguments: [String]) async throws -> (code: Int32, out: String, err: String) {
            try await Program.run("gongdaod", arguments + folder.flags)
        }

        var backup: String {
            get throws {
                let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backup").sorted()
                return folder.path + "/backup/" + (try #require(names.last))
            }
        }
    }

    @Test func aWholeBackupPutBackBeginsANewEpochAndClientsSendAgainWhatWasLost() async throws {
        let site = try await Site.make()
        #expect(try await site.act(1) == "ok")
        #expect(try await site.tool(["backup"]).code == 0)
        for n in 2...4 { #expect(try await site.act(Int64(n)) == "ok") }
        let cursor = try #require(try await site.pull().stringValue)
        let running = try await site.tool(["restore", try site.backup])
        #expect(running.code == 1 && running.err.contains("another process works on"), "\(running)")
        try await site.stop()

        let restored = try await site.tool(["restore", try site.backup])
        #expect(restored.code == 0 && restored.out.contains("1 tenants restored") && restored.out.contains("before-restore-"), "\(restored)")
        try await site.start()
        // Somebody else may write first, and more than was lost: the old cursor still is no longer good.
        #expect(try await site.act(2) == "ok")
        for n in 3...9 { #expect(try await site.act(Int64(n)) == "ok") }
        #expect(try await site.pull(cursor)["error"]?["code"] == 1301)
        #expect(try await site.pull().stringValue != nil)
        for n in 2...9 { #expect(try await site.act(Int64(n)) == "dup", "done once") }
        #expect(site.program.err.contains("a new epoch has begun"))
        let second = try #require(try await site.pull().stringValue)
        try await site.stop()

        // The same backup once more: not the same epoch again.
        #expect(try await site.tool(["restore", try site.backup]).code == 0)
        try await site.start()
        for n in 2...9 { #expect(try await site.act(Int64(n)) == "ok") }
        #expect(try await site.act(10) == "ok")
        #expect(try await site.pull(second)["error"]?["code"] == 1301)
        try await site.stop()
        let doctor = try await site.tool(["doctor"])
        #expect(doctor.code == 0, "\(doctor)")
    }

    @Test func aTenantsFilePutBackByHandWaitsForAnOperator() async throws {
        let site = try await Site.make()
        #expect(try await site.act(1) == "ok")
        #expect(try await site.tool(["backup"]).code == 0)
        #expect(try await site.act(2) == "ok")
        let cursor = try #require(try await site.pull().stringValue)
        try await site.stop()
        let database = site.folder.path + "/data/tenants/1.sqlite"
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + suffix) }
        try FileManager.default.copyItem(atPath: try site.backup + "/tenants/1.sqlite", toPath: database)

        let doctor = try await site.tool(["doctor"])
        #expect(doctor.code == 2 && doctor.out.contains("tenant acme restored: waits for acceptance"), "\(doctor)")
        try await site.start()
        try await site.program.wait { site.program.err.contains("it is not served until an operator accepts it") }
        let refused = try await site.act(2)
        #expect(refused.contains("1103") && refused.contains("an operator must accept"), "\(refused)")
        let list = try await site.operate(["tenant", "list"])
        #expect(list.code == 0 && list.out.contains("waits for acceptance"), "\(list)")

        let accepted = try await site.operate(["tenant", "accept-restore", "acme", "--reason", "disk lost"])
        #expect(accepted.code == 0, "\(accepted)")
        #expect(try await site.pull(cursor)["error"]?["code"] == 1301)
        #expect(try await site.act(2) == "ok")
        #expect(try await site.act(2) == "dup")
        #expect(!(try await site.operate(["tenant", "list"]).out.contains("waits")))
        try await site.stop()
    }

    @Test func missingFilesOfATenantAreToldByLogDoctorAndAnswers() async throws {
        let site = try await Site.make()
        #expect(try await site.tool(["backup"]).code == 0)
        try await site.stop()
        let (keys, away) = (site.folder.path + "/keys/1.key", site.folder.path + "/1.key")
        try FileManager.default.moveItem(atPath: keys, toPath: away)
        let doctor = try await site.tool(["doctor"])
        #expect(doctor.code == 2 && doctor.out.contains("tenant acme has no key file"), "\(doctor)")
        try await site.start()
        try await site.program.wait { site.program.err.contains("a tenant's key file is missing") }
        #expect(try await site.act(1).contains("key file is missing"))
        try FileManager.default.moveItem(atPath: away, toPath: keys)
        #expect(try await site.act(1) == "ok")
        try await site.stop()

        let database = site.folder.path + "/data/tenants/1.sqlite"
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + suffix) }
        let again = try await site.tool(["doctor"])
        #expect(again.code == 2 && again.out.contains("tenant acme has no database"), "\(again)")
    }

    @Test func whatIsNoBackupChangesNothing() async throws {
        let folder = try Folder()
        try await folder.initialise()
        #expect(try await Program.run("gongdaod", ["backup"] + folder.flags).code == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/data/platform.sqlite"))
        let none = try await Program.run("gongdaod", ["restore", folder.path + "/keys"] + folder.flags)
        #expect(none.code == 1 && none.err.contains("there is no platform.sqlite in it"), "\(none)")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backup").first)
        let copy = folder.path + "/backup/" + name + "/platform.sqlite"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0x5A, count: bytes.count - 4096))
        try bytes.write(to: URL(fileURLWithPath: copy))
        let damaged = try await Program.run("gongdaod", ["restore", folder.path + "/backup/" + name] + folder.flags)
        #expect(damaged.code == 1 && damaged.err.contains("Nothing was changed"), "\(damaged)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/data/platform.sqlite")) == before)
        #expect(try await Program.run("gongdaod", ["doctor"] + folder.flags).out.contains("CHECK") == false)
    }
}
