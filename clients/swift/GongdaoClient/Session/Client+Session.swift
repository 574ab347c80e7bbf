internal import Base
internal import Wire

extension Client {
    // MARK: Signing in

    /// Signs in with a password. The first time on this profile a device key is made; later the same device signs in again.
    /// Throws `badArgument` where the profile belongs to another person, whose outbox it may hold.
    public func signIn(tenant: String, login: String, password: String, totp: String? = nil) async throws -> SessionState {
        var extra: [(String, JSON)] = [("password", .string(password))]
        if let totp { extra.append(("totp", .string(totp))) }
        return try await enter("auth.sign_in", tenant: tenant, login: login, extra)
    }

    /// Turns an activation code into an account with this password, on this device.
    public func activate(tenant: String, login: String, code: String, password: String) async throws -> SessionState {
        try await enter("auth.activate", tenant: tenant, login: login, [("code", .string(code)), ("password", .string(password))])
    }

    private func enter(_ method: String, tenant: String, login: String, _ extra: [(String, JSON)]) async throws -> SessionState {
        let held = vault.exists ? try cache().session() : nil
        if let held, held.tenant != tenant || held.login != login {
            throw ClientError.badArgument("profile of \(held.tenant)/\(held.login)")
        }
        try profile.makeFolders()
        let link = try await connected(signedIn: false)
        do {
            if held == nil && !vault.exists { try vault.create() }
            let key = Base64URL.encode(try vault.publicKey())
            let known = method == "auth.sign_in" ? held : nil
            let device: JSON = known.map { ["id": .string($0.device)] } ?? ["name": .string(options.deviceName), "key": .string(key)]
            let message = SignedBytes.challenge(
                server: link.hello.name, tenant: tenant, device: known?.device ?? key, nonce: link.hello.nonce)
            let members: [(String, JSON)] = [("tenant", .string(tenant)), ("login", .string(login))] + extra + [
                ("device", device), ("nonce", .string(link.hello.nonce)),
                ("sig", .string(Base64URL.encode(try vault.sign(message)))),
            ]
            let answer = try await link.channel.call(method, .object(JSONObject(members)))
            let session = try SessionState(signed: answer, login: login, hasKey: true)
            try keep(session, answer)
            await self.link?.channel.close()
            self.link = link
            return session
        } catch {
            await link.channel.close()
            throw error
        }
    }

    private func keep(_ session: SessionState, _ answer: JSON) throws {
        let reading = options.sleepClock.reading()
        try cache().write { transaction in
            if let old = try transaction.value(SessionState.self, CacheFile.sessionDocument), old.device != session.device {
                // A new device has queues of its own, numbered from 1: what was not answered is filed again under it.
                try transaction.startQueuesAnew()
            }
            try transaction.setValue(session, CacheFile.sessionDocument)
            try transaction.changeContact { contact in
                contact.stop = nil
                contact.heard(
                    nowMs: nowMs, serverMs: answer["t_ms"]?.intValue, timeToken: answer["tt"]?.stringValue, reading: reading)
            }
        }
        try clearWipedNote()
    }

    /// Ends the session on the server where it can be reached, then destroys what is held here, also where it cannot be
    /// read any more. Throws `notUndoable` with the number of an act that is not answered yet, unless `discarding`.
    public func signOut(discarding: Bool = false) async throws {
        if !discarding, let waiting = try cache().outbox().items.first(where: { !$0.isAnswered }) {
            throw ClientError.notUndoable(waiting.local)
        }
        let device = try? session().device
        do {
            // The key is about to go, and with it this device: its place among the account's devices is free at once.
            guard let device else { throw ClientError.notSignedIn }
            _ = try await request("device.revoke", ["dev": .string(device), "do": "wipe"])
        } catch {
            _ = try? await request("auth.sign_out")
        }
        await disconnect()
        try destroyLocal("sign_out")
        try clearWipedNote()
    }

    // MARK: Binding a connection

    /// Binds a fresh connection to the session: `auth.use`, after a refresh where the access token is over.
    func authenticate(_ link: Link) async throws {
        var session = try self.session()
        let serverNow = link.hello.timeMs
        if session.refreshID != nil || session.accessMs - 30_000 <= serverNow { session = try await refresh(link) }
        do {
            try await use(session, link)
        } catch ClientError.rpc(let error) where error.code == .tokenExpired || error.code == .tokenInvalid {
            session = try await refresh(link)
            try await use(session, link)
        } catch ClientError.rpc(let error) where error.code.retryClass == .stop {
            try await obey(error.code, link)
            throw ClientError.rpc(error)
        }
    }

    private func use(_ session: SessionState, _ link: Link) async throws {
        let answer = try await link.channel.call("auth.use", ["access": .string(session.access)])
        let reading = options.sleepClock.reading()
        try cache().write { transaction in
            if var stored = try transaction.value(SessionState.self, CacheFile.sessionDocument) {
                stored.update(used: answer)
                try transaction.setValue(stored, CacheFile.sessionDocument)
            }
            try transaction.changeContact { contact in
                contact.stop = nil
                contact.heard(
                    nowMs: nowMs, serverMs: answer["t_ms"]?.intValue, timeToken: answer["tt"]?.stringValue, reading: reading)
            }
        }
    }

    /// The id of the refresh is stored before it is sent: a repeated one gets the same answer, until the new pair is used.
    private func refresh(_ link: Link) async throws -> SessionState {
        let fresh = options.random.recordID()
        let stored = try cache().changeSession { $0.refreshID = $0.refreshID ?? fresh }
        do {
            let params: JSON = ["refresh": .string(stored.refresh), "rid": .string(stored.refreshID ?? fresh)]
            let answer = try await link.channel.call("auth.refresh", params)
            return try cache().changeSession { session in
                // Another process may have got the same answer meanwhile.
                if session.refresh == stored.refresh { try session.update(refreshed: answer) }
            }
        } catch ClientError.rpc(let error) where error.code.retryClass == .identity {
            // The pair may have been replaced by another process between our read and our request.
            let now = try session()
            if now.refresh != stored.refresh { return now }
            try cache().changeSession { $0.refreshID = nil }
            throw ClientError.rpc(error)
        } catch ClientError.rpc(let error) where error.code.retryClass == .stop {
            try await obey(error.code, link)
            throw ClientError.rpc(error)
        }
    }
}
