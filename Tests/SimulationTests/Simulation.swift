import Base
import Casework
import Foundation
import Records
import Store
import Tenancy
import Wire

/// A run: people file claims while answers are lost, sent twice, commits fail in every way, the process dies, roles come and go, and
/// pages are cut small. After every consistent page the replica must equal what the store says the person may see; at the end every
/// act must have happened exactly once.
final class Simulation {
    let world: SimulatedWorld
    let clients: [SimulatedClient]
    private(set) var checkedPages = 0
    private(set) var lostAnswers = 0
    private(set) var failedCommits = 0
    private(set) var restarts = 0
    private(set) var removals = 0
    /// Every kind of feed: everybody's, each person's, and the inboxes of roles that come and go.
    private let feeds: [String]
    /// Errors that storage gave, by what they said.
    private(set) var transient: [String: Int] = [:]
    private(set) var findings: [String] = []
    /// What happened, step by step: a seed's course, to be compared with another run of it.
    private(set) var trace: [String] = []

    init(seed: UInt64, people: Int = 4, mistake: SimulatedClient.Mistake? = nil) async throws {
        world = try await SimulatedWorld(seed: seed, people: people)
        feeds = ["t", "q/hr", "q/finance"] + (1...people).map { "e/\($0)" }
        clients = try ((1...people).map(String.init) + [SimulatedWorld.officer]).map { try SimulatedClient($0, seed: seed) }
        for client in clients { client.mistake = mistake }
    }

    func run(steps: Int) async throws {
        for _ in 0..<steps {
            world.clock.advance(ms: Int64(world.random.below(90_000)))
            try await step()
            if !findings.isEmpty { return }
        }
        try await settle()
        try await audit()
    }

    private var someone: SimulatedClient { clients[world.random.below(clients.count)] }

    private func step() async throws {
        switch world.random.below(100) {
        case 0..<22: fileSomething(someone)
        case 22..<46: try await push(someone)
        case 46..<72: try await pull(someone, budget: [400, 2_000, 32_768][world.random.below(3)])
        case 72..<84: try await changeDepartments()
        case 84..<88: try await removeClaim()
        case 88..<92: try await changeRoles()
        case 92..<96: planFault()
        case 96..<98:
            restarts += 1
            try await world.restart()
        default: someone.forgetCursor()
        }
    }

    private func fileSomething(_ client: SimulatedClient) {
        let submitted = client.acts.filter { $0.op == "reimbursement.submit" }
        if world.random.below(4) == 0, let earlier = submitted.last, let id = earlier.a["id"] {
            client.file("reimbursement.withdraw", ["id": id])
            return
        }
        let today = world.clock.now().date().map { "\($0)" } ?? ""
        client.file(
            "reimbursement.submit",
            [
                "id": .string(world.random.recordID()),
                "lines": [["line": "1", "date": .string(today), "type": "transport", "amount": .int(Int64(world.random.below(90_000) + 100))]],
            ])
    }

    private func push(_ client: SimulatedClient) async throws {
        guard let request = try client.nextPush(most: 1 + world.random.below(5)) else { return }
        let principal = client.principal(roles: world.roles[client.employee] ?? [])
        let answer = await world.partition.push(request, for: principal)
        switch answer {
        case .success(let bytes): trace.append("push \(client.employee) \(try Self.outcomes(bytes))")
        case .failure(let error): trace.append("push \(client.employee) \(error.message)")
        }
        // The same bytes may arrive twice: two connections, a proxy that repeats.
        if world.random.below(5) == 0 { _ = await world.partition.push(request, for: principal) }
        switch answer {
        case .success where world.random.below(4) == 0:
            lostAnswers += 1
            client.lost(request)
        case .success(let bytes): try client.take(bytes)
        case .failure(let error):
            // Storage that fails may be asked again; nothing else may be answered to a well-behaved client.
            transient["\(error.message) \(error.data.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "")", default: 0] += 1
            if error.code.retryClass != .transient { findings.append("push of \(client.employee) answered \(error.message)") }
        }
    }

    private func pull(_ client: SimulatedClient, budget: Int) async throws {
        let principal = client.principal(roles: world.roles[client.employee] ?? [])
        do {
            let page = try await world.partition.pull(client.nextPull(budget: budget), for: principal)
            trace.append("pull \(client.employee) \(try Self.rows(page))")
            if world.random.below(8) == 0 { return }
            try client.apply(page)
        } catch let error as RPCError {
            if error.code == .cursorReset { client.forgetCursor() } else if error.code.retryClass != .transient {
                findings.append("pull of \(client.employee) answered \(error.message)")
            }
            return
        }
        if client.consistent { try await compare(client) }
    }

    /// Numbers and words of the outcomes, without what is signed.
    private static func outcomes(_ bytes: [UInt8]) throws -> String {
        (try JSON(parsing: bytes)["res"]?.arrayValue ?? []).map { "\($0[0]?.intValue ?? 0)\($0[1]?.stringValue ?? "")" }.joined(separator: " ")
    }

    /// Ids and revisions of the rows of a page, in its order.
    private static func rows(_ bytes: [UInt8]) throws -> String {
        (try JSON(parsing: bytes)["put"]?.arrayValue ?? []).flatMap { $0["rows"]?.arrayValue ?? [] }
            .map { "\($0[0]?.stringValue ?? "").\($0[1]?.intValue ?? 0)" }.joined(separator: " ")
    }

    private func compare(_ client: SimulatedClient) async throws {
        checkedPages += 1
        let truth = try await world.visible(to: client.employee)
        guard client.replica != truth else { return }
        let extra = client.replica.filter { truth[$0.key] != $0.value }.map { "\($0.key.collection)/\($0.key.id)" }
        let missing = truth.filter { client.replica[$0.key] != $0.value }.map { "\($0.key.collection)/\($0.key.id)" }
        findings.append("replica of \(client.employee): holds \(extra.sorted()) too much, lacks \(missing.sorted())")
    }

    private func changeRoles() async throws {
        let employee = someone.employee
        let now = world.roles[employee] ?? []
        let role: Role = world.random.below(2) == 0 ? .finance : .hr
        do { try await world.setRoles(employee, now.symmetricDifference([role])) } catch is RPCError { failedCommits += 1 }
    }

    private func changeDepartments() async throws {
        do { try await world.changeDepartments(feeds: feeds) } catch is RPCError { failedCommits += 1 }
    }

    /// One that the server is known to hold; a repeat of the act that made it must not bring it back.
    private func removeClaim() async throws {
        let client = someone
        let held = client.acts.filter { $0.op == "reimbursement.submit" && ($0.outcome == "ok" || $0.outcome == "dup") }
            .compactMap { $0.a["id"]?.stringValue }.filter { !world.removed.contains($0) }
        guard !held.isEmpty else { return }
        removals += 1
        do { try await world.remove(claim: held[world.random.below(held.count)]) } catch is RPCError { failedCommits += 1 }
    }

    private func planFault() {
        failedCommits += 1
        world.faults.plan(FaultPlan.Fault.allCases[world.random.below(3)], after: world.random.below(3))
    }

    /// The network is good and the disk sound: everybody sends what is left and reads to the end.
    private func settle() async throws {
        // Faults that were planned and not reached must not strike the audit.
        let roles = world.roles["1"] ?? []
        for _ in 0..<4 {
            _ = try? await world.partition.system("test.flush") { try $0.setAccess(subject: 1, employee: "1", roles: roles) }
        }
        for client in clients {
            for _ in 0..<(client.acts.count + 8) {
                guard let request = try client.nextPush(most: 50) else { break }
                if case .success(let bytes) = await world.partition.push(request, for: client.principal(roles: world.roles[client.employee] ?? [])) {
                    try client.take(bytes)
                }
            }
            repeat { try await pullForSure(client) } while !client.consistent
            try await compare(client)
        }
    }

    private func pullForSure(_ client: SimulatedClient) async throws {
        do {
            let page = try await world.partition.pull(client.nextPull(budget: 4_000), for: client.principal(roles: world.roles[client.employee] ?? []))
            try client.apply(page)
        } catch let error as RPCError where error.code == .cursorReset { client.forgetCursor() }
    }

    /// Every claim that was accepted is there once, nothing else is, and the queue's counter is the number of acts.
    private func audit() async throws {
        for client in clients {
            for (index, act) in client.acts.enumerated() where act.outcome == nil { findings.append("act \(index + 1) of \(client.employee) was never answered") }
            let filed = client.acts.filter { $0.op == "reimbursement.submit" && $0.outcome != "no" }.compactMap { $0.a["id"]?.stringValue }
            let held = try await world.visible(to: client.employee).keys.filter { $0.collection == "reimbursement" }.map(\.id)
            let left = filed.filter { !world.removed.contains($0) }
            if left.sorted() != held.sorted() { findings.append("\(client.employee) filed \(filed.count) claims, \(filed.count - left.count) were removed, and the store holds \(held.count)") }
            let queue = client.queue
            let last = try await world.partition.readOnPool { try $0.snapshot.queue(queue)?.last } ?? 0
            if last != Int64(client.acts.count) { findings.append("queue of \(client.employee) stands at \(last), not \(client.acts.count)") }
            for act in client.acts where act.op == "reimbursement.submit" && act.outcome == "no" { findings.append("a claim of \(client.employee) was refused: \(act.code ?? 0)") }
        }
    }
}
