import Base
import Casework
import Crypto
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// The wall as a property: random tenants, random people with random roles, a canary in every feed and in everybody's private record.
/// Whoever asks, by whichever method and with whosever ids: no answer holds a canary that the asker's roles do not open.
/// `GONGDAO_SEED` repeats a run.
@Suite("The wall, as a property", .serialized)
struct WallPropertyTests {
    struct Member: Sendable {
        var tenant: String
        var roles: Set<Role>
        var employee: String
        var world: WallTests.World
        var staffNo: String
        /// Canaries that its roles open without naming a purpose.
        var open: Set<String> = []
    }

    /// One tenant's canaries: by feed, and each person's private record.
    struct Canaries {
        var byFeed: [String: String] = [:]
        var identity: [String: String] = [:]
    }

    /// Written out here, apart from the table that the server uses: which inboxes a role opens, and for which purpose it may read the
    /// private record of another person.
    static let inboxes: [Role: String] = [.hr: "q/hr", .finance: "q/finance", .auditor: Feed.audit.text, .admin: Feed.admin.text]
    static let privateFor: [Role: Set<String>] = [.hr: ["personnel"], .finance: ["payroll"]]

    @Test("No method of the registry tells anybody a canary that is not theirs")
    func nobody() async throws {
        let seed = ProcessInfo.processInfo.environment["GONGDAO_SEED"].flatMap(UInt64.init) ?? SystemRandom().next() % 1_000_000_000
        let random = SeededRandom(seed: seed)
        let stand = try Stand(.memory)
        var members: [Member] = []
        var canaries: [String: Canaries] = [:]
        for tenant in ["demo", "other", "third"] {
            try await stand.makeTenant(tenant)
            var people: [Member] = []
            for number in 0..<(3 + random.below(3)) { people.append(try await hire(stand, random, tenant, "P\(number)")) }
            let planted = try await plant(stand, random, tenant, people)
            for index in people.indices {
                people[index].open = opened(by: people[index], planted)
            }
            canaries[tenant] = planted
            members += people
        }
        var asked = 0
        for _ in 0..<10 {
            let asker = members[random.below(members.count)]
            let speaker = Speaker(stand)
            try await speaker.hello()
            try await speaker.signIn(TestPerson(employee: asker.employee, staffNo: asker.staffNo, name: "", password: Stand.password, role: .employee, account: ""), tenant: asker.tenant)
            // The property is not empty: what is theirs they get.
            let rows = try await speaker.pullAll().rows.values.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
            #expect(Self.found(in: rows) == asker.open, "GONGDAO_SEED=\(seed)")
            for _ in 0..<2 {
                let victim = members[random.below(members.count)]
                for (method, params, purpose) in questions(random, victim, canaries) {
                    asked += 1
                    let told = await answer(speaker, method, params).subtracting(Self.found(in: String(decoding: params.bytes, as: UTF8.self)))
                    // One's own upload, too, which no feed holds.
                    let allowed = asker.open.union(["b\(asker.tenant)\(asker.employee)"]).union(purpose.map { read(by: asker, for: $0, canaries) } ?? [])
                    #expect(told.isSubset(of: allowed), "GONGDAO_SEED=\(seed): \(method) \(params) tells \(asker.roles) of \(asker.tenant) \(told)")
                    stand.advance(ms: 1_000)
                }
            }
        }
        #expect(asked > 500)
        try await stand.remove()
    }

    // MARK: The world

    private func hire(_ stand: Stand, _ random: SeededRandom, _ tenant: String, _ staffNo: String) async throws -> Member {
        let extra = Role.allCases.filter { $0 != .employee && random.below(4) == 0 }
        let partition = try await stand.partition(tenant)
        let id = try await partition.system("test.hire") { writer in
            let id = String(try writer.nextNumber("employee"))
            let person = Employee(id: id, staffNo: staffNo, fullName: "某人", employmentStatus: .active, createdAt: writer.now, modifiedAt: writer.now)
            try writer.put(person, in: .employee(id), isNew: true)
            try writer.setLookup(.staffNo, staffNo, target: id)
            return id
        }
        let roles = Set(extra).union([.employee])
        let account = try await stand.identity.prepare(employee: id, roles: roles, password: Stand.password, in: partition)
        let speaker = Speaker(stand)
        try await speaker.hello()
        try await speaker.signIn(TestPerson(employee: id, staffNo: staffNo, name: "", password: Stand.password, role: .employee, account: account), tenant: tenant)
        let content = Array("CANARY#b\(tenant)\(id)#".utf8)
        let hash = Base64URL.encode(Array(SHA256.hash(data: Array(SHA256.hash(data: content)))))
        _ = try await speaker.call("blob.put", [
            "hash": .string(hash), "size": .int(Int64(content.count)), "media": "text/plain", "off": 0, "data": .string(Base64URL.encode(content)),
        ])
        let world = WallTests.World(
            employee: id, account: account, device: speaker.device, session: speaker.who["session"]?.stringValue ?? "", queue: speaker.queue,
            blob: hash, secrets: [])
        return Member(tenant: tenant, roles: roles, employee: id, world: world, staffNo: staffNo)
    }

    private func plant(_ stand: Stand, _ random: SeededRandom, _ tenant: String, _ people: [Member]) async throws -> Canaries {
        var canaries = Canaries()
        let feeds = ["t", "q/hr", "q/finance", Feed.audit.text, Feed.admin.text, "x/note", "x/pay"]
            + people.flatMap { ["e/\($0.employee)", Feed.inbox($0.employee).text] }
        for feed in feeds { canaries.byFeed[feed] = "\(tenant)\(random.below(1_000_000_000))" }
        for person in people { canaries.identity[person.employee] = "\(tenant)\(random.below(1_000_000_000))" }
        let planted = canaries
        try await stand.partition(tenant).system("test.canaries") { writer in
            for (feed, canary) in planted.byFeed {
                guard let place = Feed(feed) else { continue }
                try writer.put(Department(id: "c" + canary, name: "CANARY#\(canary)#", status: .active), in: place, isNew: true)
            }
            for (employee, canary) in planted.identity {
                let record = EmployeePrivate(id: employee, employee: employee, identityNumber: "CANARY#\(canary)#", modifiedAt: writer.now)
                try writer.put(record, in: .employee(employee), isNew: true)
            }
        }
        return canaries
    }

    // MARK: What is whose

    private func opened(by member: Member, _ canaries: Canaries) -> Set<String> {
        var feeds: Set<String> = ["t", "e/\(member.employee)"]
        if member.roles != [.employee] { feeds.insert(Feed.inbox(member.employee).text) }
        for role in member.roles { if let inbox = Self.inboxes[role] { feeds.insert(inbox) } }
        return Set(feeds.compactMap { canaries.byFeed[$0] } + [canaries.identity[member.employee]].compactMap { $0 })
    }

    private func read(by member: Member, for purpose: String, _ canaries: [String: Canaries]) -> Set<String> {
        guard member.roles.contains(where: { Self.privateFor[$0]?.contains(purpose) == true }) else { return [] }
        return Set((canaries[member.tenant] ?? Canaries()).identity.values)
    }

    private static func found(in text: String) -> Set<String> {
        Set(text.components(separatedBy: "CANARY#").dropFirst().map { String($0.prefix { $0 != "#" }) })
    }

    // MARK: Asking

    /// Every method with its own questions about the victim, and the victim's canaries by name, feed and condition.
    private func questions(_ random: SeededRandom, _ victim: Member, _ canaries: [String: Canaries]) -> [(String, JSON, String?)] {
        var list: [(String, JSON, String?)] = []
        for (method, questions) in WallTests.questions where !WallTests.last.contains(method) && method != "hello" {
            for question in questions { list.append((method, question.params(victim.world), nil)) }
        }
        for (feed, canary) in canaries[victim.tenant]?.byFeed ?? [:] {
            let id = "c" + canary
            list.append(("get", ["c": "department", "id": .string(id)], nil))
            list.append(("sync.bucket", ["in": .string(feed), "c": "department", "n": 1, "b": 0], nil))
            list.append(("sync.verify", ["in": .string(feed), "c": "department", "n": 1, "sums": ["0.000000000000"]], nil))
            list.append(("sync.preview", ["op": "void", "a": [:], "if": .object(JSONObject([("department/\(id)", 99)]))], nil))
            list.append(("blob.get", ["hash": .string(victim.world.blob), "ref": .string("department/\(id)")], nil))
        }
        for purpose in ["handle", "personnel", "payroll", "audit", "curiosity"] {
            let params: JSON = ["c": "employee_private", "id": .string(victim.employee), "purpose": .string(purpose)]
            list.append(("get", params, purpose))
        }
        for index in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(index, random.below(index + 1)) }
        return list
    }

    private func answer(_ speaker: Speaker, _ method: String, _ params: JSON) async -> Set<String> {
        do {
            let answer = try await speaker.call(method, params, withinMs: 30_000)
            return Self.found(in: Self.text(answer))
        } catch let error as RPCError {
            return Self.found(in: error.data.map(Self.text) ?? "")
        } catch {
            Issue.record("\(method) was not answered: \(error)")
            return []
        }
    }

    /// As text, and with whatever is base64url in it read as well: blobs travel so.
    private static func text(_ json: JSON) -> String {
        let plain = String(decoding: json.bytes, as: UTF8.self)
        guard let data = json["data"]?.stringValue, let bytes = Base64URL.decode(data) else { return plain }
        return plain + String(decoding: bytes, as: UTF8.self)
    }
}
