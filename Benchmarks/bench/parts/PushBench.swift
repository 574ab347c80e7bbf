import Base
import Crypto
import Foundation

extension Bench {
    /// Signed acts, one in flight on each of 64 connections, signed before the clock runs; in one tenant and in 64.
    func pushes() throws -> [Measure] {
        let server = try keptServer(tenants: tenants, people: people, crowd: 64, renew: true)
        defer { server.child.stop() }
        let many = Array(server.sessions.prefix(64))
        let one = Array(server.sessions.suffix(64))
        var runs: [String: PushRun] = ["many": PushRun(), "one": PushRun()]
        var bare: (one: Series, many: Series, medianMs: Series) = (Series(), Series(), Series())
        for round in 0..<rounds {
            try runs["one"]?.add(push(server, one, round))
            bare.one.values.append(try SQLiteBare.run(files: 1, seconds: seconds / 2, rowBytes: 400, scratch: scratch).commitsPerSecond)
            try runs["many"]?.add(push(server, many, round))
            let files = try SQLiteBare.run(files: 64, seconds: seconds / 2, rowBytes: 400, scratch: scratch)
            bare.many.values.append(files.commitsPerSecond)
            bare.medianMs.values.append(files.medianMs)
        }
        guard let many = runs["many"], let one = runs["one"] else { return [] }
        return [
            Measure(
                "push, 64 clients in one tenant", "/s", one.rate, peer: ("commits one by one", bare.one), .ratioAtLeast(20)),
            Measure("push, one tenant: median answer", "ms", one.medianMs),
            Measure("push, one tenant: server CPU each", "us", one.cpu),
            Measure(
                "push, 64 clients on 64 tenants", "/s", many.rate, peer: ("bare commits, 64 files", bare.many), .ratioAtLeast(0.5)),
            Measure("push, 64 tenants: median answer", "ms", many.medianMs),
            Measure(
                "push, 64 tenants: 99th percentile", "ms", many.p99Ms, peer: ("median bare commit of 64", bare.medianMs), .ratioAtMost(4)),
            Measure("push, 64 tenants: server CPU each", "us", many.cpu),
            Measure("of which: checking one P-256 signature", "us", try verification()),
        ]
    }

    private struct PushRun {
        var (rate, medianMs, p99Ms, cpu) = (Series(), Series(), Series(), Series())

        mutating func add(_ run: (result: [String: Double], cpu: Double)) throws {
            rate.values.append(run.result.rate)
            medianMs.values.append((run.result["p50_us"] ?? 0) / 1000)
            p99Ms.values.append((run.result["p99_us"] ?? 0) / 1000)
            cpu.values.append(run.cpu * 1e6 / max(run.result["answers"] ?? 1, 1))
        }
    }

    private func push(_ server: BenchServer, _ sessions: [BenchSession], _ round: Int) throws -> (result: [String: Double], cpu: Double) {
        let first = 1 + round * acts
        let scripts = try sessions.enumerated().map { index, session in
            LoadScript(
                prologue: session.prologue,
                requests: try (first..<(first + acts)).map { try session.claim($0, unique: $0 * sessions.count + index) })
        }
        let before = server.child.cpu
        let result = try load(server.port, scripts, once: true, expecting: #","ok""#)
        return (result, server.child.cpu - before)
    }

    private func verification() throws -> Series {
        let key = P256.Signing.PrivateKey()
        let act = SystemRandom().bytes(300)
        let signature = try key.signature(for: act)
        let count = 500
        var series = Series()
        for _ in 0..<rounds {
            var good = 0
            let took = timed { for _ in 0..<count where key.publicKey.isValidSignature(signature, for: act) { good += 1 } }
            guard good == count else { throw BenchError.child("a good signature was refused") }
            series.values.append(took / Double(count) * 1e6)
        }
        return series
    }
}
