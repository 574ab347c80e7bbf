internal import Base
internal import Casework
internal import Evidence
package import Records
internal import Store
package import Tenancy
package import Wire

/// What `device.revoke` asks of a device.
package enum RevokeAction: String, Sendable, CaseIterable {
    case lock, wipe
    var status: DeviceStatus { self == .lock ? .locked : .wiped }
    var code: ErrorCode { self == .lock ? .deviceLocked : .deviceWiped }
}

extension IdentityService {
    /// One's own devices, with who vouches for each.
    package func devices(of p: Principal, in partition: Partition) async throws(RPCError) -> [Device] {
        let account = p.actor.account
        return try await read(partition) { reader in
            try (reader.person(account: account)?.credential.devices ?? []).compactMap { try reader.device($0) }
        }
    }

    package func rename(device id: String, to name: String, of p: Principal, in partition: Partition) async throws(RPCError) {
        let account = p.actor.account
        try await write(partition, "device.rename", nil) { writer in
            var device = try writer.own(id, account: account)
            device.name = name
            try writer.put(device, in: .identity)
        }
    }

    /// Locks one of one's own devices or has it destroy what it holds: its queues are closed, its sessions end, open connections get
    /// `bye` within a second.
    package func revoke(device id: String, _ action: RevokeAction, of p: Principal, in partition: Partition) async throws(RPCError) {
        let account = p.actor.account
        try await write(partition, "device.revoke", .key) { writer in
            var device = try writer.own(id, account: account)
            // A wipe is not taken back by a later lock.
            guard device.status != .wiped else { return }
            device.status = action.status
            device.history.append(
                HistoryEntry(event: "device.revoke", status: action.status.rawValue, by: account, at: writer.now))
            try writer.put(device, in: .identity)
            guard var person = try writer.person(account: account) else { throw RPCError(.notFound) }
            for session in person.credential.sessions where try writer.session(session)?.device == id {
                // The session's record stays: by it a device that was not connected is told 1601 or 1602 when it comes back,
                // instead of 1202, on which it would keep what it holds.
                person.credential.sessions.removeAll { $0 == session }
            }
            try writer.put(person.credential, in: .identity)
            writer.rolesChanged(subject: p.actor.subject)
            try writer.closeQueues(device: id)
            writer.revoke(device: id, action.code)
            writer.note["device"] = .string(id)
            writer.note["do"] = .string(action.rawValue)
        }
    }

    /// Gives the keyless device of this session a key.
    package func enrol(key text: String, proof: Proof, of p: Principal, in partition: Partition) async throws(RPCError) {
        guard let key = DeviceKey.bytes(text) else {
            throw .invalid(field: "key", reason: "device.key", text: ("设备公钥无效。", "This is no P-256 public key in compressed form."))
        }
        try await check(proof, key: key, tenant: p.tenant, device: text)
        let (account, id) = (p.actor.account, p.deviceID)
        try await write(partition, "device.enrol", .key) { writer in
            var device = try writer.own(id, account: account)
            guard device.publicKey.isEmpty else {
                throw RPCError.invalid(
                    field: "key", reason: "device.has_key", text: ("此设备已有密钥。", "This device has a key already."))
            }
            let voucher = Voucher(.password, by: try writer.person(account: account)?.credential.passwordFrom)
            device.publicKey = text
            device.voucher = voucher.kind.rawValue
            device.voucherBy = voucher.by
            try writer.put(device, in: .identity)
            writer.rolesChanged(subject: p.actor.subject)
            writer.note["device"] = .string(id)
            writer.note["key"] = .string(text)
            writer.note["voucher"] = .string(voucher.text)
        }
    }

    /// This session's device says that another key is the same person's: from then on that key is no longer the employer's word only.
    package func vouch(for id: String, proof: Proof, of p: Principal, in partition: Partition) async throws(RPCError) {
        guard let key = p.device?.publicKey else { throw RPCError(.forbidden) }
        let (account, own, server) = (p.actor.account, p.deviceID, serverName)
        let other = try await read(partition) { try $0.own(id, account: account) }
        guard id != own, !other.publicKey.isEmpty else { throw RPCError(.notFound) }
        let otherKey = other.publicKey
        try await check(proof, key: key) { nonce in
            SignedBytes.deviceVouch(
                server: server, tenant: p.tenant, device: own, vouched: id, key: otherKey, nonce: nonce)
        }
        try await write(partition, "device.vouch", .key) { writer in
            var device = try writer.own(id, account: account)
            guard device.publicKey == otherKey else { throw RPCError(.notFound) }
            device.voucher = Voucher.Kind.device.rawValue
            device.voucherBy = own
            try writer.put(device, in: .identity)
            writer.rolesChanged(subject: p.actor.subject)
            writer.note["device"] = .string(id)
            writer.note["voucher"] = .string("device:\(own)")
        }
    }

    /// A device reports that it has locked or destroyed what it held; signed by its key, without a session (it has none any more).
    package func done(
        tenant: String, device id: String, _ action: RevokeAction, proof: Proof
    ) async throws(RPCError) {
        let partition = try await self.partition(tenant)
        let server = serverName
        guard let device = try await read(partition, { try $0.device(id) }), let key = device.key else { throw RPCError(.tokenInvalid) }
        try await check(proof, key: key) { nonce in
            SignedBytes.deviceDone(server: server, tenant: tenant, device: id, what: action.rawValue, nonce: nonce)
        }
        try await write(partition, "device.done", .key) { writer in
            guard var device = try writer.device(id), device.status == action.status else { throw RPCError(.notFound) }
            guard !device.history.contains(where: { $0.event == "device.done" }) else { return }
            device.history.append(HistoryEntry(event: "device.done", status: device.status.rawValue, by: id, at: writer.now))
            try writer.put(device, in: .identity)
            writer.note["device"] = .string(id)
            writer.note["do"] = .string(action.rawValue)
        }
    }
}

extension Device {
    /// When the device said that it did what it was told.
    package var doneMs: Int64? { history.last { $0.event == "device.done" }?.at.ms }
}

extension PartitionReader {
    /// One of the account's own devices; another's is 1402.
    func own(_ id: String, account: String) throws -> Device {
        guard let device = try device(id), device.account == account else { throw RPCError(.notFound) }
        return device
    }
}
