internal import Base
public import Wire

extension Client {
    /// Files an act: numbered, signed and stored before this returns; it is sent by the next `sync`. Works offline. Throws 1203 for a
    /// duty whose roles are known to wait for a second factor: it could only lie at the head of its queue.
    @discardableResult
    public func file(_ act: Act) throws -> OutboxItem {
        let file = try readableCache()
        let session = try self.session()
        if session.withholds(act.op) { throw ClientError.rpc(RPCError(.stepUp)) }
        let reading = options.sleepClock.reading()
        return try file.changeOutbox { outbox, transaction in
            let when = try transaction.contact().when(reading)
            let item = try outbox.file(act, when: when, nowMs: nowMs)
            try sign(&outbox, session)
            return outbox.item(item.local) ?? item
        }
    }

    /// Takes back an act that was never sent, or that the server held for a second factor (1203).
    public func undo(_ local: Int64) throws {
        let session = try self.session()
        try cache().changeOutbox { outbox, _ in
            try outbox.undo(local)
            try sign(&outbox, session)
        }
    }

    /// Removes an answered act from the list before its time.
    public func forget(_ local: Int64) throws { try cache().changeOutbox { outbox, _ in try outbox.forget(local) } }

    /// Everything in the outbox, oldest first. Readable as long as the key is there, also when the lease is over.
    public func outbox() throws -> Outbox { try cache().outbox() }

    /// What an act would lead to, answered by the same rules; nothing is stored (protocol §7). Needs the server.
    public func preview(_ act: Act) async throws -> JSON {
        var members: [(String, JSON)] = [("op", .string(act.op)), ("a", .object(act.arguments))]
        if let conditions = act.conditionsJSON { members.append(("if", conditions)) }
        let params = JSON.object(JSONObject(members))
        return try await patiently { try await self.request("sync.preview", params) }
    }

    /// An id for a record made here: 64 random bits.
    public nonisolated func newID() -> String { options.random.recordID() }
}
