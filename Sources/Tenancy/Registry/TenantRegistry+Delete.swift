import Base
import Crypto
import Evidence
import Foundation
import Store
import Synchronization
package import Wire

extension TenantRegistry {
    private static let intent = "deleting"

    /// Deletes a tenant for ever: a last leaf, then the key, then the files, then the certificate. A crash on the way is finished
    /// by calling it again; from the first step on nobody of the tenant is served.
    package func delete(_ code: String, reason: String, by operator: String) async throws(RPCError) -> SignedCertificate {
        var summary = try summary(code)
        if summary.status == .deleted { return try await certificate(code) }
        summary.status = .suspended
        summary.reason = reason
        let doomed = summary
        if try await blocking({ try self.certificate(TenantRegistry.intent, code) }) == nil {
            try await conclude(doomed, by: `operator`)
        }
        return try await blocking { try self.destroy(doomed) }
    }

    /// The last leaf and what the certificate will say; from here on there is no way back.
    private func conclude(_ summary: TenantSummary, by who: String) async throws(RPCError) {
        let partition = try await partition(summary)
        partition.state.setSuspended(true)
        do {
            try await partition.system("tenant.delete", leaf: .system) { writer in
                writer.note["by"] = .string("operator:" + who)
                writer.note["reason"] = .string(summary.reason ?? "")
            }
            let (head, root) = try await partition.readOnPool { reader in
                let head = try reader.snapshot.head()
                return (head, try Tree(StoredTree(reader.snapshot)).root(size: head.leaves))
            }
            try await blocking {
                let now = self.clock.now()
                let certificate = DeletionCertificate(
                    number: summary.number, nameDigest: TenantRegistry.digest(Array("\(summary.code)\n\(summary.name)".utf8)),
                    epoch: head.epoch, logSize: head.leaves, root: Hex.encode(root),
                    keyFingerprint: TenantRegistry.digest(try self.keyStore.load(tenant: summary.number) ?? []), time: now,
                    by: "operator:" + who, reason: summary.reason ?? "", keyBackupsUntil: now.adding(ms: Limits.keyBackupMs),
                    isFinal: false)
                let signed = try SignedCertificate(certificate, self.platformKey)
                try self.platform.writeNow { transaction in
                    try self.put(summary, transaction)
                    try self.put(signed, TenantRegistry.intent, summary.code, transaction)
                }
            }
            tenants.withLock { $0.known[summary.code] = summary }
        } catch { throw partition.answer(error) }
    }

    /// Blocks. Every step may be repeated.
    private func destroy(_ summary: TenantSummary) throws -> SignedCertificate {
        guard let signed = try certificate(TenantRegistry.intent, summary.code) else { throw RPCError(.notFound) }
        if let open = openPartitions().first(where: { $0.tenant.number == summary.number }) {
            guard closeNow(open) else { throw RPCError(.busy) }
        }
        try keyStore.destroy(tenant: summary.number)
        try stores.destroyTenant(summary.number)
        var gone = summary
        gone.status = .deleted
        let deleted = gone
        try platform.writeNow { transaction in
            try put(deleted, transaction)
            try put(signed, SignedCertificate.kind, summary.code, transaction)
            try transaction.delete(TenantRegistry.intent, summary.code)
            try transaction.delete(RememberedHead.kind, String(summary.number))
        }
        tenants.withLock { tenants in
            tenants.known[summary.code] = deleted
            tenants.heads[summary.number] = nil
        }
        return signed
    }

    /// The newest certificate of a deleted tenant; 1402 for any other.
    package func certificate(_ code: String) async throws(RPCError) -> SignedCertificate {
        let found = try await blocking {
            try self.certificate(SignedCertificate.finalKind, code) ?? self.certificate(SignedCertificate.kind, code)
        }
        guard let found else { throw RPCError(.notFound) }
        return found
    }

    /// Signs the second certificate for every deletion whose key backups have expired; blocks.
    func certifyExpiredBackups(_ now: Timestamp) throws {
        for summary in list() where summary.status == .deleted {
            guard try certificate(SignedCertificate.finalKind, summary.code) == nil,
                let first = try certificate(SignedCertificate.kind, summary.code)?.certificate, first.keyBackupsUntil <= now
            else { continue }
            let signed = try SignedCertificate(first.final(at: now), platformKey)
            try platform.writeNow { try put(signed, SignedCertificate.finalKind, summary.code, $0) }
        }
    }

    private func certificate(_ kind: String, _ code: String) throws -> SignedCertificate? {
        try platform.readNow { snapshot in
            try snapshot.get(kind, code).flatMap { SignedCertificate(try documents.open(kind, code, $0)) }
        }
    }

    private func put(_ signed: SignedCertificate, _ kind: String, _ code: String, _ transaction: any PlatformTransaction) throws {
        try transaction.put(kind, code, try documents.seal(kind, code, signed.json))
    }

    private static func digest(_ bytes: [UInt8]) -> String { Hex.encode(Array(SHA256.hash(data: bytes))) }
}
