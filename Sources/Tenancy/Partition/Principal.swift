package import Base
package import Casework
import Crypto
import Records

/// Who asks: made by Identity for a session, checked against revocation at every use.
package struct Principal: Sendable {
    package var actor: Actor
    /// The tenant's code.
    package var tenant: String
    /// Nil for integrations and sign-ins without an enrolled device; their mutations carry no signature.
    package var device: DeviceInfo?
    package var app: AppInfo
    /// The schema version the client reads.
    package var schema: Int
    /// `zh-Hans` or `en`.
    package var lang: String
    package var sessionID: String
    package var expires: Timestamp

    package init(
        actor: Actor, tenant: String, device: DeviceInfo?, app: AppInfo, schema: Int, lang: String, sessionID: String,
        expires: Timestamp
    ) {
        self.actor = actor
        self.tenant = tenant
        self.device = device
        self.app = app
        self.schema = schema
        self.lang = lang
        self.sessionID = sessionID
        self.expires = expires
    }

    /// The queue prefix and the device a time token is made for; `""` where there is no device.
    package var deviceID: String { device?.id ?? "" }

    func say(_ text: LocalizedText) -> String { lang.hasPrefix("en") ? text.en : text.zh }
}

/// A session's device: its P-256 key and who vouched for it (protocol §4, why.md B18). A device without a key pushes unsigned,
/// and its acts are labelled so.
package struct DeviceInfo: Sendable {
    package let id: String
    /// X9.63 compressed, 33 bytes.
    package let publicKey: [UInt8]?
    package let voucher: String
    /// The key, read once; nil where there is none, or where the bytes are none (then no signature ever verifies).
    let key: P256.Signing.PublicKey?

    package init(id: String, publicKey: [UInt8]?, voucher: String) {
        self.id = id
        self.publicKey = publicKey
        self.voucher = voucher
        key = publicKey.flatMap { try? P256.Signing.PublicKey(compressedRepresentation: $0) }
    }
}

/// The program behind a session, and what the tenant lets it see and do.
package struct AppInfo: Sendable, Equatable {
    package let id: String
    package let version: String
    /// Kinds of feed (`t`, `e`, `q`, `k`) this app may pull; nil: all.
    package let feeds: Set<String>?
    /// Operations this app may push; nil: all.
    package let operations: Set<String>?
    /// Raised whenever the allow-lists change, which resets this app's cursors.
    package let allowVersion: Int64

    package init(id: String, version: String, feeds: Set<String>? = nil, operations: Set<String>? = nil, allowVersion: Int64 = 0) {
        self.id = id
        self.version = version
        self.feeds = feeds
        self.operations = operations
        self.allowVersion = allowVersion
    }

    func allows(_ feed: Feed) -> Bool {
        guard feed.isPullable else { return false }
        guard let feeds else { return true }
        return feeds.contains(String(feed.text.prefix(1)))
    }

    func allows(op: String) -> Bool { operations?.contains(op) ?? true }
}
