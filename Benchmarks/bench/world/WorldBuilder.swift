import Base
import Bootstrap
import Casework
import Crypto
import Identity
import Records
import Tenancy
import Wire

/// Fills the server's stores: tenants and people straight into their partitions, sessions by signing in with a device's key.
struct WorldBuilder: Sendable {
    let node: Node
    let plan: WorldPlan

    private static let password = "bench bench bench"
    /// Tenants made beside each other: their commits share the disk.
    private static let atOnce = 8

    func build(_ folder: WorldFolder) async throws {
        for number in 0..<plan.tenants { _ = try await node.registry.create(code: "t\(number)", name: "Tenant \(number)") }
        try await WorldBuilder.each(plan.people > 0 ? plan.tenants : 0) { try await addPeople(to: "t\($0)") }
        try await addSessions(folder, mark: "")
    }

    /// `mark`: tells the people of these sessions from those of earlier ones.
    func addSessions(_ folder: WorldFolder, mark: String) async throws {
        let places = (0..<plan.spread).map { "t\($0 % plan.tenants)" } + Array(repeating: "t0", count: plan.crowd)
        var sessions: [BenchSession] = []
        for (number, tenant) in places.enumerated() {
            sessions.append(try await signIn(tenant, "B\(mark)\(number)", id: "b\(mark)\(number)"))
        }
        // Cursors last: what one sign-in writes may be news for another.
        for index in sessions.indices { sessions[index].cursor = try await pull(sessions[index]) }
        if plan.rows > 0, let last = sessions.indices.last {
            try await put(0..<plan.rows, into: sessions[last])
            sessions[last].cursor = ""
        }
        // Fifty records that the last but one has not pulled yet.
        if plan.crowd > 1 { try await put(0..<50, into: sessions[sessions.count - 2]) }
        try BenchSession.write(sessions, to: folder.sessions)
    }

    private static func each(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= atOnce { try await group.next() }
                group.addTask { try await body(number) }
            }
            try await group.waitForAll()
        }
    }

    private func addPeople(to tenant: String) async throws {
        let (partition, count) = (try await node.registry.open(tenant), plan.people)
        try await partition.system("bench.people") { writer in
            for person in 0..<count { try WorldBuilder.put("E\(person)", id: "e\(person)", writer) }
        }
    }

    private static func put(_ staffNo: String, id: String, _ writer: PartitionWriter) throws {
        let employee = Employee(
            id: id, staffNo: staffNo, fullName: "王小\(staffNo)", dateOfJoining: LocalDate(year: 2019, month: 3, day: 1),
            employmentStatus: .active, jurisdiction: "330100", createdAt: writer.now, modifiedAt: writer.now)
        try writer.put(employee, in: .employee(id), isNew: true)
        try writer.setLookup(.staffNo, staffNo, target: id)
    }

    private func signIn(_ tenant: String, _ staffNo: String, id: String) async throws -> BenchSession {
        let partition = try await node.registry.open(tenant)
        try await partition.system("bench.person") { try WorldBuilder.put(staffNo, id: id, $0) }
        _ = try await node.identity.prepare(employee: id, roles: [.employee], password: WorldBuilder.password, in: partition)
        let key = P256.Signing.PrivateKey()
        let text = Base64URL.encode(Array(key.publicKey.compressedRepresentation))
        let nonce = node.identity.nonces.make(now: node.clock.now())
        let challenge = SignedBytes.challenge(server: node.settings.serverName, tenant: tenant, device: text, nonce: nonce)
        let signature = Base64URL.encode(Array(try key.signature(for: challenge).rawRepresentation))
        let request = PasswordSignIn(
            tenant: tenant, login: staffNo, password: WorldBuilder.password, device: .new(name: "bench", key: text),
            proof: .init(nonce: nonce, signature: signature))
        let signed = try await node.identity.signIn(request, client: WorldBuilder.client)
        return BenchSession(
            tenant: tenant, access: signed.pair?.access ?? "", device: signed.principal.deviceID,
            subject: String(signed.principal.actor.subject), employee: id, cursor: "", key: key)
    }

    private static let client = ClientInfo(app: "bench", version: "1", schema: Schema.now, lang: "zh-Hans", address: nil)

    /// Pulls to the end as that session; its cursor.
    private func pull(_ session: BenchSession) async throws -> String {
        let principal = try await node.identity.use(session.access, client: WorldBuilder.client).principal
        let partition = try await node.registry.open(session.tenant)
        let pulls = PullSession()
        var cursor: String?
        while true {
            let page = try await partition.page(PullRequest(cursor: cursor, session: pulls), for: principal)
            cursor = page.cursor ?? cursor
            if !page.more { return cursor ?? "" }
        }
    }

    private func put(_ numbers: Range<Int>, into session: BenchSession) async throws {
        let partition = try await node.registry.open(session.tenant)
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 50) {
            try await partition.system("bench.rows") { writer in
                for number in start..<min(start + 50, numbers.upperBound) {
                    try writer.put(BenchRow.make(number, of: session.employee), in: .employee(session.employee), isNew: true)
                }
            }
        }
    }

    /// One more record for session `number`.
    func touch(_ number: Int, _ folder: WorldFolder) async throws {
        let sessions = try BenchSession.read(folder.sessions)
        guard sessions.indices.contains(number) else { throw BenchError.child("no session \(number)") }
        let next = 1_000_000 + node.random.below(1_000_000_000)
        try await put(next..<(next + 1), into: sessions[number])
    }
}
