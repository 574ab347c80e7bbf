import Foundation

extension Bench {
    /// Signed-in, subscribed connections that do nothing: what each costs in memory, plain and with TLS; who wakes when one record of one
    /// person changes; and what they cost those that work.
    func idling() throws -> [Measure] {
        let plan = WorldPlan(tenants: 1, people: people, crowd: 101)
        var (plain, tls, share) = (Series(), Series(), Series())
        var woken = 0.0
        for round in 0..<rounds {
            let server = try server("idle", plan)
            plain.values.append(try hold(server, tls: false) { holder in
                // Every subscription begins with a poke: what changed before it stood.
                Thread.sleep(forTimeInterval: 0.3)
                _ = try holder.ask("count")
                _ = try server.child.ask("touch 0")
                Thread.sleep(forTimeInterval: 0.3)
                woken = max(woken, try holder.ask("count")["woken"] ?? 0)
                share.values.append(try active(server))
            } / 1024)
            share.values[round] /= try active(server)
            server.child.stop()
            let secured = try self.server("idle", plan)
            tls.values.append(try hold(secured, tls: true) { _ in } / 1024)
            secured.child.stop()
            if round == rounds - 1 { secured.remove() }
        }
        let count = idle.formatted()
        return [
            Measure("\(count) idle subscribed connections, each", "KB", plain, .atMost(8)),
            Measure("\(count) idle subscribed connections over TLS, each", "KB", tls, .atMost(28)),
            Measure("one person's change among them: wakes", "", woken, .atMost(1)),
            Measure("pulls beside them, as a share of pulls alone", "", share, .atLeast(0.9)),
        ]
    }

    /// Resident bytes that each connection adds to a fresh server that has served a few before.
    private func hold(_ server: BenchServer, tls: Bool, _ meanwhile: (Child) throws -> Void) throws -> Double {
        var each = 0.0
        for count in [min(200, idle), idle] {
            // The first session has one connection, so that its change concerns one.
            let scripts = (0..<count).map { number in
                let session = server.sessions[number == 0 ? 0 : 1 + number % (server.sessions.count - 1)]
                return LoadScript(prologue: session.prologue + [BenchSession.subscribe], requests: [])
            }
            let file = scratch + "/idle.load"
            try Load.write(scripts, to: file)
            let before = server.child.residentBytes
            let holder = try Child.own(["hold", String(tls ? server.tlsPort : server.port), file, tls ? "tls" : "tcp"])
            _ = try holder.line()
            each = Double(server.child.residentBytes - before) / Double(count)
            if count == idle { try meanwhile(holder) }
            holder.stop()
            Thread.sleep(forTimeInterval: 0.5)
        }
        return each
    }

    private func active(_ server: BenchServer) throws -> Double {
        let scripts = server.sessions.dropFirst().prefix(64).map { LoadScript(prologue: $0.prologue, requests: [$0.pull]) }
        return try load(server.port, scripts, expecting: Bench.empty).rate
    }
}
