import Foundation
import Wire

/// How much is measured, and where; the parts are extensions, one file each.
struct Bench: Sendable {
    var rounds = 5
    var seconds = 2.0
    /// Mutations of each client in a round. A device may push 1,000 at once and 50 a second after that.
    var acts = 120
    var idle = 10_000
    var tenants = 1_000
    var manyTenants = 10_000
    var people = 100
    var leaves = 1_000_000
    let scratch: String

    /// Two rounds of very little: shows that everything works, says nothing of how fast it is.
    static func quick(_ scratch: String) -> Bench {
        var bench = Bench(scratch: scratch)
        (bench.rounds, bench.seconds, bench.acts, bench.idle) = (2, 0.2, 5, 200)
        (bench.tenants, bench.manyTenants, bench.people) = (12, 20, 5)
        bench.leaves = 20_000
        return bench
    }

    static let parts: [(name: String, run: @Sendable (Bench) async throws -> [Measure])] = [
        ("pull", { try await $0.pulls() }), ("sync", { try $0.firstSync() }), ("push", { try $0.pushes() }), ("idle", { try $0.idling() }),
        ("tenants", { try $0.scaling() }), ("statute", { try $0.statute() }), ("evidence", { try await $0.evidence() }),
    ]

    // MARK: What the parts use

    /// Runs the script against a port; throws where an answer was not what it should be.
    func load(_ port: Int, _ scripts: [LoadScript], once: Bool = false, expecting expected: String = "") throws -> [String: Double] {
        let file = scratch + "/load"
        try Load.write(scripts, to: file)
        let child = try Child.own(["load", String(port), file, once ? "once" : String(seconds), expected])
        let result = try Numbers.read(child.line())
        child.wait()
        if (result["errors"] ?? 0) > 0 { throw BenchError.child("an answer was not what was expected: \(expected)") }
        return result
    }

    /// Starts the daemon in a process of its own, on a world that is made where it is not there yet.
    func server(_ name: String, _ plan: WorldPlan) throws -> BenchServer {
        try BenchServer(WorldFolder(path: scratch + "/" + name), plan)
    }

    /// The same on a world that takes minutes to make, and is kept beside the scratch folder for the next time. `renew`: with sessions
    /// made now.
    func keptServer(tenants: Int, people: Int, crowd: Int = 0, renew: Bool) throws -> BenchServer {
        var plan = WorldPlan(tenants: tenants, people: people, spread: 64, crowd: crowd)
        plan.isRenewed = renew
        let beside = URL(fileURLWithPath: scratch).deletingLastPathComponent().path
        let folder = WorldFolder(path: beside + "/tenants-\(tenants)-people-\(people)")
        if !folder.isComplete { try? FileManager.default.removeItem(atPath: folder.path) }
        return try BenchServer(folder, plan)
    }
}

/// A running server under test, and the sessions it knows.
struct BenchServer {
    let child: Child
    let port: Int
    let tlsPort: Int
    let folder: WorldFolder
    let sessions: [BenchSession]

    init(_ folder: WorldFolder, _ plan: WorldPlan) throws {
        self.folder = folder
        child = try Child.own(["serve", folder.path] + plan.words)
        let ports = try Numbers.read(child.line())
        guard let tcp = ports["port"], let tls = ports["tls"] else { throw BenchError.child("the server did not start") }
        (port, tlsPort) = (Int(tcp), Int(tls))
        sessions = try BenchSession.read(folder.sessions)
    }

    /// A connection on which the session is signed in.
    func line(_ session: BenchSession, packed: Bool = false) throws -> LineClient {
        let line = try LineClient(port: port)
        if packed { try line.greet(BenchSession.helloPacked) }
        for text in packed ? [session.use] : session.prologue {
            let answer = try line.ask(text)
            guard try JSON(parsing: answer)["result"] != nil else { throw BenchError.child(String(decoding: answer, as: UTF8.self)) }
        }
        return line
    }

    func remove() {
        child.stop()
        try? FileManager.default.removeItem(atPath: folder.path)
    }
}

extension Dictionary where Key == String, Value == Double {
    /// Answers a second.
    var rate: Double { (self["answers"] ?? 0) / Swift.max(self["seconds"] ?? 1, 1e-9) }
    var bytesEach: Double { (self["bytes"] ?? 0) / Swift.max(self["answers"] ?? 1, 1) }
}
