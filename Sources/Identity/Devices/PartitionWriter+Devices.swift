internal import Base
internal import Casework
internal import Records
internal import Store
internal import Tenancy
internal import Wire

extension PartitionWriter {
    /// A place for one more device. Only devices that may act take a place: locked, wiped and retired ones stay in the list, to be seen and
    /// so that their keys do not come back. Where all places are taken, the device without a key that was unused longest is retired;
    /// under an activation code, which an officer handed to the person, also one with a key. Else 1405 `device.too_many`.
    func makeRoom(for person: inout Person, byCode: Bool) throws {
        let all = try person.credential.devices.compactMap { try device($0) }
        let active = all.filter { $0.status == .active }.sorted { ($0.lastUsedAt ?? $0.enrolledAt) < ($1.lastUsedAt ?? $1.enrolledAt) }
        if active.count >= Limits.devicesPerAccount {
            guard let old = active.first(where: { $0.publicKey.isEmpty }) ?? (byCode ? active.first : nil) else {
                throw RPCError.invalid(
                    field: "device", reason: "device.too_many",
                    text: (
                        "设备数量已达上限：请在另一台设备上锁定一台，或向人事领取激活码。",
                        "There are too many devices: lock one from another device, or ask HR for an activation code."
                    ))
            }
            try retire(old, of: &person)
        }
        // What is remembered of devices that ended has its bound, too: the oldest is forgotten.
        while person.credential.devices.count >= Limits.devicesRemembered {
            guard let ended = all.first(where: { $0.status != .active && person.credential.devices.contains($0.id) }) else { break }
            person.credential.devices.removeAll { $0 == ended.id }
        }
    }

    /// Ends a device to make room: its queues are closed, its sessions end; whoever still holds it is told 1601.
    private func retire(_ device: Device, of person: inout Person) throws {
        var device = device
        device.status = .revoked
        device.history.append(HistoryEntry(event: "device.retire", status: device.status.rawValue, by: "system", at: now))
        try put(device, in: .identity)
        // The sessions' records stay, as after `device.revoke`: by them the device learns what became of it.
        for id in person.credential.sessions where try session(id)?.device == device.id {
            person.credential.sessions.removeAll { $0 == id }
        }
        rolesChanged(subject: person.account.subject)
        try closeQueues(device: device.id)
        revoke(device: device.id, .deviceLocked)
        note["retired"] = .string(device.id)
    }
}
