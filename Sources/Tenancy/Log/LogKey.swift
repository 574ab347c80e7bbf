import Base
import Crypto
import Evidence
import Store
import Synchronization
import Wire

/// What a partition remembers of its log: caches of committed state, dropped when a commit is in doubt.
final class LogMemory: Sendable {
    // Guards the signer: read and published by the writer's thread, dropped by recovery.
    private let kept = Mutex<NoteSigner?>(nil)
    /// All leaves but one slice have their nodes.
    let isCaughtUp = Atomic(false)

    var signer: NoteSigner? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }

    func drop() {
        signer = nil
        isCaughtUp.store(false, ordering: .releasing)
    }
}

/// The tenant's Ed25519 key for checkpoints and receipts: sealed in the partition, named by leaves, never seen outside.
enum LogKey {
    static func read(_ snapshot: any Snapshot, _ sealer: Sealer, tenant: TenantInfo) throws -> NoteSigner? {
        guard let sealed = try snapshot.meta(LogName.key) else { return nil }
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: try sealer.open(sealed, .meta(name: LogName.key)))
        return NoteSigner(name: tenant.origin(epoch: 0).keyName, key: key)
    }
}

extension TenantInfo {
    func origin(epoch: Int64) -> LogOrigin { LogOrigin(host: serverName, tenant: code, epoch: epoch) }
}

extension PartitionWriter {
    /// The log's key with its leaf, where there is none yet: before anything else is written.
    func ensureLogKey() throws {
        guard batch.signer == nil else { return }
        let signer = try makeLogKey()
        try leaf(.key, op: KeyChange.op, ["key": .string(signer.verifier.encoded)])
        batch.signer = signer
    }

    /// A new key from the next checkpoint on; its leaf is signed by the one before. Answers the new key's public form.
    @discardableResult
    package func rotateLogKey(by who: String) throws -> String {
        try ensureLogKey()
        guard let old = batch.signer else { throw StoreError.other("no log key") }
        let signer = try makeLogKey()
        let signature = try old.signature(over: KeyChange.signedBytes(signer.verifier))
        let members: JSONObject = [
            "key": .string(signer.verifier.encoded), "before": .string(old.verifier.encoded),
            "sig": .string(Base64URL.encode(signature)), "by": .string(who),
        ]
        try leaf(.key, op: KeyChange.op, members)
        batch.signer = signer
        return signer.verifier.encoded
    }

    private func makeLogKey() throws -> NoteSigner {
        let secret = core.random.bytes(32)
        try transaction.setMeta(LogName.key, try sealer.seal(secret, .meta(name: LogName.key)))
        return NoteSigner(name: core.tenant.origin(epoch: 0).keyName, key: try Curve25519.Signing.PrivateKey(rawRepresentation: secret))
    }
}
