import Base
import Casework
import Records
import Testing
import Wire

/// A tenant in memory: what commands read, and what their changes would make of it. Every record goes through its row, so that a
/// column that does not travel is noticed here.
final class World: RecordReader {
    struct Row {
        var bytes: [UInt8]
        var rev: Int64
        var seq: Int64
        var feed: Feed
    }

    var rows: [String: [String: Row]] = [:]
    var spent: Set<String> = []
    var lookups: [LookupSpace: [String: String]] = [:]
    var grants: [(subject: Int64, feed: Feed, until: Int64?)] = []
    var timers: [Changes.TimerPlan] = []
    var uploads: [String: Int64] = [:]
    var touched: Set<Int64> = []
    var sequences: [String: Int64] = [:]
    var seq: Int64 = 0
    var now = Timestamp(rfc3339: "2026-11-20T10:00:00+08:00") ?? Timestamp(ms: 0)
    var proven: ClosedRange<Int64>?
    private let random = SeededRandom(seed: 7)

    var today: LocalDate { now.date() ?? day("2026-11-20") }

    func record<R: Record>(_: R.Type, id: String) throws -> Stored<R>? {
        guard let row = rows[R.schema.name]?[id] else { return nil }
        let (record, rev) = try RowCoder.record(R.self, row: row.bytes)
        return Stored(record: record, rev: rev, seq: row.seq, feed: row.feed)
    }

    func records<R: Record>(_: R.Type, in feed: Feed, limit: Int) throws -> [Stored<R>] {
        try (rows[R.schema.name] ?? [:]).filter { $0.value.feed == feed }.keys.sorted().prefix(limit).compactMap {
            try record(R.self, id: $0)
        }
    }

    func page<R: Record>(_: R.Type, after: String?, limit: Int) throws -> [Stored<R>] {
        try (rows[R.schema.name] ?? [:]).keys.sorted().filter { id in after.map { id > $0 } ?? true }.prefix(limit).compactMap {
            try record(R.self, id: $0)
        }
    }

    func leaves(about _: String, after _: Int64, limit _: Int) throws -> [Int64] { [] }

    func isTaken(_ schema: CollectionSchema, id: String) throws -> Bool { spent.contains(schema.name + "/" + id) }
    func find(_ space: LookupSpace, _ text: String) throws -> String? { lookups[space]?[text] }

    func holders(of role: Role) throws -> [String] {
        try (rows[Account.schema.name] ?? [:]).keys.sorted().compactMap { id in
            guard let account = try record(Account.self, id: id)?.record, account.roles.contains(role.rawValue) else { return nil }
            return account.employee
        }
    }

    func blob(_ hash: String, by subject: Int64) throws -> BlobInfo? {
        guard uploads[hash] == subject else { return nil }
        return BlobInfo(number: Int64(hash.utf8.count), hash: hash, size: 10, mediaType: "image/png")
    }

    func nextNumber(_ sequence: String) throws -> Int64 {
        sequences[sequence, default: 0] += 1
        return sequences[sequence] ?? 0
    }

    // MARK: Acting

    func environment(_ actor: Actor) -> Environment {
        let random = random
        return Environment(now: now, today: today, actor: actor, proven: proven, newID: { random.recordID() })
    }

    func actor(_ employee: String) throws -> Actor {
        let account = try #require(try People.account(of: employee, self)?.record)
        return Actor(
            account: account.id, subject: Int64(account.id) ?? 0, employee: employee,
            roles: Set(account.roles.compactMap(Role.init(rawValue:))), device: "dev" + employee, app: "tests",
            leaver: account.status == .leaver)
    }

    /// What a command would do, without doing it.
    func preview(_ op: String, _ a: JSON, as actor: Actor) throws -> Changes {
        let command = try #require(CommandRegistry[op], "no operation \(op)")
        return try command.run(a, environment(actor), self)
    }

    @discardableResult
    func run(_ op: String, _ a: JSON, by employee: String) throws -> JSON? {
        let changes = try preview(op, a, as: actor(employee))
        try apply(changes)
        return changes.result
    }

    @discardableResult
    func timer(_ op: String, _ a: JSON) throws -> Changes {
        let changes = try preview(op, a, as: .server(.timer))
        try apply(changes)
        return changes
    }

    /// Moves the clock and fires what is due, in order.
    func pass(days: Int) throws {
        now = now.adding(ms: Int64(days) * 86_400_000)
        while let index = timers.indices.filter({ timers[$0].due <= now }).min(by: { timers[$0].due < timers[$1].due }) {
            let plan = timers.remove(at: index)
            try timer(plan.op, plan.a)
        }
    }

    func apply(_ changes: Changes) throws {
        seq += 1
        for put in changes.puts { try write(put) }
        for erasure in changes.erasures { rows[erasure.schema.name]?[erasure.id] = nil }
        for removal in changes.removals { rows[removal.schema.name]?[removal.id] = nil }
        for lookup in changes.lookups where lookup.target == nil { lookups[lookup.space]?[lookup.text] = nil }
        for lookup in changes.lookups {
            guard let target = lookup.target else { continue }
            let old = lookups[lookup.space]?[lookup.text]
            #expect(old == nil || old == target, "an index entry is taken: \(lookup.space) \(lookup.text)")
            lookups[lookup.space, default: [:]][lookup.text] = target
        }
        for grant in changes.grants {
            switch grant {
            case .add(let subject, let feed, let until): grants.append((subject, feed, until))
            case .end(let subject, let feed): grants.removeAll { $0.subject == subject && $0.feed == feed }
            }
        }
        timers += changes.timers
        touched.formUnion(changes.touchedSubjects)
        for use in changes.blobs { #expect(uploads[use.hash] != nil) }
    }

    private func write(_ put: Changes.Put) throws {
        let (name, id) = (put.schema.name, Self.id(put.record))
        let old = rows[name]?[id]
        #expect(
            put.isNew ? old == nil && !spent.contains(name + "/" + id) : old != nil, "\(name)/\(id) is \(put.isNew ? "taken" : "absent")")
        #expect(id.utf8.count <= Limits.idBytes)
        let rev = (old?.rev ?? 0) + 1
        let bytes = try put.row(rev: rev)
        #expect(bytes.count <= Limits.rowBytes)
        rows[name, default: [:]][id] = Row(bytes: bytes, rev: rev, seq: seq, feed: put.feed)
        spent.insert(name + "/" + id)
    }

    private static func id(_ record: any Record) -> String { record.id }

    func holds(_ employee: String, _ feed: Feed) throws -> Bool {
        let actor = try actor(employee)
        return Access.feeds(employee: employee, roles: actor.roles).contains(feed)
            || grants.contains { $0.subject == actor.subject && $0.feed == feed && ($0.until ?? .max) > now.ms }
    }

    /// Whether the person may read the record, through any door.
    func mayRead<R: Record>(_: R.Type, _ id: String, by employee: String, for purpose: Purpose? = nil) throws -> Bool {
        let stored = try #require(try record(R.self, id: id))
        return try Access.mayRead(
            R.schema, id: id, feed: stored.feed, holds: holds(employee, stored.feed), actor: actor(employee), purpose: purpose, on: today,
            self)
    }
}

extension World {
    /// A small company: 100 admin, 101 second admin, 110 HR, 111 HR, 120 finance, 130 auditor, 140 manager, 141 another manager,
    /// 150-153 people of manager 140, 160 a person without a manager.
    static func company() throws -> World {
        let world = World()
        try world.hire("100", "陈安", [.admin])
        try world.hire("101", "林峰", [.admin])
        try world.hire("110", "赵敏", [.hr])
        try world.hire("111", "孙丽", [.hr])
        try world.hire("120", "钱进", [.finance])
        try world.hire("130", "周正", [.auditor])
        try world.hire("140", "吴刚", [.manager], reportsTo: "110")
        try world.hire("141", "郑强", [.manager])
        for id in ["150", "151", "152", "153"] { try world.hire(id, "员工\(id)", [], reportsTo: "140") }
        try world.hire("160", "Aygül Turan", [])
        return world
    }

    func hire(_ id: String, _ name: String, _ roles: Set<Role>, reportsTo: String? = nil) throws {
        let person = Employee(
            id: id, staffNo: "S" + id, fullName: name, mobilePhone: "1390000" + id, reportsTo: reportsTo,
            dateOfJoining: day("2020-01-01"), employmentStatus: .active, createdAt: now, modifiedAt: now)
        var changes = Changes()
        _ = try EmployeeChanges.upsert(person, personal: nil, existing: .init(), &changes)
        changes.create(
            Account(
                id: id, employee: id, staffNo: person.staffNo, roles: roles.union([.employee]).map(\.rawValue).sorted(), status: .active,
                createdAt: now, createdBy: "system"), in: .identity)
        changes.setLookup(.account, id, to: id)
        try apply(changes)
    }

    func upload(_ hash: String, by employee: String) { uploads[hash] = Int64(employee) }

    /// Puts a record in place without a command.
    func place(_ record: some Record, in feed: Feed) throws {
        var changes = Changes()
        changes.create(record, in: feed)
        try apply(changes)
    }

    func get<R: Record>(_: R.Type, _ id: String) throws -> R {
        try #require(try record(R.self, id: id)?.record, "\(R.schema.name)/\(id)")
    }
    /// The row of a record, as it travels.
    func text(_ collection: String, _ id: String) -> String { String(decoding: rows[collection]?[id]?.bytes ?? [], as: UTF8.self) }
    func task(_ kind: TaskKind, _ subject: String) throws -> Stored<CaseTask> {
        try #require(try record(CaseTask.self, id: Tasks.id(kind, subject)))
    }

    /// Issues a leave policy and lets these people acknowledge it; gives the pin for requests.
    @discardableResult
    func leaveNotice(_ id: String = cid("N1"), acknowledgedBy people: [String] = [], policy: JSON? = nil) throws -> JSON {
        var a: [(String, JSON)] = [
            ("id", .string(id)), ("kind", "leave_policy"), ("requires", "acknowledgement"),
            ("texts", [["lang": "zh-Hans", "title": "请假须知", "body": "事假期间工资按出勤计发。"]]),
        ]
        if let policy { a.append(("policy", policy)) }
        let result = try run("notice.issue", .object(JSONObject(a)), by: "110")
        let digest = try #require(result?["digest"])
        for person in people { try run("notice.acknowledge", ["id": .string(id), "digest": digest, "lang": "zh-Hans"], by: person) }
        return ["id": .string(id), "digest": digest]
    }
}

/// A client-made id from a short word: 11 characters.
func cid(_ word: String) -> String { word + String(repeating: "x", count: 11 - word.utf8.count) }

func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate.epoch }

extension LocalDate {
    static let epoch: LocalDate = {
        guard let day = LocalDate(days: 0) else { preconditionFailure("day 0 exists") }
        return day
    }()
}

/// Expects a refusal with this reason, and gives it.
@discardableResult
func refused(_ reason: String, _ code: ErrorCode? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void)
    -> Refusal?
{
    do {
        try body()
        Issue.record("was not refused; expected \(reason)", sourceLocation: sourceLocation)
    } catch let refusal as Refusal {
        #expect(refusal.reason == reason, sourceLocation: sourceLocation)
        if let code { #expect(refusal.code == code, sourceLocation: sourceLocation) }
        return refusal
    } catch {
        Issue.record("failed otherwise: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

extension Refusal {
    var nearest: JSON? { body()["nearest"] }
    var field: String? { body()["field"]?.stringValue }
}
