import Base
import Foundation
import GongdaoClient
import Records
import Testing
import Wire

/// The real daemon, one tenant, one person with two devices that push at once; killed at one named point after a random number of
/// times there, started again on the same folder, and compared with the model: every act once, with the answer it had.
final class KillRun {
    let point: String
    private let random: SeededRandom
    private let server: KilledServer
    private let phones: [KillPhone]
    private var since: (seq: Int64, leaves: Int64) = (0, 0)
    private(set) var kills = 0
    private(set) var repeats = 0
    private(set) var findings: [String] = []

    var filed: Int { phones.reduce(0) { $0 + $1.filed } }

    init(_ point: String, seed: UInt64) async throws {
        self.point = point
        random = SeededRandom(seed: seed)
        let server = try await KilledServer()
        self.server = server
        phones = (1...2).map { KillPhone(server.folder.path + "/phone\($0)", socket: server.socket, seed: seed &+ UInt64($0)) }
        try await server.start()
        let code = try await server.makeTenant("acme", staffNo: "A001")
        _ = try await phones[0].client.activate(tenant: "acme", login: "A001", code: code, password: "a long pass phrase 9")
        _ = try await phones[1].client.signIn(tenant: "acme", login: "A001", password: "a long pass phrase 9")
        for phone in phones { _ = try await phone.client.sync() }
        try await server.pullPlug()
        since = try look().head
    }

    /// Kills so often, comparing after each; stops at the first finding.
    func run(kills wanted: Int) async throws {
        var count = try await start()
        while kills < wanted, findings.isEmpty {
            try await kill(count)
            count = try await start()
            try await compare()
        }
        try await server.pullPlug()
        if findings.isEmpty { findings += try look(since).findings }
        for phone in phones { try? await phone.client.close() }
    }

    /// An act that no model expects, to see that the comparison finds it.
    func fileBehindTheModel() async throws {
        let client = phones[0].client
        guard let today = SystemClock().now().date() else { return }
        let line = ClaimLine(date: today, type: .meal, amount: Money(fen: 1))
        try await client.file(.reimbursementSubmit([line], id: client.newID(), remark: nil, today: today))
    }

    private func look(_ since: (seq: Int64, leaves: Int64)? = nil) throws -> PartitionFile {
        try PartitionFile(server.folder.path + "/data/tenants/1.sqlite", since: since)
    }

    /// Up again, to be killed when the point is reached for the count-th time after the fuse was lit.
    private func start() async throws -> Int {
        let count = 1 + random.below(6)
        try await server.start(killedAt: "\(point):\(count)")
        return count
    }

    /// Acts are filed and sent until the point is reached.
    private func kill(_ count: Int) async throws {
        server.lightFuse()
        var dead = false
        for _ in 0..<60 where !dead {
            for phone in phones { try await phone.file() }
            // Both at once, so that their pushes meet in one batch; what was heard is noted afterwards, one after the other.
            let (left, right) = (phones[0].client, phones[1].client)
            async let one = Self.sync(left)
            async let two = Self.sync(right)
            let (first, second) = (try await one, try await two)
            for phone in phones { try await phone.hear() }
            dead = try await server.died(withinMs: first && second ? 1 : 2_000)
        }
        guard let program = server.program, dead else { return findings.append("never reached \(point):\(count)") }
        _ = try await program.exit()
        guard program.killedBy == SIGKILL else { return findings.append("ended without being killed: \(program.err.suffix(500))") }
        kills += 1
        findings += try look(since).findings.map { "killed at \(point):\(count): \($0)" }
    }

    /// False where the server was not there (any more).
    private static func sync(_ client: Client) async throws -> Bool {
        do {
            _ = try await client.sync()
            return true
        } catch is ClientError { return false }
    }

    /// The outboxes are sent, and everything is as if nothing had happened.
    private func compare() async throws {
        var expected: [String: String] = [:]
        for phone in phones {
            let report = try await phone.client.sync()
            try await phone.hear()
            if let stopped = report.stopped { findings.append("the outbox stopped at \(stopped.message)") }
            let waiting = try await phone.client.outbox().unanswered
            if waiting > 0 { findings.append("\(waiting) acts were not answered") }
            expected.merge(phone.claims) { $1 }
        }
        for phone in phones {
            repeats += try await phone.sendAgain()
            _ = try await phone.client.sync()
            if try await phone.serversClaims() != expected { findings.append("the server holds other claims than were filed") }
            if try await phone.cachedClaims() != expected { findings.append("a cache shows other claims than were filed") }
            findings += phone.findings
            try await phone.tidy()
        }
        let leaves = phones.flatMap { $0.answers.values.compactMap { $0["leaf"]?.intValue } }
        if Set(leaves).count != filed { findings.append("\(filed) acts were filed and \(Set(leaves).count) leaves were answered") }
        // Nobody writes now: the file and its log may be copied beside the running server.
        let file = try look(since)
        findings += file.findings
        if file.consumed != Int64(filed) { findings.append("\(filed) acts were filed and \(file.consumed) were consumed") }
    }
}
