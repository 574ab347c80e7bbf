import Base
import Store
import Synchronization
package import Wire

/// Tenants that cannot be served: an old copy in the place of a newer partition, a file that is gone (why.md B5).
extension TenantRegistry {
    /// Looks at the files of all tenants once, so that what is missing or old is told at the start and not at the first request; and
    /// begins the new epoch of those that came out of a backup. Reads heads only; call it in the background.
    package func inspect() async {
        for summary in list() where summary.status != .deleted {
            if tenants.withLock({ $0.restores[summary.number] }) != nil {
                _ = try? await partition(summary)
                continue
            }
            try? await blocking {
                guard self.tenants.withLock({ $0.slots[summary.code] }) == nil else { return }
                if let hold = try self.missing(summary.number) ?? self.behind(summary.number) { self.hold(summary, hold) }
            }
        }
    }

    /// Why each of these tenants is not served, by code; those that are have no entry.
    package func holds(_ summaries: [TenantSummary]) async throws(RPCError) -> [String: TenantHold] {
        try await blocking {
            var out: [String: TenantHold] = [:]
            for summary in summaries where summary.status != .deleted {
                let (known, isOpen) = self.tenants.withLock { ($0.held[summary.code], $0.slots[summary.code] != nil) }
                if known == .restored { out[summary.code] = known } else if !isOpen { out[summary.code] = try self.missing(summary.number) }
            }
            return out
        }
    }

    /// Blocks.
    func missing(_ number: Int64) throws -> TenantHold? {
        if !stores.exists(number) { return .dataMissing }
        return try keyStore.load(tenant: number) == nil ? .keyMissing : nil
    }

    /// Blocks. What cannot be read is told when it is opened.
    private func behind(_ number: Int64) -> TenantHold? {
        guard let remembered = tenants.withLock({ $0.heads[number] }), let head = try? stores.head(number) else { return nil }
        return remembered.isAhead(of: head) ? .restored : nil
    }

    /// Remembers why a tenant is not served (nil: it is), and tells it once.
    func hold(_ summary: TenantSummary, _ hold: TenantHold?) {
        let isNew = tenants.withLock { tenants in
            defer { tenants.held[summary.code] = hold }
            return tenants.held[summary.code] != hold
        }
        guard isNew, let hold else { return }
        alarms.raise(
            hold == .restored ? .smallerThanRemembered(tenant: summary.number) : .fileMissing(tenant: summary.number, what: hold))
    }

    /// The first commit of a partition that came out of a backup; its mark goes once that is durable. Blocks.
    func beginEpoch(_ partition: Partition, _ mark: RestoreMark, above: RememberedHead?) throws {
        let number = partition.tenant.number
        let epoch = try partition.raiseEpoch(
            atLeast: max(mark.epoch, above?.epoch ?? 0), note: ["reason": "restored from a backup", "from": .string(mark.from)],
            had: mark.had.merging(above.map { [$0.epoch: $0.leaves] } ?? [:], uniquingKeysWith: max))
        try remember([partition])
        try platform.writeNow { try RestoreMark.remove(number, $0) }
        _ = tenants.withLock { $0.restores.removeValue(forKey: number) }
        alarms.raise(.restored(tenant: number, epoch: epoch, from: mark.from))
    }
}
