import Foundation

extension Bench {
    static let empty = #""more":false"#
    static let rows = #""put":"#

    /// Pulls on 64 connections, one at a time on each, from employees of 64 of the tenants.
    func pulls() async throws -> [Measure] {
        let server = try keptServer(tenants: tenants, people: people, crowd: 2, renew: true)
        defer { server.child.stop() }
        let echo = try Child.own(["echo-server"])
        defer { echo.stop() }
        let echoPort = Int(try Numbers.read(echo.line())["port"] ?? 0)
        let loop = try await RowLoop(rows: 50, scratch: scratch)
        defer { try? loop.close() }
        let sessions = server.sessions
        let line = Array(repeating: LoadScript(requests: [sessions[0].pull]), count: 64)
        let nothing = sessions.prefix(64).map { LoadScript(prologue: $0.prologue, requests: [$0.pull]) }
        let behind = sessions[sessions.count - 2]
        let fifty = Array(repeating: LoadScript(prologue: behind.prologue, requests: [behind.pull]), count: 64)
        var (cpuEmpty, cpuFifty) = (Series(), Series())
        let results = try interleaved(
            rounds: rounds,
            [
                ("echo", { try load(echoPort, line).rate }),
                ("empty", { try counted(server, &cpuEmpty) { try load(server.port, nothing, expecting: Bench.empty) } }),
                ("fifty", { try counted(server, &cpuFifty) { try load(server.port, fifty, expecting: Bench.rows) } }),
                ("rows", { try loop.run(seconds: seconds) }),
            ])
        return [
            Measure(
                "pull, nothing new, 64 connections", "/s", results["empty"] ?? Series(), peer: ("line echo", results["echo"]),
                .ratioAtLeast(0.6)),
            Measure("pull, nothing new: server CPU each", "us", cpuEmpty),
            Measure(
                "pull, 50 sealed rows", "/s", results["fifty"] ?? Series(), peer: ("read and open the rows", results["rows"]),
                .ratioAtLeast(0.5)),
            Measure("pull, 50 sealed rows: server CPU each", "us", cpuFifty),
        ]
    }

    /// The rate; notes the server's CPU microseconds an answer, the prologues' share included.
    private func counted(_ server: BenchServer, _ cpu: inout Series, _ run: () throws -> [String: Double]) throws -> Double {
        let before = server.child.cpu
        let result = try run()
        cpu.values.append((server.child.cpu - before) * 1e6 / max(result["answers"] ?? 1, 1))
        return result.rate
    }
}
