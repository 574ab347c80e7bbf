internal import Base
internal import Wire

extension Client {
    /// Carries out class 16: locks or destroys what is held, and reports it done with the device's signature. 1603 and 1604 are
    /// remembered; what is held stays readable within the lease.
    func obey(_ code: ErrorCode, _ link: Link) async throws {
        let done = code == .deviceWiped || code == .deviceLocked ? try? await report(code == .deviceWiped ? "wipe" : "lock", link) : nil
        switch code {
        case .deviceWiped: try destroyLocal("order")
        default: try cache().changeContact { $0.stop = code.rawValue }
        }
        // After the deed: a report that is lost is asked for again by the next 1601 or 1602.
        if let done { _ = try? await link.channel.call("device.done", done) }
    }

    /// Signed while the key is still there.
    private func report(_ what: String, _ link: Link) async throws -> JSON {
        let session = try self.session()
        let challenge = try await link.channel.call("auth.challenge")
        guard let nonce = challenge["nonce"]?.stringValue else { throw ClientError.badAnswer("auth.challenge") }
        let message = SignedBytes.deviceDone(
            server: link.hello.name, tenant: session.tenant, device: session.device, what: what, nonce: nonce)
        return [
            "tenant": .string(session.tenant), "dev": .string(session.device), "do": .string(what), "nonce": .string(nonce),
            "sig": .string(Base64URL.encode(try vault.sign(message))),
        ]
    }

    /// The gate before every read: locked, over, or due to be destroyed.
    func readableCache() throws -> CacheFile {
        let file = try cache()
        guard let session = try file.session() else { throw ClientError.notSignedIn }
        let contact = try file.contact()
        if contact.stop == ErrorCode.deviceLocked.rawValue { throw ClientError.locked }
        switch Lease.of(contact, readSeconds: session.readSeconds, purgeSeconds: session.purgeSeconds, nowMs: nowMs) {
        case .running:
            // At most once an hour: a read is not a write otherwise.
            if nowMs - contact.seenMs > 3_600_000 { try file.changeContact { $0.seenMs = max($0.seenMs, nowMs) } }
            return file
        case .over: throw ClientError.leaseOver(lastContactMs: contact.lastMs)
        case .purge:
            try destroyLocal("lease")
            throw ClientError.wiped
        }
    }
}
