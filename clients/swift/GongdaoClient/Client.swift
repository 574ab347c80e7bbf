internal import Base
internal import Wire

/// One person's Gongdao on one device: what is held can be read at any time, what is filed is kept until the server has it for good,
/// and `sync` brings both together.
public actor Client {
    public nonisolated let profile: Profile
    public nonisolated let options: ClientOptions
    nonisolated let vault: any KeyVault
    nonisolated let connector: any Connector

    /// Opened on first use; nil again after a wipe.
    private var openCache: CacheFile?
    /// The connection in use, with what its server said.
    var link: Link?
    /// The attempt to connect that is under way; whoever needs a connection meanwhile waits for this one.
    private var connecting: Task<Link, any Error>?
    private var syncing: Task<SyncReport, any Error>?
    /// Cleared by a server that does not know `sync.round`.
    var offersRound = true

    struct Link: Sendable {
        let channel: RPCChannel
        let hello: ServerHello
        /// Tells this connection from every other (`LogSeen.Sighting`).
        let run: Int64
    }

    public init(profile: Profile, connector: any Connector, vault: (any KeyVault)? = nil, options: ClientOptions) {
        self.profile = profile
        self.connector = connector
        self.vault = vault ?? FileKeyVault(path: profile.keyPath, random: options.random)
        self.options = options
    }

    nonisolated var nowMs: Int64 { options.clock.now().ms }

    // MARK: Cache

    /// Throws `notSignedIn` or `wiped` where there is nothing to open.
    func cache() throws -> CacheFile {
        if let openCache { return openCache }
        guard vault.exists else {
            if SecretFile.exists(profile.wipedPath) { throw ClientError.wiped }
            throw ClientError.notSignedIn
        }
        try profile.makeFolders()
        let file = try CacheFile(path: profile.cachePath, vault: vault, random: options.random)
        openCache = file
        return file
    }

    /// Throws `notSignedIn` before the first sign-in.
    public func session() throws -> SessionState {
        guard let session = try cache().session() else { throw ClientError.notSignedIn }
        return session
    }

    /// Destroys the keys first, then what they would open; leaves a note that says so.
    func destroyLocal(_ why: String) throws {
        let note: JSON = ["why": .string(why), "ms": .int(nowMs)]
        try SecretFile.write(note.bytes, to: profile.wipedPath)
        try vault.destroy()
        try? openCache?.close()
        openCache = nil
        profile.removeCache()
    }

    func clearWipedNote() throws { try SecretFile.destroy(profile.wipedPath) }

    // MARK: Connection

    /// A connection that has said hello and, with `signedIn`, is bound to the session.
    func connected(signedIn: Bool = true) async throws -> Link {
        if let link, await link.channel.isOpen, signedIn { return link }
        if !signedIn { return try await open() }
        if let connecting { return try await connecting.value }
        let task = Task { () throws -> Link in
            let link = try await self.open()
            do {
                try await self.authenticate(link)
            } catch {
                await link.channel.close()
                throw error
            }
            return link
        }
        connecting = task
        defer { connecting = nil }
        let fresh = try await task.value
        link = fresh
        return fresh
    }

    private func open() async throws -> Link {
        let channel = RPCChannel(try await connector.connect())
        do {
            let hello = try await Handshake.hello(channel, app: options.app, lang: options.lang)
            return Link(channel: channel, hello: hello, run: Int64(options.random.next() >> 12) + 1)
        } catch {
            await channel.close()
            throw error
        }
    }

    /// Ends the connection; the next call makes a new one.
    public func disconnect() async {
        await link?.channel.close()
        link = nil
    }

    /// Ends the connection and closes the cache file; both open again on use.
    public func close() async throws {
        await disconnect()
        try openCache?.close()
        openCache = nil
    }

    /// Bytes of lines on the present connection, out and in.
    public func traffic() async -> (out: Int, in: Int) {
        guard let link else { return (0, 0) }
        return (await link.channel.bytesOut, await link.channel.bytesIn)
    }

    // MARK: Sync

    /// Sends what waits, then takes in what is new. A second caller gets the result of the one under way.
    public func sync() async throws -> SyncReport {
        if let syncing { return try await syncing.value }
        let task = Task { try await self.syncOnce() }
        syncing = task
        defer { syncing = nil }
        return try await task.value
    }
}
