import Foundation
import Testing
import Wire

@Suite struct CareTests {
    @Test func initPrintsACodeThatMakesTheFirstOperatorOnce() async throws {
        let folder = try Folder()
        _ = try await Program.run("gongdaod", ["keys", folder.path + "/platform-key"])
        let first = try await Program.run("gongdaod", ["init"] + folder.flags)
        #expect(first.code == 0, "\(first.err)")
        let code = try #require(first.out.split(separator: "\n").first { $0.hasPrefix("code:") }?.split(separator: " ").last)
        let program = try Program(
            "gongdaod", ["serve"] + folder.flags + ["--listen-unix", folder.path + "/t", "--operator-unix", folder.path + "/o"])
        try await program.wait { program.err.contains("door=operators") }
        let client = try await LineSocket.connect(folder.path + "/o")
        _ = try await client.hello()
        let wrong = try await client.call(1, "operator.activate", ["code": "AAAA-AAAA", "name": "operator", "password": "a long pass phrase 9"])
        #expect(wrong["error"] != nil)
        let made = try await client.call(
            2, "operator.activate", ["code": .string(String(code)), "name": "operator", "password": "a long pass phrase 9"])
        #expect(made["result"] != nil, "\(made)")
        let signed = try await client.call(3, "operator.sign_in", ["name": "operator", "password": "a long pass phrase 9"])
        #expect(signed["result"] != nil, "\(signed)")
        let tenant = try await client.call(4, "tenant.create", ["code": "acme", "name": "Acme"])
        #expect(tenant["result"] != nil, "\(tenant)")
        await client.close()
        program.signal(SIGTERM)
        #expect(try await program.exit() == 0)
        let again = try await Program.run("gongdaod", ["init"] + folder.flags)
        #expect(again.code == 1 && again.err.contains("there is an operator already"), "\(again)")
    }

    @Test func aBackupBesideARunningServerStartsElsewhere() async throws {
        let folder = try Folder()
        try await folder.initialise()
        let served = try await Served.start(folder)
        let copied = try await Program.run("gongdaod", ["backup"] + folder.flags)
        #expect(copied.code == 0 && copied.out.contains("platform.sqlite"), "\(copied)")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backup").first)
        #expect(!name.hasSuffix(".unfinished"))
        // One whole file each, for its owner only.
        let made = folder.path + "/backup/" + name
        #expect(try FileManager.default.subpathsOfDirectory(atPath: made).sorted() == ["platform.sqlite", "tenants"])
        for (path, mode) in [(made, 0o700), (made + "/tenants", 0o700), (made + "/platform.sqlite", 0o600)] {
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode, "\(path)")
        }
        served.program.signal(SIGKILL)
        _ = try await served.program.exit()
        let copy = try Folder()
        try FileManager.default.copyItem(atPath: folder.path + "/backup/" + name, toPath: copy.path + "/data")
        try FileManager.default.copyItem(atPath: folder.path + "/keys", toPath: copy.path + "/keys")
        try FileManager.default.copyItem(atPath: folder.path + "/platform-key", toPath: copy.path + "/platform-key")
        let restored = try await Served.start(copy)
        let client = try await LineSocket.connect(restored.address)
        #expect(try await client.hello()["result"] != nil)
        await client.close()
        restored.program.signal(SIGTERM)
        #expect(try await restored.program.exit() == 0)
    }

    @Test func theDoctorFindsWhatIsWrongAndExitsWithTwo() async throws {
        let folder = try Folder()
        try await folder.initialise()
        let early = try await Program.run("gongdaod", ["doctor"] + folder.flags)
        #expect(early.code == 2 && early.out.contains("CHECK there is no backup"), "\(early)")
        _ = try await Program.run("gongdaod", ["backup"] + folder.flags)
        let healthy = try await Program.run("gongdaod", ["doctor"] + folder.flags)
        #expect(healthy.code == 0, "\(healthy)")
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path + "/keys")
        let open = try await Program.run("gongdaod", ["doctor"] + folder.flags)
        #expect(open.code == 2 && open.out.contains("chmod 700"), "\(open)")
    }

    @Test func everyMistakeOfAConfigurationIsToldAndOneThatServesNobodyIsNotGood() async throws {
        let wrong = try await Program.run("gongdaod", ["check-config", "--limits-connections", "0", "--log-level", "loud", "--listen-tcp", "x"])
        #expect(wrong.code == 1)
        for key in ["limits.connections", "log.level", "listen.tcp"] { #expect(wrong.err.contains(key), "\(wrong.err)") }
        let idle = try await Program.run("gongdaod", ["check-config", "--operator-unix", "/tmp/o"])
        #expect(idle.code == 1 && idle.err.contains("nothing to listen on"), "\(idle)")
        let variables = ["GONGDAO_OPERATOR": "/tmp/o", "GONGDAO_OPERATOR_NAME": "olga", "GONGDAO_OPERATOR_PASSWORD": "x"]
        let good = try await Program.run("gongdaod", ["check-config", "--listen-unix", "/tmp/l"], environment: variables)
        #expect(good.code == 0, "\(good)")
    }

    @Test func unknownCommandsAndSettingsAreToldApart() async throws {
        #expect(try await Program.run("gongdaod", ["frobnicate"]).code == 64)
        let wrong = try await Program.run("gongdaod", ["check-config", "--data-dri", "/x"])
        #expect(wrong.code == 1 && wrong.err.contains("did you mean --data-dir?"), "\(wrong)")
    }
}
