public import Base

/// An enrolled device with its key, in `x/identity`, never pulled.
public struct Device: Record {
    public var id: String
    public var account: String
    public var name: String
    public var publicKey: String
    public var voucher: String
    public var voucherBy: String?
    public var app: String
    public var status: DeviceStatus
    public var refresh: String?
    public var enrolledAt: Timestamp
    public var lastUsedAt: Timestamp?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "device", code: 19, area: "platform", secrecy: .`private`,
        meaning: "an enrolled device",
        columns: [
            .text("account", "whose it is"),
            .text("name", "name the person gave it"),
            .text("public_key", "P-256 key, base64url"),
            .text("voucher", "who vouched for the key: device, oidc, phone, code"),
            .text("voucher_by", optional: true, "the device or actor behind that"),
            .text("app", "app id"),
            .word("status", DeviceStatus.self, "where it stands"),
            .text("refresh", optional: true, "hash of the refresh chain in force"),
            .time("enrolled_at", "when it was enrolled"),
            .time("last_used_at", optional: true, "last use"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, account, name, voucher, app, status, refresh, history
        case publicKey = "public_key"
        case voucherBy = "voucher_by"
        case enrolledAt = "enrolled_at"
        case lastUsedAt = "last_used_at"
    }

    public init(
        id: String, account: String, name: String, publicKey: String, voucher: String, voucherBy: String? = nil, app: String,
        status: DeviceStatus, refresh: String? = nil, enrolledAt: Timestamp, lastUsedAt: Timestamp? = nil,
        history: [HistoryEntry] = []
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.publicKey = publicKey
        self.voucher = voucher
        self.voucherBy = voucherBy
        self.app = app
        self.status = status
        self.refresh = refresh
        self.enrolledAt = enrolledAt
        self.lastUsedAt = lastUsedAt
        self.history = history
    }
}

/// Where a device stands.
public enum DeviceStatus: String, Word {
    case active, locked, wiped, revoked, other
}
