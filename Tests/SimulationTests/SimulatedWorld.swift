import Base
import Casework
import Crypto
import Foundation
import Records
import Store
import StoreMemory
import StoreSQLite
import Tenancy
import Wire

/// One tenant on a real store with faults to order, its people, and a clock that the simulation moves. Everything random comes from
/// one seed, the server's and the devices' keys too; what does not is the folder's name and what the crypto library draws for itself (the
/// nonces of ECDSA, the tenant's keys), on which no decision depends. A test runs a seed twice and compares the courses.
final class SimulatedWorld {
    static let tenant = "acme"
    /// The officer whose queue all claims reach.
    static let officer = "900"

    let seed: UInt64
    let random: SeededRandom
    /// What the server draws; it goes on over a restart, as a real source does.
    let serverRandom: SeededRandom
    let clock = ManualClock(Timestamp(ms: 1_790_000_000_000))
    let faults = FaultPlan()
    let keys = MemoryKeyStore()
    let factory: any StoreFactory
    let folder: URL?
    let pools = Pools.standard()
    /// What the server had to tell its operator, for the report of a failing seed.
    let alarms = AlarmLog()
    let platformKey: PlatformKey
    private(set) var registry: TenantRegistry
    private(set) var partition: Partition
    /// Claims that the server removed for good.
    private(set) var removed: Set<String> = []
    /// Rights as the simulation last set them.
    private(set) var roles: [String: Set<Role>] = [:]

    init(seed: UInt64, people: Int) async throws {
        self.seed = seed
        random = SeededRandom(seed: seed)
        serverRandom = SeededRandom(seed: seed ^ 0x5E12_5E12)
        if seed % 2 == 0 {
            folder = nil
            factory = MemoryFactory(faults: faults)
        } else {
            let place = FileManager.default.temporaryDirectory.appending(path: "gongdao-sim-\(SystemRandom().recordID())")
            folder = place
            factory = try SQLiteFactory(directory: place.path, faults: faults)
        }
        guard let key = PlatformKey(SeededRandom(seed: seed).bytes(32)) else { throw SimulationError.setup }
        platformKey = key
        registry = try TenantRegistry(
            stores: factory, keys: keys, platformKey: key, clock: clock, random: serverRandom, pools: pools, alarms: alarms)
        _ = try await registry.create(code: Self.tenant, name: "Acme")
        partition = try await registry.open(Self.tenant)
        for person in 1...people { try await hire(String(person), [.employee]) }
        try await hire(Self.officer, [.employee, .finance])
    }

    func hire(_ employee: String, _ roles: Set<Role>) async throws {
        let now = clock.now()
        try await partition.system("test.hire") { writer in
            let person = Employee(
                id: employee, staffNo: "E\(employee)", fullName: "员工\(employee)", employmentStatus: .active, createdAt: now, modifiedAt: now)
            _ = try writer.put(person, in: .employee(employee), isNew: true)
            try writer.setAccess(subject: Int64(employee) ?? 0, employee: employee, roles: roles)
        }
        self.roles[employee] = roles
    }

    func setRoles(_ employee: String, _ roles: Set<Role>) async throws {
        try await partition.system("test.roles") { try $0.setAccess(subject: Int64(employee) ?? 0, employee: employee, roles: roles) }
        self.roles[employee] = roles
    }

    /// One mutation of the server's that makes, renames, moves and removes departments, several at once, in every kind of feed.
    func changeDepartments(feeds: [String]) async throws {
        var changes: [(id: String, feed: Feed?, name: String)] = []
        for _ in 0...random.below(4) {
            let choice = random.below(feeds.count + 2)
            changes.append(("dep\(random.below(12))", choice < feeds.count ? Feed(feeds[choice]) : nil, "v\(random.below(1_000_000))"))
        }
        let list = changes
        try await partition.system("test.departments") { writer in
            for change in list {
                if let feed = change.feed {
                    try writer.put(Department(id: change.id, name: change.name, status: .active), in: feed)
                } else {
                    try writer.remove(Department.self, id: change.id)
                }
            }
        }
    }

    /// Removes a claim. Where the commit's outcome is unknown the store itself is asked.
    func remove(claim id: String) async throws {
        do {
            try await partition.system("test.remove") { try $0.remove(Reimbursement.self, id: id) }
            removed.insert(id)
        } catch {
            if try await partition.readOnPool({ try $0.record(Reimbursement.self, id: id) == nil }) { removed.insert(id) }
            throw error
        }
    }

    /// The process dies and comes back: whatever was only in memory is gone.
    /// Nothing is closed in order, as nothing is when a process is killed; the store alone remembers.
    func restart() async throws {
        registry = try TenantRegistry(
            stores: factory, keys: keys, platformKey: platformKey, clock: clock, random: serverRandom, pools: pools, alarms: alarms)
        partition = try await registry.open(Self.tenant)
    }

    func end() {
        try? registry.shutdown()
        pools.shutdown()
        if let folder { try? FileManager.default.removeItem(at: folder) }
    }

    /// What a subject may see now: collection and id to (feed, rev), read from the store itself.
    func visible(to employee: String) async throws -> [RowKey: RowMark] {
        // By the grants that stand: a change of roles may have been written although its commit was reported failed.
        let subject = Int64(employee) ?? 0
        return try await partition.readOnPool { reader in
            var rows: [RowKey: RowMark] = [:]
            for number in Set(try reader.snapshot.grants(subject: subject).filter { $0.lost == nil }.map(\.feed)) {
                let feed = try reader.feed(number)
                try reader.snapshot.live(feed: number, below: .max) { header, _ in
                    guard let schema = Schema.coded(header.collection) else { return true }
                    rows[RowKey(collection: schema.name, id: header.id)] = RowMark(feed: feed.text, rev: header.rev)
                    return true
                }
            }
            return rows
        }
    }
}

struct RowKey: Hashable, Sendable {
    var collection: String
    var id: String
}

struct RowMark: Hashable, Sendable {
    var feed: String
    var rev: Int64
}

enum SimulationError: Error {
    case setup
    case page(String)
    case answer(String)
}
