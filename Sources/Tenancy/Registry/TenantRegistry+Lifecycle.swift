import Base
import Evidence
import Store
import Synchronization
package import Wire

extension TenantRegistry {
    /// Makes a tenant: number, keys, empty partition. 1405 for a code that is no `[a-z0-9-]{2,32}` or in use (a deleted one too).
    package func create(code: String, name: String) async throws(RPCError) -> TenantSummary {
        guard (2...32).contains(code.utf8.count), code.utf8.allSatisfy(TenantRegistry.isCodeByte), !name.isEmpty, name.utf8.count <= 200
        else { throw .invalid(field: "code", reason: "tenant.code", text: ("租户代码应为2至32位小写字母、数字或连字符。", "2 to 32 of a-z, 0-9 and -.")) }
        return try await blocking {
            let summary = try self.platform.writeNow { transaction in
                guard try transaction.get(TenantSummary.kind, code) == nil else {
                    throw RPCError.invalid(field: "code", reason: "tenant.taken", text: ("租户代码已被使用。", "This code is in use."))
                }
                let number = try self.nextNumber(transaction)
                let summary = TenantSummary(
                    number: number, code: code, name: name, status: .active, created: self.clock.now(), reason: nil)
                try self.put(summary, transaction)
                // Inside the transaction: a tenant without keys or partition is never listed. One that was made and not
                // listed leaves a number that is not given again.
                let ring = KeyRing.create(tenant: number, random: self.random)
                try self.keyStore.save(
                    tenant: number, try KeyFile.write(ring, platform: self.platformKey, random: self.random))
                try self.stores.tenant(number, create: true).close()
                return summary
            }
            self.tenants.withLock { tenants in
                tenants.known[code] = summary
                tenants.states[code] = TenantState()
            }
            return summary
        }
    }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    /// Above every number in the list and every file there is.
    private func nextNumber(_ transaction: any PlatformTransaction) throws -> Int64 {
        let last = try transaction.get("counter", "tenant").flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
        let number = max(last, try stores.tenants().last ?? 0) + 1
        try transaction.put("counter", "tenant", Array(String(number).utf8))
        return number
    }

    func put(_ summary: TenantSummary, _ transaction: any PlatformTransaction) throws {
        try transaction.put(TenantSummary.kind, summary.code, try documents.seal(TenantSummary.kind, summary.code, summary.json))
    }

    /// From the next request on everyone of the tenant gets 1604; open connections are told at once. A leaf records it.
    package func suspend(_ code: String, reason: String, by operator: String) async throws(RPCError) {
        try await setStatus(code, .suspended, reason: reason, by: `operator`)
    }

    package func resume(_ code: String, by operator: String) async throws(RPCError) {
        try await setStatus(code, .active, reason: nil, by: `operator`)
    }

    private func setStatus(_ code: String, _ status: TenantStatus, reason: String?, by who: String) async throws(RPCError) {
        var summary = try summary(code)
        guard summary.status != .deleted else { throw RPCError(.notFound) }
        guard summary.status != status else { return }
        summary.status = status
        summary.reason = reason
        let partition = try await partition(summary)
        let changed = summary
        // Suspended first, so that nothing is applied after the leaf; resumed last, for the same reason.
        if status == .suspended { partition.state.setSuspended(true) }
        do {
            try await partition.system("tenant.\(status == .active ? "resume" : "suspend")", leaf: .system) { writer in
                writer.note["by"] = .string("operator:" + who)
                if let reason { writer.note["reason"] = .string(reason) }
            }
        } catch {
            if status == .suspended { partition.state.setSuspended(false) }
            throw partition.answer(error)
        }
        try await blocking { try self.platform.writeNow { try self.put(changed, $0) } }
        tenants.withLock { $0.known[code] = changed }
        if status == .active { partition.state.setSuspended(false) }
    }

    /// After a restore from a backup, or to accept that a partition holds less than the platform remembers: opens the next epoch
    /// with a leaf `log.restored` before anything else is written (why.md B5, B18). Clients then resynchronise.
    package func declareRestored(_ code: String, reason: String, by operator: String) async throws(RPCError) {
        let summary = try summary(code)
        guard summary.status != .deleted else { throw RPCError(.notFound) }
        let open = tenants.withLock { tenants -> Partition? in
            if case .open(let partition) = tenants.slots[code] { return partition }
            return nil
        }
        if let open { try await close(open) }
        try await blocking {
            if let hold = try self.missing(summary.number) { throw hold.error }
            let ring = try self.ring(summary.number)
            let store = try self.stores.tenant(summary.number, create: false)
            let partition = self.make(summary, store, ring, durable: -1)
            defer { try? store.close() }
            let (known, mark) = self.tenants.withLock { ($0.heads[summary.number], $0.restores[summary.number]) }
            try partition.raiseEpoch(
                atLeast: max(known?.epoch ?? 0, mark?.epoch ?? 0),
                note: ["reason": .string(reason), "by": .string("operator:" + `operator`), "known_size": .int(known?.leaves ?? 0)],
                had: (mark?.had ?? [:]).merging(known.map { [$0.epoch: $0.leaves] } ?? [:], uniquingKeysWith: max))
            try self.remember([partition])
            try self.platform.writeNow { try RestoreMark.remove(summary.number, $0) }
            self.tenants.withLock { tenants in
                tenants.restores[summary.number] = nil
                tenants.held[code] = nil
            }
        }
    }

    /// Closes a partition as soon as nothing is to be written; 1003 where that takes longer than two seconds.
    private func close(_ partition: Partition) async throws(RPCError) {
        for _ in 0..<100 {
            if try await blocking({ self.closeNow(partition) }) { return }
            try? await Task.sleep(for: .milliseconds(20))
        }
        throw RPCError(.busy)
    }

    /// Runs blocking work on the pool; errors become what a caller may see.
    func blocking<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws(RPCError) -> R {
        do {
            return try await pools.read.run(body)
        } catch let error as RPCError {
            throw error
        } catch StoreError.busy {
            throw RPCError(.busy)
        } catch StoreError.full {
            disk.full(tenant: 0)
            throw RPCError(.unavailable)
        } catch {
            let correlation = random.recordID()
            alarms.raise(.fault(tenant: 0, correlation: correlation, detail: "\(error)"))
            throw error is StoreError ? RPCError(.unavailable) : .fault(correlation: correlation)
        }
    }
}
