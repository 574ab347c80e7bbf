import Base
import Casework
import Crypto
import Foundation
import Records
import Store
import StoreMemory
import StoreSQLite
import Synchronization
@testable import Tenancy
import Testing
import Wire

/// Which store a test runs on.
enum Kind: String, CaseIterable, Sendable { case memory, sqlite }

/// A server's tenants without network: stores, keys, clock and alarms of their own for each test.
final class House: Sendable {
    let folder: String
    let faults = FaultPlan()
    let keys = MemoryKeyStore()
    let alarms = AlarmLog()
    let clock = ManualClock(Timestamp(ms: 1_795_220_000_000))
    let random: SeededRandom
    let factory: any StoreFactory
    let pools: Pools
    let registry: TenantRegistry

    init(_ kind: Kind, seed: UInt64 = 1) throws {
        folder = FileManager.default.temporaryDirectory.path + "/tenancy-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        random = SeededRandom(seed: seed)
        switch kind {
        case .memory: factory = MemoryFactory(faults: faults)
        case .sqlite: factory = try SQLiteFactory(directory: folder, faults: faults)
        }
        pools = Pools(
            commit: BlockingPool(threads: 4, queueLimit: 64), verify: BlockingPool(threads: 2, queueLimit: 4096),
            read: BlockingPool(threads: 2, queueLimit: 256))
        registry = try TenantRegistry(
            stores: factory, keys: keys, platformKey: House.platformKey(7), serverName: "test", clock: clock, random: random, pools: pools,
            alarms: alarms, commands: TestCommands.find)
    }

    static func platformKey(_ seed: UInt64) throws -> PlatformKey {
        try #require(PlatformKey(SeededRandom(seed: seed).bytes(32)))
    }

    /// The same files and keys in a new process.
    func again(health: NodeHealth? = nil) throws -> TenantRegistry {
        try TenantRegistry(
            stores: factory, keys: keys, platformKey: House.platformKey(7), serverName: "test", clock: clock, random: random, pools: pools,
            alarms: alarms, commands: TestCommands.find, health: health)
    }

    func tenant(_ code: String = "demo") async throws -> Partition {
        _ = try await registry.create(code: code, name: "Demo")
        return try await registry.open(code)
    }

    deinit {
        pools.shutdown()
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// A person's sign-in, with or without a device key.
struct Person: Sendable {
    var principal: Principal
    let key: P256.Signing.PrivateKey?

    init(
        _ subject: Int64, employee: String? = nil, roles: Set<Role> = [.employee], device: String? = nil, signed: Bool = false,
        schema: Int = Schema.now, tenant: String = "demo"
    ) {
        key = signed ? P256.Signing.PrivateKey() : nil
        let device = device ?? "d\(subject)"
        principal = Principal(
            actor: Actor(
                account: String(subject), subject: subject, employee: employee ?? String(subject), roles: roles, device: device),
            tenant: tenant,
            device: DeviceInfo(id: device, publicKey: key.map { Array($0.publicKey.compressedRepresentation) }, voucher: "code"),
            app: AppInfo(id: "test", version: "1"), schema: schema, lang: "en", sessionID: "s\(subject)", expires: Timestamp(ms: .max))
    }

    var queue: String { principal.deviceID + ".0" }

    func mutation(_ n: Int64, _ op: String, _ a: JSON, if condition: JSON? = nil, when: JSON? = nil, queue: String? = nil) throws
        -> PushRequest.Mutation
    {
        let bytes = try SignedBytes.mutation(
            tenant: principal.tenant, device: principal.deviceID, subject: String(principal.actor.subject), queue: queue ?? self.queue, n: n,
            op: op, a: a, if: condition, when: when)
        let signature = try key.map { Base64URL.encode(try $0.signature(for: bytes).rawRepresentation) }
        return .init(n: n, op: op, a: a, condition: condition, when: when, signature: signature)
    }

    func push(_ partition: Partition, _ mutations: [PushRequest.Mutation], queue: String? = nil) async -> Answer {
        Answer(await partition.push(PushRequest(queue: queue ?? self.queue, mutations: mutations), for: principal))
    }

    /// One mutation.
    func push(_ partition: Partition, _ n: Int64, _ op: String, _ a: JSON, if condition: JSON? = nil, when: JSON? = nil) async throws
        -> Answer
    {
        await push(partition, [try mutation(n, op, a, if: condition, when: when)])
    }
}

/// A push's answer, easy to look at.
struct Answer: Sendable {
    let error: RPCError?
    let json: JSON

    init(_ result: Result<[UInt8], RPCError>) {
        switch result {
        case .success(let bytes):
            error = nil
            json = (try? JSON(parsing: bytes)) ?? .null
        case .failure(let failure):
            error = failure
            json = .null
        }
    }

    var lm: Int64? { json["lm"]?.intValue }
    /// The words of each result behind its n: `ok`, `dup ok`, `no 1405`, `wait 1001`, or the error of the call.
    var words: [String] {
        if let error { return [error.message] }
        return (json["res"]?.arrayValue ?? []).map { element in
            (element.arrayValue ?? []).dropFirst().prefix { $0.objectValue == nil }.map(\.description).joined(separator: " ")
                .replacingOccurrences(of: "\"", with: "")
        }
    }
    func result(_ index: Int) -> JSON? { json["res"]?[index]?.arrayValue?.last }
}

/// Operations made for these tests: they write, refuse, wait, or break as told.
enum TestCommands {
    static let find: CommandLookup = { op in
        switch op {
        case "test.put": AnyCommand(TestPut.self)
        case "test.boom": AnyCommand(TestBoom.self)
        case "test.proven": AnyCommand(TestProven.self)
        default: CommandRegistry[op]
        }
    }
}

/// Puts a department into a feed; `refuse` answers as named instead.
enum TestPut: Command {
    struct Arguments: Codable, Sendable {
        var id: String
        var feed: String
        var name: String
        var fresh: Bool?
        var refuse: String?
        var blob: String?
        var at: Int64?
    }
    struct Facts: Sendable {
        var blob: BlobInfo?
    }

    static let op = "test.put"
    static let area = "test"
    static let roles = Set(Role.allCases)
    static let secrecy = Secrecy.open
    static let arguments: [Column] = []
    static let meaning = LocalizedText(zh: "测试", en: "test")
    static let example: JSON = ["id": "r1", "feed": "t", "name": "x"]

    static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        Facts(blob: try a.blob.flatMap { try reader.blob($0, by: actor.subject) })
    }

    static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        switch a.refuse {
        case "no": throw .rule("test.no", zh: "不可以", en: "no")
        case "wait": throw .wait(.dependencyMissing)
        default: break
        }
        guard let feed = Feed(a.feed) else { throw .invalid("feed", "test.feed", zh: "无此源", en: "no such feed") }
        var changes = Changes()
        let record = Department(id: a.id, name: a.name, status: .active)
        if a.fresh ?? false { changes.create(record, in: feed) } else { changes.put(record, in: feed) }
        if let blob = facts.blob { changes.use(blob, in: Department.self, id: a.id) }
        if let at = a.at {
            changes.schedule("test.put", at: Timestamp(ms: at), ["id": .string(a.id), "feed": .string(a.feed), "name": "fired"])
        }
        changes.result = ["put": .string(a.id)]
        return changes
    }
}

/// Throws what no command may throw.
enum TestBoom: Command {
    struct Arguments: Codable, Sendable {}
    struct Bug: Error {}

    static let op = "test.boom"
    static let area = "test"
    static let roles = Set(Role.allCases)
    static let secrecy = Secrecy.open
    static let arguments: [Column] = []
    static let meaning = LocalizedText(zh: "测试", en: "test")
    static let example: JSON = [:]

    static func load(_: Arguments, _: Actor, _: any RecordReader) throws { throw Bug() }
    static func decide(_: Arguments, _: Void, _: Environment) throws(Refusal) -> Changes { Changes() }
}

/// Answers the proven interval that it was given.
enum TestProven: Command {
    struct Arguments: Codable, Sendable {}

    static let op = "test.proven"
    static let area = "test"
    static let roles = Set(Role.allCases)
    static let secrecy = Secrecy.open
    static let arguments: [Column] = []
    static let meaning = LocalizedText(zh: "测试", en: "test")
    static let example: JSON = [:]

    static func load(_: Arguments, _: Actor, _: any RecordReader) throws {}
    static func decide(_: Arguments, _: Void, _ env: Environment) throws(Refusal) -> Changes {
        var changes = Changes()
        changes.result = ["from": env.proven.map { .int($0.lowerBound) } ?? .null, "to": env.proven.map { .int($0.upperBound) } ?? .null]
        return changes
    }
}
