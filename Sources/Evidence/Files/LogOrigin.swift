/// Whose log: `<host>/<tenant>/e<epoch>` (protocol/evidence.md §1.7, §1.8).
package struct LogOrigin: Sendable, Equatable {
    package var host: String
    /// The tenant's public name.
    package var tenant: String
    package var epoch: Int64

    package init(host: String, tenant: String, epoch: Int64) {
        self.host = host
        self.tenant = tenant
        self.epoch = epoch
    }

    /// The host may hold slashes; tenant and epoch are the last two parts.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }), parts[parts.count - 1].hasPrefix("e"),
            let epoch = Int64(parts[parts.count - 1].dropFirst()), epoch >= 0, "e\(epoch)" == parts[parts.count - 1]
        else { return nil }
        self.init(host: parts[..<(parts.count - 2)].joined(separator: "/"), tenant: String(parts[parts.count - 2]), epoch: epoch)
    }

    package var text: String { "\(keyName)/e\(epoch)" }
    /// The signer's name: the same in all epochs.
    package var keyName: String { "\(host)/\(tenant)" }
}
