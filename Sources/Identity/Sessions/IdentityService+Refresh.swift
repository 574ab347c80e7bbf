internal import Base
internal import Casework
internal import Evidence
internal import Records
internal import Store
package import Tenancy
package import Wire

extension IdentityService {
    /// A new pair of tokens for (refresh, rid). The same two get the same answer, byte for byte, until the new pair is used; another
    /// rid for the same token loses (1202), so of two that hold one token one is shut out.
    package func refresh(_ text: String, rid: String) async throws(RPCError) -> TokenPair {
        guard let token = RefreshToken(text) else { throw RPCError(.tokenInvalid) }
        let partition = try await self.partition(token.tenant)
        return try await refresh(token, rid: rid, in: partition)
    }

    /// A sign-in with an enrolled device: its signature and its refresh token, no password, no scrypt (why.md M5).
    package func signIn(
        tenant: String, device id: String, refresh text: String, rid: String, proof: Proof, client: ClientInfo
    ) async throws(RPCError) -> SignedIn {
        guard let token = RefreshToken(text), token.tenant == tenant else { throw RPCError(.tokenInvalid) }
        let partition = try await self.partition(tenant)
        let session = token.session
        let standing = try await read(partition) { try $0.standing(session: session) }
        guard standing.device.id == id, let key = standing.device.key else { throw RPCError(.tokenInvalid) }
        try await check(proof, key: key, tenant: tenant, device: id)
        let pair = try await refresh(token, rid: rid, in: partition)
        return try await signedIn(
            standing, in: partition, client: client, expires: Timestamp(ms: pair.accessMs), pair: pair)
    }

    private func refresh(_ token: RefreshToken, rid: String, in partition: Partition) async throws(RPCError) -> TokenPair {
        guard (1...128).contains(rid.utf8.count) else { throw .params(field: "rid", reason: "range") }
        let successor = token.next(rid: rid, keys: keys)
        let mark = Base64URL.encode(sha256(Array(rid.utf8)).prefix(16))
        let now = clock.now()
        // A repeated request writes nothing.
        let known = try await read(partition) { reader -> Int64? in
            let session = try reader.standing(session: token.session).session
            guard let pending = session.pending, session.isInForce(token, now: now), pending.rid == mark else { return nil }
            return pending.issuedMs
        }
        if let known { return TokenPair(successor, issuedMs: known, keys: keys) }
        let issued = try await write(partition, "auth.refresh", nil) { writer in
            var session = try writer.standing(session: token.session).session
            session.promote(ifUsed: token)
            guard session.isInForce(token, now: writer.now) else { throw RPCError(.tokenInvalid) }
            if let pending = session.pending {
                guard pending.rid == mark else { throw RPCError(.tokenInvalid) }
                return pending.issuedMs
            }
            session.pending = SessionRecord.Pending(rid: mark, digest: successor.digest, issuedMs: writer.now.ms)
            session.lastMs = writer.now.ms
            try writer.put(session, in: .identity)
            return writer.now.ms
        }
        return TokenPair(successor, issuedMs: issued, keys: keys)
    }

    /// Binds an access token to a connection: 1201 when it is over, 1202 when its session is, or when a newer pair is in use.
    package func use(_ text: String, client: ClientInfo) async throws(RPCError) -> SignedIn {
        guard let token = AccessToken(text, keys: keys) else { throw RPCError(.tokenInvalid) }
        guard token.expires > clock.now() else { throw RPCError(.tokenExpired) }
        let partition = try await self.partition(token.tenant)
        var standing = try await read(partition) { try $0.standing(session: token.session) }
        if standing.session.pending != nil, token.generation == standing.session.generation + 1 {
            // The answer to a refresh has arrived: from here on the old pair is worth nothing.
            standing = try await write(partition, "auth.use", nil) { writer in
                var standing = try writer.standing(session: token.session)
                standing.session.promote(toGeneration: token.generation)
                try writer.put(standing.session, in: .identity)
                return standing
            }
        }
        guard token.generation == standing.session.generation else { throw RPCError(.tokenInvalid) }
        return try await signedIn(standing, in: partition, client: client, expires: token.expires, pair: nil)
    }

    /// The session as it now stands, for a connection that was told that something changed; throws what ends it.
    package func recheck(_ principal: Principal, in partition: Partition) async throws(RPCError) -> SignedIn {
        if let code = partition.state.barred(device: principal.device?.id, subject: principal.actor.subject) { throw RPCError(code) }
        let id = principal.sessionID
        let standing = try await read(partition) { try $0.standing(session: id) }
        let client = ClientInfo(
            app: principal.app.id, version: principal.app.version, schema: principal.schema, lang: principal.lang, address: nil)
        return try await signedIn(standing, in: partition, client: client, expires: principal.expires, pair: nil)
    }
}

extension SessionRecord {
    /// Whether this is the refresh token in force, within its 90 days.
    func isInForce(_ token: RefreshToken, now: Timestamp) -> Bool {
        token.generation == generation && constantTimeEqual(Array(token.digest.utf8), Array(digest.utf8))
            && now.ms < issuedMs + Limits.refreshTokenMs
    }

    /// The new token is shown: the pair it belongs to is in use, the old one is over.
    mutating func promote(ifUsed token: RefreshToken) {
        guard let pending, token.generation == generation + 1,
            constantTimeEqual(Array(token.digest.utf8), Array(pending.digest.utf8))
        else { return }
        promote(toGeneration: token.generation)
    }

    mutating func promote(toGeneration number: Int64) {
        guard let used = pending, number == generation + 1 else { return }
        generation = number
        digest = used.digest
        issuedMs = used.issuedMs
        pending = nil
    }
}
