import Foundation
import GongdaoClient
import Testing
import Wire

/// A real daemon on a folder of its own that is killed at a named point and started again on what it left.
final class KilledServer {
    let folder: Folder
    private(set) var program: Program?
    private var operatorCode = ""

    var socket: String { folder.path + "/s" }
    private var operatorSocket: String { folder.path + "/o" }

    init() async throws {
        folder = try Folder()
        let made = try await Program.run("gongdaod", ["keys", folder.path + "/platform-key"])
        let started = try await Program.run("gongdaod", ["init"] + folder.flags)
        guard made.code == 0, started.code == 0,
            let code = started.out.split(separator: "\n").first(where: { $0.hasPrefix("code:") })?.split(separator: " ").last
        else { throw Program.Timeout(out: started.out, err: made.err + started.err) }
        operatorCode = String(code)
    }

    private var fuse: String { folder.path + "/fuse" }

    /// From here on the point at which this start will be killed is counted.
    func lightFuse() { _ = FileManager.default.createFile(atPath: fuse, contents: nil) }

    /// `point`: `name:count`, at which this start will be killed after `lightFuse`; nil: it lives until it is stopped.
    func start(killedAt point: String? = nil) async throws {
        try? FileManager.default.removeItem(atPath: fuse)
        let program = try Program(
            "gongdaod", ["serve"] + folder.flags + ["--listen-unix", socket, "--operator-unix", operatorSocket],
            environment: point.map { ["GONGDAO_KILL_AT": "\($0):\(fuse)"] } ?? [:])
        self.program = program
        try await program.wait(seconds: 60) { program.err.contains("door=operators") || !program.isRunning }
        guard program.err.contains("door=operators") else { throw Program.Timeout(out: program.out, err: program.err) }
    }

    /// The power goes: no goodbye, no last checkpoint.
    func pullPlug() async throws {
        program?.signal(SIGKILL)
        _ = try await program?.exit()
        program = nil
    }

    /// Whether the process died; waits a moment for it where a client has lost its connection.
    func died(withinMs ms: Int) async throws -> Bool {
        for _ in 0..<max(1, ms / 5) {
            guard program?.isRunning == true else { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return program?.isRunning != true
    }

    /// A tenant and the activation code of its first admin, who is an employee like any other.
    func makeTenant(_ code: String, staffNo: String) async throws -> String {
        let client = try await LineSocket.connect(operatorSocket)
        _ = try await client.hello()
        let password = JSON.string("a long pass phrase 9")
        _ = try await client.call(1, "operator.activate", ["code": .string(operatorCode), "name": "operator", "password": password])
        _ = try await client.call(2, "operator.sign_in", ["name": "operator", "password": password])
        _ = try await client.call(3, "tenant.create", ["code": .string(code), "name": "Acme"])
        let made = try await client.call(4, "tenant.first_admin", ["code": .string(code), "name": "王芳", "staff_no": .string(staffNo)])
        await client.close()
        return try #require(made["result"]?["activation"]?.stringValue, "\(made)")
    }
}
