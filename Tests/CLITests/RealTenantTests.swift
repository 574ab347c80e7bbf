import Base
import Foundation
import Identity
import Testing
import Wire

/// An installation made by hand as the runbook says, `gongdaod serve` on it, spawned; all of it goes with the test.
private final class Installation {
    let folder: String
    private let process = Process()

    init() throws {
        folder = NSTemporaryDirectory() + "gongdao-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private var flags: [String] {
        [
            "--data-dir", folder + "/data", "--keys-dir", folder + "/keys", "--backup-dir", folder + "/backup", "--key-file",
            folder + "/platform-key", "--limits-connections", "100", "--limits-tenants", "16",
        ]
    }

    var address: String { "unix:" + folder + "/s" }
    var operators: String { "unix:" + folder + "/o" }

    /// One run of the daemon's program to its end; what it printed.
    private func daemon(_ arguments: [String]) throws -> String {
        let once = Process()
        once.executableURL = URL(fileURLWithPath: try Programs.path("gongdaod"))
        once.arguments = arguments
        let output = Pipe()
        once.standardOutput = output
        try once.run()
        let told = output.fileHandleForReading.readDataToEndOfFile()
        once.waitUntilExit()
        #expect(once.terminationStatus == 0, "\(arguments)")
        return String(decoding: told, as: UTF8.self)
    }

    /// `keys`, `init`, `serve`; the first operator's code.
    func start() throws -> String {
        _ = try daemon(["keys", folder + "/platform-key"])
        let made = try daemon(["init"] + flags)
        let line = made.split(separator: "\n").first { $0.hasPrefix("code:") }
        process.executableURL = URL(fileURLWithPath: try Programs.path("gongdaod"))
        process.arguments = ["serve"] + flags + ["--listen-unix", folder + "/s", "--operator-unix", folder + "/o"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        let sockets = [folder + "/s", folder + "/o"]
        for _ in 0..<1000 where !sockets.allSatisfy({ FileManager.default.fileExists(atPath: $0) }) { usleep(20_000) }
        return line.map { $0.dropFirst(5).trimmingCharacters(in: .whitespaces) } ?? ""
    }
}

@Suite("A real tenant, from an empty machine to an employee's first sync, as the runbook's “First start” says", .serialized)
struct RealTenantTests {
    private static let password = "correct horse battery"

    /// A code of a step that was not used yet: a code is good once, and the next step's is taken too.
    private func code(_ secret: [UInt8], later: Int64 = 0) -> String {
        TOTP.code(secret: secret, step: TOTP.step(at: SystemClock().now()) + later)
    }

    @Test("Keys, init, serve, operator, tenant, first admin, second factor, import, roles, activation, an employee signs in and syncs")
    func firstStart() throws {
        let installation = try Installation()
        let operatorCode = try installation.start()
        let (operators, admin, employee) = (try Person(), try Person(), try Person())
        defer { for person in [operators, admin, employee] { person.remove() } }
        let place = [
            "GONGDAO_OPERATOR": installation.operators, "GONGDAO_OPERATOR_NAME": "operator", "GONGDAO_OPERATOR_PASSWORD": Self.password,
        ]
        let activated = try operators.run("operator", "activate", extra: place.merging(["GONGDAO_CODE": operatorCode]) { $1 })
        #expect(activated.status == 0, "\(activated)")
        #expect(try operators.run("operator", "tenant", "create", "t1", "Tenant One", extra: place).status == 0)
        let first = try operators.run(
            "operator", "tenant", "first-admin", "t1", "--admin-name", "Wang Fang", "--staff-no", "A1", "--json", extra: place)
        let adminCode = try #require(first.data?["activation"]?.stringValue ?? first.data?["code"]?.stringValue, "\(first)")

        // The first admin: duties wait for a second factor, told with what to do.
        let secrets = ["GONGDAO_CODE": adminCode, "GONGDAO_PASSWORD": Self.password]
        let came = try admin.run("activate", "A1", "--server", installation.address, "--tenant", "t1", extra: secrets)
        #expect(came.status == 0 && came.output.contains("gongdao second-factor enrol"), "\(came)")
        let roster = admin.home + "/roster.csv"
        try Data("工号,姓名,入职日期\nE1,李雷,2020-01-06\nE2,韩梅,2021-03-01\n".utf8).write(to: URL(fileURLWithPath: roster))
        let early = try admin.run("admin", "import", roster, "--as", "roster", "--json")
        #expect(early.status == 4 && early.json?["error"]?["code"] == "step_up", "\(early)")
        #expect(try admin.run("outbox", "--json").data?.arrayValue?.isEmpty == true, "a withheld act is not filed")

        // Enrol and confirm: from then on the same session may.
        let offered = try admin.run("second-factor", "enrol", "--json", extra: ["GONGDAO_PASSWORD": Self.password])
        #expect(offered.data?["uri"]?.stringValue?.hasPrefix("otpauth://totp/") == true, "\(offered)")
        let secret = try #require(Base32.decode(offered.data?["secret"]?.stringValue ?? ""))
        #expect(try admin.run("second-factor", "confirm", extra: ["GONGDAO_TOTP": "000000"]).status == 4)
        let confirmed = try admin.run("second-factor", "confirm", "--json", extra: ["GONGDAO_TOTP": code(secret)])
        #expect(confirmed.status == 0 && confirmed.data?["step_up"] == false, "\(confirmed)")
        #expect(confirmed.data?["roles"]?.arrayValue?.contains("admin") == true)
        #expect(try admin.run("admin", "policy", "--json").data?["totp"] == "staff")

        let imported = try admin.run("admin", "import", roster, "--as", "roster", "--json")
        #expect(imported.status == 0 && imported.data?["rows_created"] == 2, "\(imported)")
        let issued = try admin.run("hr", "activate", "E1", "--json")
        let code1 = try #require(issued.data?.arrayValue?.first?["code"]?.stringValue ?? issued.data?["code"]?.stringValue, "\(issued)")

        // The employee.
        let hers = ["GONGDAO_CODE": code1, "GONGDAO_PASSWORD": "another good phrase"]
        #expect(try employee.run("activate", "E1", "--server", installation.address, "--tenant", "t1", extra: hers).status == 0)
        #expect(try employee.run("sync").status == 0)
        let profile = try employee.run("profile", extra: ["LANG": "zh_CN.UTF-8"])
        #expect(profile.output.contains("李雷") && !profile.output.contains("created_at"), "\(profile)")

        // Another computer of the admin asks for the code; one way out of it, too.
        let elsewhere = try Person()
        defer { elsewhere.remove() }
        let signIn = ["sign-in", "A1", "--server", installation.address, "--tenant", "t1"]
        #expect(try elsewhere.run(signIn, extra: ["GONGDAO_PASSWORD": Self.password]).status == 4)
        let with = ["GONGDAO_PASSWORD": Self.password, "GONGDAO_TOTP": code(secret, later: 1)]
        #expect(try elsewhere.run(signIn + ["--totp"], extra: with).status == 0)

        // Why a tenant is suspended stands where an operator looks.
        #expect(try operators.run("operator", "tenant", "suspend", "t1", "--reason", "unpaid since May", extra: place).status == 0)
        #expect(try operators.run("operator", "tenant", "list", extra: place).output.contains("unpaid since May"))
    }

    @Test("A closed port is told at once, in the person's language; a file too large with its limit; a bad file in words")
    func failuresInWords() throws {
        let server = try DemoServer()
        let person = try Person()
        defer { person.remove() }
        let account = server.account("employee")
        let came = try person.run(
            "sign-in", account.login, "--server", "tcp://" + server.address("tcp"), "--tenant", "demo",
            extra: ["GONGDAO_PASSWORD": account.password])
        #expect(came.status == 0, "\(came)")
        let large = person.home + "/large.pdf"
        try Data(count: Limits.blobBytes + 1).write(to: URL(fileURLWithPath: large))
        let refused = try person.run(
            "reimburse", "submit", "--line", "2026-11-12,transport,235.50,x", "--receipt", "1=\(large)", "--offline", "--json")
        #expect(refused.status == 1 && refused.json?["error"]?["hint"]?.stringValue?.contains("32 MiB") == true, "\(refused)")
        server.stop()
        let clock = ContinuousClock()
        let start = clock.now
        let away = try person.run("sync", "--lang", "zh")
        #expect(away.status == 5 && away.error.contains("拒绝连接") && !away.error.contains("NIO"), "\(away)")
        #expect(clock.now - start < .seconds(4))

        let file = person.home + "/nohead.csv"
        try Data("a,b\n1,2\n".utf8).write(to: URL(fileURLWithPath: file))
        let heading = try person.run("admin", "check", file, "--as", "roster")
        #expect(heading.status == 1 && heading.error.contains("The heading lacks") && !heading.error.contains("HeadingError"), "\(heading)")
        try Data("工号,姓名\n\"1,2\n".utf8).write(to: URL(fileURLWithPath: file))
        let quote = try person.run("admin", "check", file, "--as", "roster", "--lang", "zh")
        #expect(quote.status == 1 && quote.error.contains("引号没有结束") && !quote.error.contains("CSVError"), "\(quote)")
    }
}
