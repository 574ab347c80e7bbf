internal import Base
internal import Casework
internal import Crypto
internal import Foundation
internal import Records
package import Store
internal import Tenancy
package import Wire

/// The people who run the platform: made by each other (the first one by `gongdaod init`), on a listener of their own, with
/// passwords of their own. Records are small documents in the platform store, sealed under a key derived for them alone.
package final class Operators: Sendable {
    private let platform: any PlatformStore
    private let pool: BlockingPool
    private let clock: any WallClock
    private let random: any RandomSource
    private let passwords: PasswordPool
    private let throttle: Throttle
    private let key: SymmetricKey
    private static let kind = "operator"
    /// No tenant's code has a space, so no tenant's throttle is ours.
    private static let realm = "operators of the platform"
    private static let sessionMs: Int64 = 12 * 3_600_000
    private static let codeMs: Int64 = 24 * 3_600_000

    package init(identity: IdentityService, platform: any PlatformStore, pool: BlockingPool) {
        self.platform = platform
        self.pool = pool
        clock = identity.clock
        random = identity.random
        passwords = identity.passwords
        throttle = identity.throttle
        key = SymmetricKey(data: identity.keys.operators)
    }

    // MARK: Making operators

    /// The code of the platform's first operator; 1408 when there is one already.
    package func makeFirst(name: String) async throws(RPCError) -> (code: String, endsMs: Int64) {
        try await make(name: name, by: "init", onlyFirst: true)
    }

    /// A code for another operator; asked for again, the earlier code is void. 1404 for a name with a password.
    package func make(name: String, by maker: String) async throws(RPCError) -> (code: String, endsMs: Int64) {
        try await make(name: name, by: maker, onlyFirst: false)
    }

    private func make(name: String, by maker: String, onlyFirst: Bool) async throws(RPCError) -> (code: String, endsMs: Int64) {
        guard Operators.isName(name) else {
            throw .invalid(
                field: "name", reason: "operator.name",
                text: ("名称应为 2–32 个小写字母、数字或连字符。", "A name has 2 to 32 lower-case letters, digits or hyphens."))
        }
        let code = ActivationCode.make(random: random)
        let digest = ActivationCode.digest(code, tenant: Operators.realm, account: name)
        let now = clock.now().ms
        let ends = now + Operators.codeMs
        try await change { [self] transaction in
            if onlyFirst {
                let others = try transaction.list(Operators.kind, after: nil, limit: 1000).map { try open($0.key, $0.value) }
                guard !others.contains(where: { $0.password != nil }) else { throw RPCError(.readOnly, data: ["reason": "has_operator"]) }
            }
            var record =
                try load(name, transaction)
                ?? OperatorRecord(name: name, createdMs: now, createdBy: maker, revoked: false)
            guard record.password == nil || record.revoked else { throw RPCError(.conflict, data: ["reason": "exists"]) }
            record.password = nil
            record.revoked = false
            record.code = digest
            record.codeEndsMs = ends
            try save(record, transaction)
        }
        return (code, ends)
    }

    /// Sets the first password under a single-use code.
    package func activate(name: String, code: String, password: String, address: String?) async throws(RPCError) {
        try await judged(name, address) { () async throws(RPCError) in
            try PasswordRules.check(password, login: name)
            let digest = ActivationCode.digest(code, tenant: Operators.realm, account: name)
            let hash = try await self.passwords.hash(password).text
            let now = self.clock.now().ms
            try await self.change { [self] transaction in
                guard var record = try load(name, transaction), !record.revoked, let stored = record.code,
                    let ends = record.codeEndsMs, ends > now,
                    constantTimeEqual(Array(stored.utf8), Array(digest.utf8))
                else { throw RPCError(.tokenInvalid) }
                record.password = hash
                record.code = nil
                record.codeEndsMs = nil
                try save(record, transaction)
            }
        }
    }

    // MARK: Signing in

    package func signIn(name: String, password: String, address: String?) async throws(RPCError) -> OperatorSession {
        try await judged(name, address) { () async throws(RPCError) in
            let record = try await self.find(name)
            let (matches, _) = try await self.passwords.verify(
                password, against: record?.password.flatMap { PasswordHash($0) })
            guard matches, var record, !record.revoked else { throw RPCError(.tokenInvalid) }
            let now = self.clock.now()
            record.lastMs = now.ms
            let seen = record
            try await self.change { [self] transaction in
                guard try load(name, transaction)?.password == seen.password else { throw RPCError(.tokenInvalid) }
                try save(seen, transaction)
            }
            return OperatorSession(name: name, expires: now.adding(ms: Operators.sessionMs))
        }
    }

    package func changePassword(of name: String, from old: String, to new: String, address: String?) async throws(RPCError) {
        try await judged(name, address) { () async throws(RPCError) in
            let record = try await self.find(name)
            let (matches, _) = try await self.passwords.verify(old, against: record?.password.flatMap { PasswordHash($0) })
            guard matches, let record else { throw RPCError(.tokenInvalid) }
            try PasswordRules.check(new, login: name, name: "new")
            let hash = try await self.passwords.hash(new).text
            try await self.change { [self] transaction in
                guard var current = try load(name, transaction), current.password == record.password else {
                    throw RPCError(.tokenInvalid)
                }
                current.password = hash
                try save(current, transaction)
            }
        }
    }

    /// Whether this operator may still act: asked before each of his calls, so that a revocation holds at once.
    package func check(_ session: OperatorSession) async throws(RPCError) {
        guard let record = try await find(session.name), record.password != nil, !record.revoked else { throw RPCError(.tokenInvalid) }
    }

    package func list() async throws(RPCError) -> [OperatorView] {
        try await look { [self] snapshot in
            try snapshot.list(Operators.kind, after: nil, limit: 1000).map { entry in
                let record = try open(entry.key, entry.value)
                let state = record.revoked ? "revoked" : record.password == nil ? "invited" : "active"
                return OperatorView(name: record.name, state: state, createdMs: record.createdMs, lastMs: record.lastMs)
            }
        }
    }

    /// Takes another operator's access away; nobody takes their own, so that one is always left.
    package func revoke(_ name: String, by session: String) async throws(RPCError) {
        guard name != session else { throw RPCError(.forbidden, data: ["reason": "own_account"]) }
        try await change { [self] transaction in
            guard var record = try load(name, transaction) else { throw RPCError(.notFound) }
            record.revoked = true
            record.password = nil
            record.code = nil
            try save(record, transaction)
        }
    }

    // MARK: Storage

    private static func isName(_ name: String) -> Bool {
        (2...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    private func judged<R: Sendable>(
        _ name: String, _ address: String?, _ body: () async throws(RPCError) -> R
    ) async throws(RPCError) -> R {
        try await throttle.judge(realm: Operators.realm, login: name, address: address, body)
    }

    private func find(_ name: String) async throws(RPCError) -> OperatorRecord? { try await look { [self] in try load(name, $0) } }

    private func load(_ name: String, _ snapshot: any PlatformSnapshot) throws -> OperatorRecord? {
        try snapshot.get(Operators.kind, name).map { try open(name, $0) }
    }

    private func save(_ record: OperatorRecord, _ transaction: any PlatformTransaction) throws {
        let box = try AES.GCM.seal(
            try WireEncoder.encode(record), using: key, nonce: AES.GCM.Nonce(data: random.bytes(12)),
            authenticating: Array("operator/\(record.name)".utf8))
        guard let combined = box.combined else { throw RPCError(.internalError) }
        try transaction.put(Operators.kind, record.name, Array(combined))
    }

    private func open(_ name: String, _ sealed: [UInt8]) throws -> OperatorRecord {
        let box = try AES.GCM.SealedBox(combined: sealed)
        let bytes = try AES.GCM.open(box, using: key, authenticating: Array("operator/\(name)".utf8))
        return try WireDecoder.decode(OperatorRecord.self, fromBytes: Array(bytes))
    }

    private func look<R: Sendable>(_ body: @escaping @Sendable (any PlatformSnapshot) throws -> R) async throws(RPCError) -> R {
        let platform = self.platform
        do {
            return try await pool.run { try platform.readNow(body) }
        } catch {
            throw IdentityService.wire(error)
        }
    }

    private func change(_ body: @escaping @Sendable (any PlatformTransaction) throws -> Void) async throws(RPCError) {
        let platform = self.platform
        do {
            try await pool.run { try platform.writeNow(body) }
        } catch {
            throw IdentityService.wire(error)
        }
    }
}
