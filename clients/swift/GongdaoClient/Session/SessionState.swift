internal import Wire

/// Who is signed in on this profile, and with which tokens; sealed in the cache.
public struct SessionState: Codable, Sendable, Equatable {
    public var tenant: String
    public var tenantName: String
    /// What the person typed: staff number or phone.
    public var login: String
    public var account: String
    public var subject: Int64
    public var employee: String?
    public var name: String?
    public var roles: [String]
    public var device: String
    /// Whether the device has a key the server knows; its acts are signed then.
    public var hasKey: Bool
    public var session: String
    public var access: String
    public var accessMs: Int64
    public var refresh: String
    public var refreshMs: Int64
    /// A refresh that was begun: repeated with this id until it is answered, so that a lost answer costs nothing.
    public var refreshID: String?
    /// Without contact the cache is locked after this many seconds, and destroyed after these.
    public var readSeconds: Int64
    public var purgeSeconds: Int64
    /// Roles are withheld until a second factor is shown.
    public var needsStepUp: Bool
    /// Whether a second factor is enrolled; nil where the server was not asked since this was kept.
    public var hasSecondFactor: Bool?

    /// From the answer of `auth.sign_in` or `auth.activate`.
    init(signed answer: JSON, login: String, hasKey: Bool) throws {
        guard let tenant = answer["tenant"]?["code"]?.stringValue, let subject = answer["subject"]?.intValue,
            let device = answer["device"]?.stringValue, let access = answer["access"]?.stringValue,
            let refresh = answer["refresh"]?.stringValue
        else { throw ClientError.badAnswer("auth.sign_in") }
        self.tenant = tenant
        tenantName = answer["tenant"]?["name"]?.stringValue ?? tenant
        self.login = login
        account = answer["account"]?.stringValue ?? ""
        self.subject = subject
        employee = answer["employee"]?.stringValue
        name = answer["name"]?.stringValue
        roles = answer["roles"]?.arrayValue?.compactMap(\.stringValue) ?? []
        self.device = device
        self.hasKey = hasKey
        session = answer["session"]?.stringValue ?? ""
        self.access = access
        accessMs = answer["access_ms"]?.intValue ?? 0
        self.refresh = refresh
        refreshMs = answer["refresh_ms"]?.intValue ?? 0
        readSeconds = answer["read_s"]?.intValue ?? SessionState.defaultRead
        purgeSeconds = answer["purge_s"]?.intValue ?? SessionState.defaultPurge
        needsStepUp = answer["step_up"]?.boolValue ?? false
        hasSecondFactor = answer["totp"]?.boolValue
    }

    static let defaultRead: Int64 = 30 * 86_400
    static let defaultPurge: Int64 = 90 * 86_400

    /// Takes in what `auth.use` says: roles and leases may have changed.
    mutating func update(used answer: JSON) {
        if let value = answer["roles"]?.arrayValue { roles = value.compactMap(\.stringValue) }
        employee = answer["employee"]?.stringValue ?? employee
        name = answer["name"]?.stringValue ?? name
        tenantName = answer["tenant"]?["name"]?.stringValue ?? tenantName
        readSeconds = answer["read_s"]?.intValue ?? readSeconds
        purgeSeconds = answer["purge_s"]?.intValue ?? purgeSeconds
        accessMs = answer["access_ms"]?.intValue ?? accessMs
        needsStepUp = answer["step_up"]?.boolValue ?? needsStepUp
        hasSecondFactor = answer["totp"]?.boolValue ?? hasSecondFactor
    }

    mutating func update(refreshed answer: JSON) throws {
        guard let access = answer["access"]?.stringValue, let refresh = answer["refresh"]?.stringValue else {
            throw ClientError.badAnswer("auth.refresh")
        }
        self.access = access
        self.refresh = refresh
        accessMs = answer["access_ms"]?.intValue ?? accessMs
        refreshMs = answer["refresh_ms"]?.intValue ?? refreshMs
        refreshID = nil
    }
}

/// When the server was last heard, and the time it gave.
public struct Contact: Codable, Sendable, Equatable {
    /// Our clock at the last answer to an authenticated request.
    public var lastMs: Int64 = 0
    /// The latest time this device's clock has shown: a clock set back does not lengthen the lease.
    public var seenMs: Int64 = 0
    /// The last final page.
    public var syncedMs: Int64?
    /// Server's clock minus ours.
    public var offsetMs: Int64 = 0
    public var timeToken: String?
    /// The boot during which the token came, and the reading of a clock that counts sleep.
    public var bootID: String?
    public var elapsedMs: Int64 = 0
    /// Why the server stopped serving this device (class 16); nil while it does.
    public var stop: Int?

    public init() {}
}

/// How long what is held may be read without contact (protocol §4).
public enum Lease: Sendable, Equatable {
    /// Readable for this many milliseconds more.
    case running(leftMs: Int64)
    /// Locked until there is contact.
    case over
    /// To be destroyed.
    case purge

    public static func of(_ contact: Contact, readSeconds: Int64, purgeSeconds: Int64, nowMs: Int64) -> Lease {
        let age = max(nowMs, contact.seenMs) - contact.lastMs
        if age >= purgeSeconds * 1000 { return .purge }
        if age >= readSeconds * 1000 { return .over }
        return .running(leftMs: readSeconds * 1000 - age)
    }
}
