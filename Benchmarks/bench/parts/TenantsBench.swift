import Foundation

extension Bench {
    /// What the number of tenants costs: the start, a tenant's first question, and pulls beside those of a server with ten.
    func scaling() throws -> [Measure] {
        try keptServer(tenants: manyTenants, people: 0, renew: true).child.stop()
        var (start, cold) = (Series(), Series())
        for _ in 0..<rounds {
            let begun = ContinuousClock.now
            let server = try keptServer(tenants: manyTenants, people: 0, renew: false)
            let line = try server.line(server.sessions[0])
            _ = try line.ask(server.sessions[0].pull)
            start.values.append(elapsed(since: begun) * 1000)
            line.close()
            cold.values += try server.sessions.dropFirst().map { try firstPull(server, $0) }
            server.child.stop()
        }
        let many = try keptServer(tenants: manyTenants, people: 0, renew: false)
        defer { many.child.stop() }
        let few = try server("few", WorldPlan(tenants: 10, spread: 64))
        defer { few.remove() }
        let results = try interleaved(
            rounds: rounds, [("many", { try pullMs(many) }), ("few", { try pullMs(few) })])
        return [
            Measure("start to first answer, \(manyTenants.formatted()) tenants", "ms", start, .atMost(1000)),
            Measure("a cold tenant's sign-in and first pull", "ms", cold, .atMost(2)),
            Measure(
                "pull, nothing new, \(manyTenants.formatted()) tenants: median", "ms", results["many"] ?? Series(),
                peer: ("the same with 10 tenants", results["few"]), .ratioAtMost(1.3)),
        ]
    }

    /// From `auth.use`, which opens the tenant, to the page.
    private func firstPull(_ server: BenchServer, _ session: BenchSession) throws -> Double {
        let line = try LineClient(port: server.port)
        defer { line.close() }
        _ = try line.ask(BenchSession.hello)
        let begun = ContinuousClock.now
        _ = try line.ask(session.use)
        let answer = try line.ask(session.pull)
        let took = elapsed(since: begun) * 1000
        guard String(decoding: answer, as: UTF8.self).contains(Bench.empty) else { throw BenchError.child("no page") }
        return took
    }

    private func pullMs(_ server: BenchServer) throws -> Double {
        let scripts = server.sessions.prefix(64).map { LoadScript(prologue: $0.prologue, requests: [$0.pull]) }
        return (try load(server.port, scripts, expecting: Bench.empty)["p50_us"] ?? 0) / 1000
    }
}
